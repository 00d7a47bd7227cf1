package io.foretide.registry.catalogue;

import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.registry.versions.Ordered;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.VersionScorecard;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The versions of one kind, counted. */
final class Tally {
  static final Tally NONE = new Tally();

  private final Ordered seconds = new Ordered();
  private final Ordered bytes = new Ordered();
  private final Ordered mase = new Ordered();
  private final Ordered baseline = new Ordered();
  private final Ordered coverage = new Ordered();
  private int versions;
  private int better;
  private Optional<Instant> latest = Optional.empty();

  synchronized void count(Published published) {
    VersionScorecard card = published.version().getScorecard();
    double error = score(card.getMetrics(), "MASE");
    double floor = score(card.getBaseline(), "MASE");
    versions++;
    // What is no number is not less than anything.
    better += error < floor ? 1 : 0;
    mase.add(error);
    baseline.add(floor);
    coverage.add(score(card.getMetrics(), "coverage95"));
    seconds.add(published.version().getProvenance().getTrainedSeconds());
    bytes.add(published.version().getArtifacts().stream().mapToLong(Artifact::getBytes).sum());
    latest = latest.filter(published.at()::isBefore).or(() -> Optional.of(published.at()));
  }

  private static double score(Map<String, Double> scores, String name) {
    return scores.getOrDefault(name, Double.NaN);
  }

  synchronized Measured measured(Ordered loadMillis, Ordered forecastMillis) {
    return new Measured(
        versions,
        seconds.median(),
        bytes.median().map(Math::round),
        loadMillis.median().map(Math::round),
        forecastMillis.median(),
        mase.median(),
        baseline.median(),
        coverage.median(),
        better,
        latest);
  }
}
