package io.foretide.standalone.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.runtime.CodedException;
import io.foretide.standalone.client.RestClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One search: asks for its trials, which all trainers share, and waits for what comes of them.
 *
 * <p>All trials of a rung are on the topic before the first of them has ended. Whoever stops this
 * search stops the later rungs; the trials that were asked for go on.
 */
public final class Search {
  private static final long LOOK_EVERY_MILLIS = 300;

  private final RestClient rest;
  private final String id;
  private final ObjectNode template;
  private final Map<String, String> fixed;
  private final Consumer<String> said;
  private final Set<Integer> told = new HashSet<>();

  /**
   * @param id names it on the topics
   * @param template what all trials share, as {@code POST /models/train} takes it
   * @param fixed settings that all trials share
   * @param said gets a line for each trial that ended
   */
  public Search(
      RestClient rest,
      String id,
      ObjectNode template,
      Map<String, String> fixed,
      Consumer<String> said) {
    this.rest = rest;
    this.id = id;
    this.template = template;
    this.fixed = fixed;
    this.said = said;
  }

  /** Tries combinations of the grid, all with full effort, and returns the search as it ended. */
  public JsonNode grid(Grid grid, Optional<Integer> most, long seed) throws InterruptedException {
    return rung(most.isPresent() ? grid.draw(most.get(), seed) : grid.points(), 1);
  }

  /**
   * Tries all combinations with little effort, and the better half of each rung with more.
   *
   * @param budget what the search may cost, in full trainings; without it, as much as gives the
   *     last trials full effort
   */
  public JsonNode halving(
      Grid grid, Optional<Integer> budget, Optional<String> effortName, SettingNames names)
      throws InterruptedException {
    Effort effort = Effort.of(effortName, fixed, grid, names);
    List<Map<String, String>> points = grid.points();
    double cost = budget.isPresent() ? budget.get() : Rung.fullBudget(points.size());
    List<Rung> rungs = Rung.of(points.size(), cost);
    JsonNode search = MissingNode.getInstance();
    for (int number = 1; number <= rungs.size() && !points.isEmpty(); number++) {
      Rung rung = rungs.get(number - 1);
      said.accept(
          "rung %d of %d: %d trials, %s=%s"
              .formatted(
                  number,
                  rungs.size(),
                  points.size(),
                  effort.setting(),
                  effort.with(Map.of(), rung.effort()).get(effort.setting())));
      search = rung(points.stream().map(p -> effort.with(p, rung.effort())).toList(), number);
      if (number < rungs.size()) {
        points = survivors(search, number, rungs.get(number).trials(), grid.names());
      }
    }
    return search;
  }

  /** What the trials of a rung were tried with, the best first, of so many at most. */
  private static List<Map<String, String>> survivors(
      JsonNode search, int rung, int most, Set<String> names) {
    List<Map<String, String>> survivors = new ArrayList<>();
    for (JsonNode trial : new Trials(search).finished(rung)) {
      if (survivors.size() < most) {
        Map<String, String> point = new LinkedHashMap<>();
        names.forEach(name -> point.put(name, trial.path("settings").path(name).asText()));
        survivors.add(point);
      }
    }
    return survivors;
  }

  private JsonNode rung(List<Map<String, String>> points, int number) throws InterruptedException {
    Set<String> runs = new HashSet<>();
    for (Map<String, String> point : points) {
      ObjectNode request = template.deepCopy().put("search", id).put("rung", number);
      ObjectNode settings = request.putObject("settings");
      fixed.forEach(settings::put);
      point.forEach(settings::put);
      request.put("cause", "a trial of search " + id);
      runs.add(rest.post("/models/train", request).path("run").asText());
    }
    return await(runs);
  }

  private JsonNode await(Set<String> runs) throws InterruptedException {
    while (true) {
      JsonNode search = now();
      if (tell(search, runs) == runs.size()) {
        return search;
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  /** What the registry knows; the first request may not have come back from the topic yet. */
  private JsonNode now() throws InterruptedException {
    try {
      return rest.get("/searches/" + RestClient.segment(id));
    } catch (CodedException e) {
      if (e.code().equals("FT-1609")) {
        return MissingNode.getInstance();
      }
      throw e;
    }
  }

  /** Says what has ended since the last time; returns how many of these runs have. */
  private int tell(JsonNode search, Set<String> runs) {
    int ended = 0;
    for (JsonNode trial : search.path("trials")) {
      if (Trials.ended(trial)) {
        ended += runs.contains(trial.path("run").asText()) ? 1 : 0;
        if (told.add(trial.path("trial").asInt())) {
          said.accept(Trials.line(trial));
        }
      }
    }
    return ended;
  }
}
