package io.foretide.registry.runs;

import io.foretide.registry.catalogue.Kinds;
import io.foretide.registry.versions.Models;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.KindListing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Kinds by what their runs showed. */
final class Performances {
  private final Kinds kinds;
  private final Models models;
  private final RunSearch search;

  Performances(Kinds kinds, Models models, RunSearch search) {
    this.kinds = kinds;
    this.models = models;
    this.search = search;
  }

  @Says("What the runs of a kind showed.")
  record Performance(
      @Says("Id of the kind.") String kind,
      String name,
      String category,
      @Says("not trained, training, trained or failed.") String status,
      int runs,
      int finished,
      int failed,
      @Says("The finished run with the least MASE.") Optional<String> bestRun,
      @Says("Its model and version, where it made one.") Optional<String> bestVersion,
      @Says("Its scores.") Map<String, Double> best,
      @Says("The naive floor's at the same cutoffs.") Map<String, Double> baseline,
      @Says("Median over the finished runs.") Map<String, Double> median,
      @Says("Median seconds of the finished runs.") Optional<Double> seconds,
      Optional<Instant> lastRun) {}

  List<Performance> of(RunFilter filter) {
    Map<String, List<RunView>> byKind = new TreeMap<>();
    for (Run run : search.find(filter)) {
      run.kind()
          .ifPresent(
              kind ->
                  byKind
                      .computeIfAbsent(kind, k -> new ArrayList<>())
                      .add(RunView.of(run, models)));
    }
    return kinds.all().stream()
        .filter(card -> filter.kind().stream().allMatch(card.getId()::equals))
        .map(card -> of(card, byKind.getOrDefault(card.getId(), List.of())))
        .toList();
  }

  private static Performance of(KindListing card, List<RunView> runs) {
    List<RunView> finished =
        runs.stream().filter(run -> run.status() == RunStatus.FINISHED).toList();
    int failed = (int) runs.stream().filter(run -> run.status() == RunStatus.FAILED).count();
    Optional<RunView> best =
        finished.stream()
            .filter(run -> run.metrics().containsKey("MASE"))
            .min(Comparator.comparing(run -> run.metrics().get("MASE")));
    return new Performance(
        card.getId(),
        card.getName(),
        card.getCategory(),
        status(runs, finished),
        runs.size(),
        finished.size(),
        failed,
        best.map(RunView::run),
        best.flatMap(run -> run.version().map(version -> run.model() + "/" + version)),
        best.map(RunView::metrics).orElse(Map.of()),
        best.map(RunView::baseline).orElse(Map.of()),
        medians(finished),
        median(finished.stream().flatMap(run -> run.seconds().stream()).toList()),
        runs.stream().flatMap(run -> run.endedAt().stream()).max(Comparator.naturalOrder()));
  }

  private static String status(List<RunView> runs, List<RunView> finished) {
    if (!finished.isEmpty()) {
      return "trained";
    } else if (runs.stream().anyMatch(run -> run.endedAt().isEmpty())) {
      return "training";
    }
    return runs.isEmpty() ? "not trained" : "failed";
  }

  private static Map<String, Double> medians(List<RunView> runs) {
    Map<String, List<Double>> values = new TreeMap<>();
    runs.forEach(
        run ->
            run.metrics()
                .forEach(
                    (name, value) ->
                        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value)));
    Map<String, Double> medians = new TreeMap<>();
    values.forEach((name, all) -> median(all).ifPresent(value -> medians.put(name, value)));
    return medians;
  }

  private static Optional<Double> median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
  }
}
