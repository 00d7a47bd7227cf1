package io.foretide.registry.runs;

import io.foretide.registry.catalogue.Kinds;
import io.foretide.registry.runs.RunSearch.Stamp;
import io.foretide.registry.versions.Metrics;
import io.foretide.registry.versions.Models;
import io.foretide.registry.versions.Ordered;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.KindListing;
import io.foretide.schemas.TrainingProgress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Kinds by what their runs showed. */
final class Performances {
  private static final int FILTERS_KEPT = 32;

  private final Map<RunFilter, Kept> kept = new ConcurrentHashMap<>();
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
    // Before the search: what happens meanwhile makes the next one search again.
    Stamp stamp = search.stamp();
    Kept known = kept.get(filter);
    Map<String, Results> byKind =
        known != null && known.stamp().equals(stamp) ? known.byKind() : results(filter);
    keep(filter, new Kept(stamp, byKind));
    return kinds.all().stream()
        .filter(card -> filter.kind().stream().allMatch(card.getId()::equals))
        .map(card -> byKind.getOrDefault(card.getId(), new Results()).of(card))
        .toList();
  }

  private void keep(RunFilter filter, Kept results) {
    if (kept.size() >= FILTERS_KEPT) {
      kept.clear();
    }
    kept.put(filter, results);
  }

  private Map<String, Results> results(RunFilter filter) {
    Map<String, Results> byKind = new HashMap<>();
    for (Run run : search.find(filter)) {
      run.kind()
          .ifPresent(
              kind ->
                  byKind.computeIfAbsent(kind, k -> new Results()).add(Outcome.of(run, models)));
    }
    return byKind;
  }

  /** What was found, and when: it is good until a run begins or ends, or a model changes. */
  private record Kept(Stamp stamp, Map<String, Results> byKind) {}

  /** The runs of one kind. */
  private static final class Results {
    private final Ordered seconds = new Ordered();
    private final Map<String, Ordered> scores = new TreeMap<>();
    private int runs;
    private int finished;
    private int failed;
    private boolean training;
    private double least = Double.POSITIVE_INFINITY;
    private Optional<Outcome> best = Optional.empty();
    private Optional<Instant> last = Optional.empty();

    void add(Outcome outcome) {
      RunStatus status = outcome.status();
      runs++;
      failed += status == RunStatus.FAILED ? 1 : 0;
      Optional<Instant> ended = outcome.latest().filter(Run::ended).map(TrainingProgress::getTime);
      training |= ended.isEmpty();
      last = ended.filter(time -> last.stream().noneMatch(time::isBefore)).or(() -> last);
      if (status == RunStatus.FINISHED) {
        finish(outcome);
      }
    }

    private void finish(Outcome outcome) {
      finished++;
      outcome.seconds().ifPresent(seconds::add);
      outcome
          .metrics()
          .forEach((name, value) -> scores.computeIfAbsent(name, n -> new Ordered()).add(value));
      double mase = outcome.metrics().getOrDefault("MASE", Double.NaN);
      if (mase < least) {
        least = mase;
        best = Optional.of(outcome);
      }
    }

    Performance of(KindListing card) {
      return new Performance(
          card.getId(),
          card.getName(),
          card.getCategory(),
          status(),
          runs,
          finished,
          failed,
          best.map(outcome -> outcome.run().id()),
          best.flatMap(Outcome::label),
          best.map(outcome -> Metrics.finite(outcome.metrics())).orElse(Map.of()),
          best.map(outcome -> Metrics.finite(outcome.baseline())).orElse(Map.of()),
          medians(),
          seconds.median(),
          last);
    }

    private String status() {
      if (finished > 0) {
        return "trained";
      } else if (training) {
        return "training";
      }
      return runs == 0 ? "not trained" : "failed";
    }

    private Map<String, Double> medians() {
      Map<String, Double> medians = new TreeMap<>();
      scores.forEach((name, all) -> all.median().ifPresent(median -> medians.put(name, median)));
      return medians;
    }
  }
}
