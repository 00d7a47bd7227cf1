package io.foretide.registry.runs;

import io.foretide.registry.versions.Models;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds runs. */
final class RunSearch {
  private final Runs runs;
  private final Models models;

  RunSearch(Runs runs, Models models) {
    this.runs = runs;
    this.models = models;
  }

  /** Newest first. */
  List<Run> find(RunFilter filter) {
    Map<String, Instant> resets = filter.beforeReset() ? Map.of() : resets();
    List<Run> found = new ArrayList<>();
    for (Run run : runs.all()) {
      if (passes(run, filter) && !before(run, resets)) {
        found.add(run);
      }
    }
    return found;
  }

  /** Asked of every run there is, so what is not wanted costs nothing. */
  private static boolean passes(Run run, RunFilter filter) {
    return (filter.model().isEmpty() || filter.model().get().equals(run.model()))
        && (filter.kind().isEmpty() || filter.kind().equals(run.kind()))
        && (filter.status().isEmpty() || filter.status().get() == RunStatus.of(run.latest()))
        && (filter.since().isEmpty() || !run.began().isBefore(filter.since().get()))
        && (filter.until().isEmpty() || run.began().isBefore(filter.until().get()));
  }

  /** By model, where there was one. */
  private Map<String, Instant> resets() {
    Map<String, Instant> resets = new HashMap<>();
    models.all().forEach(m -> m.resetAt().ifPresent(at -> resets.put(m.name(), at)));
    return resets;
  }

  private static boolean before(Run run, Map<String, Instant> resets) {
    Instant reset = resets.isEmpty() ? null : resets.get(run.model());
    return reset != null && run.began().isBefore(reset);
  }

  /** Changes whenever a search could find other runs, or the same with other outcomes. */
  Stamp stamp() {
    return new Stamp(runs.changes(), models.changes());
  }

  /** Counts of what happened so far. */
  record Stamp(long runs, long models) {}
}
