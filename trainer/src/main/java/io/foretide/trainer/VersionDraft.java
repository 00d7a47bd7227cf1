package io.foretide.trainer;

import io.foretide.models.evaluation.Metric;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.schemas.CutoffScore;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.TopicOffset;
import io.foretide.schemas.VersionProvenance;
import io.foretide.schemas.VersionScorecard;
import io.foretide.trainer.snapshot.DatasetDigest;
import io.foretide.trainer.snapshot.ReadPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Provenance and scores of a version, as its event carries them. */
final class VersionDraft {
  private VersionDraft() {}

  static VersionProvenance provenance(
      ModelDefined model, Dataset data, List<ReadPosition> positions, Duration trained) {
    return VersionProvenance.newBuilder()
        .setDatasetDigest(DatasetDigest.of(data))
        .setOffsets(
            positions.stream()
                .map(at -> new TopicOffset(at.topic(), at.partition(), at.offset()))
                .toList())
        .setSeries(data.series().size())
        .setObservations(data.series().stream().mapToLong(VersionDraft::observations).sum())
        .setFirstTime(first(data))
        .setCutoff(data.end())
        .setCodeVersion(BuildInfo.version())
        .setLibraries(BuildInfo.libraries())
        .setTrainedSeconds(trained.toMillis() / 1000.0)
        .setTask(model.getTask())
        .build();
  }

  static VersionScorecard scorecard(
      Optional<Scorecard> newcomer, Floor floor, Optional<Candidate> champion) {
    List<CutoffScore> cutoffs = new ArrayList<>();
    newcomer.ifPresent(
        card ->
            card.cutoffs()
                .forEach(
                    (cutoff, metrics) -> cutoffs.add(new CutoffScore(cutoff, labelled(metrics)))));
    return VersionScorecard.newBuilder()
        .setMetrics(metrics(newcomer))
        .setBaselineKind(floor.kind())
        .setBaseline(metrics(floor.scorecard()))
        .setCutoffs(cutoffs)
        .setWindows(newcomer.map(Scorecard::windows).orElse(0))
        .setChampionVersion(champion.map(Candidate::version).orElse(null))
        .setChampionMetrics(metrics(champion.flatMap(Candidate::scorecard)))
        .build();
  }

  /** Scores by the names they are published under; empty where there was no backtest. */
  static Map<String, Double> metrics(Optional<Scorecard> card) {
    return card.map(Scorecard::labelled).orElseGet(TreeMap::new);
  }

  private static Map<String, Double> labelled(Map<Metric, Double> metrics) {
    Map<String, Double> labelled = new TreeMap<>();
    metrics.forEach((metric, score) -> labelled.put(metric.label(), score));
    return labelled;
  }

  private static long observations(Series series) {
    long observed = 0;
    for (int i = 0; i < series.length(); i++) {
      observed += Double.isNaN(series.targetAt(i)) ? 0 : 1;
    }
    return observed;
  }

  private static Instant first(Dataset data) {
    return data.series().stream()
        .map(series -> series.timeAt(0))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}
