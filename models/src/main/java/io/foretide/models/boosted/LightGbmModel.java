package io.foretide.models.boosted;

import io.foretide.models.explanation.Explainable;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Explanations;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.Step;
import io.foretide.models.serving.Lifetime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Boosted trees over all series. The mean is that of the bags; the quantiles are those of errors on
 * unseen days, times the error's expected size at the row, which trees of their own tell.
 *
 * <p>Any number of threads may forecast; closing waits for them, and closing twice does nothing.
 */
public final class LightGbmModel implements ForecastModel, Explainable {
  private static final int ROWS_AT_ONCE = 16_384;

  /** The trees once more, for whoever serves them elsewhere. */
  static final String EXPORT = "trees.onnx";

  private final Step step;
  private final int horizon;
  private final Features features;
  private final Trees trees;

  /** Rows that an export is compared on; none in a model that was loaded. */
  private final float[] samples;

  /**
   * As they were saved: LightGBM's own text keeps fewer digits of a gain than a fitted tree has.
   */
  private final List<Explanation> saved;

  private final Lifetime lifetime = new Lifetime();

  /**
   * @param samples real rows, one behind the other, to compare an export on
   * @param saved what a model that is loaded told when it was saved
   */
  LightGbmModel(
      Step step,
      int horizon,
      Features features,
      Trees trees,
      float[] samples,
      List<Explanation> saved) {
    this.step = step;
    this.horizon = horizon;
    this.features = features;
    this.trees = trees;
    this.samples = samples;
    this.saved = List.copyOf(saved);
  }

  TreeExport export() {
    return new TreeExport(features, trees);
  }

  /** Real rows, one behind the other; none in a model that was loaded. */
  float[] samples() {
    return samples.clone();
  }

  @Override
  public String format() {
    return LightGbmFormat.ID;
  }

  @Override
  public int maxHorizon() {
    return horizon;
  }

  /** How much each feature tells, the most telling first. */
  public List<FeatureImportance> importance() {
    try (var use = lifetime.use()) {
      return trees.importance(features.names());
    }
  }

  @Override
  public List<Explanation> explanations() {
    if (!saved.isEmpty()) {
      return saved;
    }
    return List.of(FeatureImportance.explanation(importance()));
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon asked, double[] levels) {
    if (asked.steps() > horizon) {
      throw new IllegalArgumentException(
          "this model forecasts " + horizon + " steps, not " + asked.steps());
    }
    if (!asked.step().equals(step)) {
      throw new IllegalArgumentException(
          "this model forecasts in steps of " + step + ", not " + asked.step());
    }
    try (var use = lifetime.use()) {
      List<Forecast> forecasts = new ArrayList<>(contexts.size());
      int portion = Math.max(1, ROWS_AT_ONCE / asked.steps());
      for (int from = 0; from < contexts.size(); from += portion) {
        int to = Math.min(contexts.size(), from + portion);
        forecasts.addAll(portion(contexts.subList(from, to), asked.steps(), levels));
      }
      return forecasts;
    }
  }

  private List<Forecast> portion(List<Context> contexts, int steps, double[] levels) {
    int width = features.count();
    float[] rows = new float[contexts.size() * steps * width];
    double[] units = new double[contexts.size()];
    for (int c = 0; c < units.length; c++) {
      Series history = contexts.get(c).history();
      Tally tally = new Tally(history);
      int origin = tally.length() - 1;
      units[c] = features.unit(tally, origin);
      if (units[c] > 0) {
        float[] numbers = features.categories().of(history);
        for (int h = 0; h < steps; h++) {
          features.fill(rows, (c * steps + h) * width, tally, numbers, origin, h + 1, units[c]);
        }
      }
    }
    Trees.Outlook outlook = trees.predict(rows, contexts.size() * steps, levels.length > 0);
    List<Forecast> forecasts = new ArrayList<>();
    for (int c = 0; c < units.length; c++) {
      double[] mean = new double[steps];
      double[][] quantiles = new double[levels.length][steps];
      for (int h = 0; h < steps; h++) {
        int row = c * steps + h;
        mean[h] = units[c] * outlook.meanAt(row);
        for (int q = 0; q < levels.length; q++) {
          double error = outlook.sizeAt(row) * trees.spread().at(levels[q]);
          quantiles[q][h] = units[c] * (outlook.meanAt(row) + error);
        }
      }
      Series history = contexts.get(c).history();
      forecasts.add(new Forecast(history.id(), history.end(), mean, levels.clone(), quantiles));
    }
    return forecasts;
  }

  /** A value per leaf, and a feature and a threshold per split. */
  @Override
  public OptionalLong parameters() {
    try (var use = lifetime.use()) {
      return OptionalLong.of(trees.parameters());
    }
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    try (var use = lifetime.use()) {
      LightGbmFormat.save(artifacts, step, horizon, features, trees);
      Explanations.write(artifacts, explanations());
      artifacts.write(EXPORT, export().checked(samples));
    }
  }

  @Override
  public void close() {
    lifetime.end(trees::close);
  }
}
