package io.foretide.trainer;

import io.foretide.models.evaluation.Metric;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingStage;
import io.foretide.trainer.ModelWriter.Decision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scores of a trial on their way to the log: the end of its run and nothing else, so that no
 * trial is ever served.
 */
record TrialResult(
    RunId run, TrainingRequest request, Recipe recipe, Scorecard scores, Floor floor) {
  private static final Logger LOG = LoggerFactory.getLogger(TrialResult.class);

  /** Before the name of a metric: the naive floor's. */
  private static final String BASELINE = "baseline.";

  /** Unless another trainer, which took this one for dead, was faster. */
  void write(ModelWriter models, RunLedger ledger, RunReporter reporter) {
    reporter.metrics(metrics());
    models.write(
        request.getModel(),
        state -> {
          if (ledger.endOf(run).isPresent()) {
            LOG.info("{} was scored by another trainer meanwhile", run);
            return Decision.nothing(this);
          }
          LOG.info("{} {}: {}", run, recipe, summary());
          TrainingProgress end = reporter.end(TrainingStage.FINISHED, summary());
          return new Decision<>(List.of(), List.of(end), this);
        });
  }

  private Map<String, Double> metrics() {
    Map<String, Double> metrics = new TreeMap<>(VersionDraft.metrics(Optional.of(scores)));
    VersionDraft.metrics(floor.scorecard())
        .forEach((name, score) -> metrics.put(BASELINE + name, score));
    return metrics;
  }

  private String summary() {
    Metric metric = Double.isNaN(scores.get(Metric.MASE)) ? Metric.MAE : Metric.MASE;
    return String.format(
        Locale.ROOT,
        "a trial of %s: %s %.3f on %d cutoffs",
        request.getTrial().getSearch(),
        metric.label(),
        scores.get(metric),
        scores.cutoffs().size());
  }
}
