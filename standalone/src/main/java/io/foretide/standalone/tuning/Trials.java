package io.foretide.standalone.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.standalone.view.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The trials of a search, ranked: those of the last rung first, the best of them on top. */
public final class Trials {
  private static final String MASE = "MASE";
  private static final String BEST = "<- best";

  private final List<JsonNode> ranked = new ArrayList<>();
  private final String metric;

  /**
   * @param search as {@code GET /searches/{search}} answers
   */
  public Trials(JsonNode search) {
    search.path("trials").forEach(ranked::add);
    boolean scaled =
        ranked.stream()
            .filter(Trials::finished)
            .allMatch(trial -> trial.path("metrics").path(MASE).isNumber());
    // A history without a scale has no MASE; then the error itself must do.
    metric = scaled ? MASE : "MAE";
    ranked.sort(
        Comparator.comparingInt((JsonNode trial) -> -trial.path("rung").asInt())
            .thenComparingDouble(this::score)
            .thenComparingInt(trial -> trial.path("trial").asInt()));
  }

  /** The trial with the best score of the last rung; empty if none of that came to an end. */
  public Optional<JsonNode> best() {
    return ranked.stream().findFirst().filter(Trials::finished);
  }

  /** Trials of one rung that ended well, the best first. */
  List<JsonNode> finished(int rung) {
    return ranked.stream()
        .filter(trial -> trial.path("rung").asInt() == rung && finished(trial))
        .toList();
  }

  static boolean finished(JsonNode trial) {
    return trial.path("stage").asText().equals("FINISHED");
  }

  static boolean ended(JsonNode trial) {
    return Set.of("FINISHED", "FAILED", "CANCELLED").contains(trial.path("stage").asText());
  }

  private double score(JsonNode trial) {
    JsonNode score = trial.path("metrics").path(metric);
    return finished(trial) && score.isNumber() ? score.asDouble() : Double.MAX_VALUE;
  }

  /** One trial in a line. */
  static String line(JsonNode trial) {
    return "trial %s %s %s".formatted(trial.path("trial"), settings(trial), outcome(trial));
  }

  private static String outcome(JsonNode trial) {
    return trial.path("stage").asText()
        + (trial.hasNonNull("code") ? " " + trial.path("code").asText() : "")
        + ": "
        + trial.path("message").asText();
  }

  /** {@code name=value name=value}. */
  static String settings(JsonNode trial) {
    Set<String> pairs = new TreeSet<>();
    trial
        .path("settings")
        .properties()
        .forEach(setting -> pairs.add(setting.getKey() + "=" + setting.getValue().asText()));
    return String.join(" ", pairs);
  }

  /** The table for a person, the failures below it. */
  @Override
  public String toString() {
    Set<String> names = varied();
    boolean rungs = ranked.stream().anyMatch(trial -> trial.path("rung").asInt() > 1);
    List<String> head = new ArrayList<>(List.of("trial"));
    if (rungs) {
      head.add("rung");
    }
    head.addAll(names);
    head.addAll(
        List.of("MASE", "naive MASE", "MAE", "RMSE", "cov95", "seconds", "trainer", "state", ""));
    Table table = new Table(head.toArray(String[]::new));
    Set<String> failures = new LinkedHashSet<>();
    Optional<JsonNode> best = best();
    for (JsonNode trial : ranked) {
      List<String> row = new ArrayList<>(List.of(trial.path("trial").asText()));
      if (rungs) {
        row.add(trial.path("rung").asText());
      }
      names.forEach(name -> row.add(trial.path("settings").path(name).asText("-")));
      JsonNode metrics = trial.path("metrics");
      row.add(number(metrics.path(MASE), "%.4f"));
      row.add(number(metrics.path("baseline." + MASE), "%.4f"));
      row.add(number(metrics.path("MAE"), "%.3f"));
      row.add(number(metrics.path("RMSE"), "%.3f"));
      row.add(number(metrics.path("coverage95"), "%.1f"));
      row.add(number(trial.path("seconds"), "%.1f"));
      row.add(trial.path("trainer").asText("-"));
      row.add(trial.path("stage").asText());
      row.add(best.filter(trial::equals).isPresent() ? BEST : "");
      table.row(row.toArray(String[]::new));
      if (trial.hasNonNull("code")) {
        failures.add(trial.path("code").asText() + " " + trial.path("message").asText());
      }
    }
    return table
        + (failures.isEmpty()
            ? ""
            : String.join(System.lineSeparator(), failures) + System.lineSeparator());
  }

  /** The settings that are not the same in all trials. */
  private Set<String> varied() {
    Set<String> names = new TreeSet<>();
    ranked.forEach(trial -> trial.path("settings").fieldNames().forEachRemaining(names::add));
    names.removeIf(
        name ->
            ranked.stream().map(trial -> trial.path("settings").path(name)).distinct().count() < 2);
    return names;
  }

  private static String number(JsonNode value, String format) {
    return value.isNumber() ? String.format(Locale.ROOT, format, value.asDouble()) : "-";
  }
}
