package io.foretide.registry.versions;

import io.foretide.models.evaluation.MarketScores;
import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.VersionScorecard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A version, as lists show it. */
@Says("A version at a glance.")
record VersionView(
    @Says("Name of the model.") String model,
    @Says("Number, from 1, per model.") int version,
    @Says("Its kind.") String kind,
    @Says("Format of its artifacts.") String format,
    @Says("Run that made it.") String run,
    @Says("When it was published.") Instant publishedAt,
    @Says("Who published it.") String publishedBy,
    @Says("Aliases that point to it.") List<String> aliases,
    @Says("Whether it was retired; no alias may point to it then.") boolean retired,
    @Says("How it scored.") Score scorecard,
    @Says("What it costs.") Cost cost) {
  /** Scores over all windows. */
  @Says("Scores over all windows of the backtest, with the naive floor beside them.")
  record Score(
      @Says("By name.") Map<String, Double> metrics,
      @Says("Kind of the floor.") String baselineKind,
      @Says("The same metrics of the floor.") Map<String, Double> baseline,
      @Says("Number of (series, cutoff) pairs.") int windows,
      @Says("On a market: whether it is surely better than the random walk.")
          Optional<Boolean> beatsWalk) {
    static Score of(VersionScorecard card) {
      Map<String, Double> metrics = Metrics.finite(card.getMetrics());
      return new Score(
          metrics,
          card.getBaselineKind(),
          Metrics.finite(card.getBaseline()),
          card.getWindows(),
          metrics.containsKey("skill")
              ? Optional.of(new MarketScores(metrics).beatsFloor())
              : Optional.empty());
    }
  }

  /** What a version costs. */
  @Says("What the version costs.")
  record Cost(
      @Says("Seconds from the start of the run to the version.") double trainSeconds,
      @Says("Bytes of all artifacts.") long artifactBytes,
      @Says("Number of artifacts.") int artifacts,
      @Says("Milliseconds to fetch, check, load and warm up, per forecaster that serves it.")
          List<Long> loadMillis,
      @Says(
              "Milliseconds that a forecast of one series takes, as measured when it went live, per"
                  + " forecaster that serves it.")
          List<Double> forecastMillis) {}

  static VersionView of(ModelHistory model, Published published, Deployments deployments) {
    VersionPublished version = published.version();
    int number = published.number();
    return new VersionView(
        model.name(),
        number,
        version.getKind(),
        version.getFormat(),
        version.getRun(),
        published.at(),
        published.by(),
        model.aliasesOf(number),
        model.retired(number),
        Score.of(version.getScorecard()),
        new Cost(
            version.getProvenance().getTrainedSeconds(),
            version.getArtifacts().stream().mapToLong(Artifact::getBytes).sum(),
            version.getArtifacts().size(),
            deployments.loadMillis(model.name(), number),
            deployments.forecastMillis(model.name(), number)));
  }
}
