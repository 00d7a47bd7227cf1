package io.foretide.registry.artifacts;

import io.foretide.registry.versions.Deployments;
import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.Models;
import io.foretide.runtime.rest.Says;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which files nobody needs: those of retired versions only, retired for long enough, that no
 * forecaster serves or loads. While a run is under way nothing is: its version may have the same
 * content, which is stored once.
 */
public final class Sweep {
  /** A run that has not been heard of for so long has died with its trainer. */
  private static final Duration LONGEST_SILENCE = Duration.ofDays(1);

  private final Models models;
  private final Deployments deployments;
  private final Function<Instant, Optional<String>> runUnderWay;
  private final Clock clock;

  /**
   * @param runUnderWay a run that was heard of since an instant and has not ended
   */
  public Sweep(
      Models models,
      Deployments deployments,
      Function<Instant, Optional<String>> runUnderWay,
      Clock clock) {
    this.models = models;
    this.deployments = deployments;
    this.runUnderWay = runUnderWay;
    this.clock = clock;
  }

  @Says("A retired version that a sweep looked at.")
  record Swept(
      String model,
      int version,
      boolean deleted,
      @Says("Files of its own that go; those that others use too stay.") int files,
      @Says("Their bytes.") long bytes,
      @Says("Why they stay, or go.") String because) {}

  /**
   * A version whose files may go.
   *
   * @param files those that nothing else uses
   */
  record Candidate(Swept told, List<PublishedFile> files) {}

  /** Every retired version whose files are there, by model and number. */
  List<Candidate> judge(Duration retiredFor) {
    Instant limit = clock.instant().minus(retiredFor);
    Optional<String> run = runUnderWay.apply(clock.instant().minus(LONGEST_SILENCE));
    List<PublishedFile> all = models.all().stream().flatMap(PublishedFile::of).toList();
    Set<String> taken =
        all.stream()
            .filter(file -> staysBecause(file, limit, run).isPresent() || !file.retired())
            .map(file -> file.artifact().getSha256())
            .collect(Collectors.toCollection(HashSet::new));
    List<Candidate> judged = new ArrayList<>();
    for (ModelHistory model : models.all()) {
      for (ModelHistory.Published version : model.versions()) {
        if (model.retired(version.number()) && !model.filesDeleted(version.number())) {
          List<PublishedFile> files = PublishedFile.of(model, version).toList();
          judged.add(candidate(model, version.number(), files, taken, limit, run));
        }
      }
    }
    return judged;
  }

  private Candidate candidate(
      ModelHistory model,
      int number,
      List<PublishedFile> files,
      Set<String> taken,
      Instant limit,
      Optional<String> run) {
    Optional<String> stays = staysBecause(model, number, limit, run);
    if (stays.isPresent()) {
      return new Candidate(new Swept(model.name(), number, false, 0, 0, stays.get()), List.of());
    }
    // What two of them share goes with the first.
    List<PublishedFile> own =
        files.stream().filter(file -> taken.add(file.artifact().getSha256())).toList();
    long bytes = own.stream().mapToLong(file -> file.artifact().getBytes()).sum();
    return new Candidate(
        new Swept(model.name(), number, true, own.size(), bytes, "retired, and nobody uses them"),
        own);
  }

  private Optional<String> staysBecause(PublishedFile file, Instant limit, Optional<String> run) {
    return staysBecause(file.model(), file.version().number(), limit, run);
  }

  private Optional<String> staysBecause(
      ModelHistory model, int number, Instant limit, Optional<String> run) {
    if (!model.aliasesOf(number).isEmpty()) {
      return Optional.of("is " + String.join(" and ", model.aliasesOf(number)));
    } else if (model.retiredAt(number).filter(at -> at.isAfter(limit)).isPresent()) {
      return Optional.of("retired too short a time ago");
    } else if (deployments.inUse(model.name(), number)) {
      return Optional.of("a forecaster serves it, or is about to");
    }
    return run.map(id -> id + " is under way, and its version may have the same files");
  }
}
