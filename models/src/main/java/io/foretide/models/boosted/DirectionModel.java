package io.foretide.models.boosted;

import io.foretide.models.explanation.Explainable;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Explanations;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.NormalQuantile;
import io.foretide.models.series.Series;
import io.foretide.models.serving.Lifetime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Trees that tell how likely the target is to lie above the {@linkplain
 * io.foretide.models.market.MarketTask#pivot pivot}. With that probability p, and what it usually
 * strays by, r, the mean lies (2p - 1) r off the pivot: between r below and r above.
 *
 * <p>Any number of threads may forecast; closing waits for them, and closing twice does nothing.
 */
final class DirectionModel implements ForecastModel, Explainable {
  /** The last part of the rows, on which the trees of the others are tried. */
  private static final double TRIED = 0.25;

  private final int horizon;
  private final Booster booster;
  private final Odds odds;
  private final List<Explanation> explanations;
  private final Lifetime lifetime = new Lifetime();

  DirectionModel(int horizon, Booster booster, Odds odds, List<Explanation> explanations) {
    this.horizon = horizon;
    this.booster = booster;
    this.odds = odds;
    this.explanations = List.copyOf(explanations);
  }

  /**
   * Learns how far trees can be believed from those of the earlier rows on the later ones, then
   * grows trees on all. Rows whose target lies among the later ones teach neither: the time between
   * is left out.
   */
  static DirectionModel fit(
      Dataset data, int horizon, LightGbmOptions options, long seed, TrainingListener listener) {
    Matrix rows = DirectionRows.draw(data, horizon, options, seed, listener);
    int tried = (int) ((1 - TRIED) * rows.count());
    int between = Math.min(tried / 2, horizon * rows.count() / Math.max(1, longest(data)));
    Matrix later = rows.between(tried, rows.count());
    Odds odds;
    try (Booster early = grow(rows.between(0, tried - between), options, seed, listener)) {
      odds = Odds.learn(early.predict(later.features(), later.count()), later.targets());
    }
    listener.progress(0.5, "slope " + odds.slope() + " on " + later.count() + " later rows");
    Booster booster = grow(rows, options, seed, listener);
    return new DirectionModel(horizon, booster, odds, List.of(explain(booster, rows.names())));
  }

  private static int longest(Dataset data) {
    return data.series().stream().mapToInt(Series::length).max().orElse(1);
  }

  private static Booster grow(
      Matrix rows, LightGbmOptions options, long seed, TrainingListener listener) {
    return Booster.fit(rows, options, "binary", options.rounds(), seed, listener::checkCancelled);
  }

  private static Explanation explain(Booster booster, List<String> names) {
    return FeatureImportance.explanation(
        FeatureImportance.ranked(names, booster.importance(true), booster.importance(false)));
  }

  @Override
  public String format() {
    return DirectionFormat.ID;
  }

  @Override
  public int maxHorizon() {
    return horizon;
  }

  @Override
  public List<Explanation> explanations() {
    return explanations;
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon asked, double[] levels) {
    if (asked.steps() > horizon) {
      throw new IllegalArgumentException(
          "this model forecasts " + horizon + " steps, not " + asked.steps());
    }
    try (var use = lifetime.use()) {
      List<Forecast> forecasts = new ArrayList<>(contexts.size());
      for (Context context : contexts) {
        forecasts.add(forecast(context.history(), asked.steps(), levels));
      }
      return forecasts;
    }
  }

  private Forecast forecast(Series history, int steps, double[] levels) {
    Sides sides = new Sides(history);
    double[] likely = likely(sides, history.length(), steps);
    double[] mean = new double[steps];
    double[][] quantiles = new double[levels.length][steps];
    for (int h = 0; h < steps; h++) {
      double[] reach = sides.reach(h + 1);
      double off = (2 * likely[h] - 1) * reach[0];
      mean[h] = sides.at(off);
      for (int q = 0; q < levels.length; q++) {
        quantiles[q][h] = sides.at(off + NormalQuantile.of(levels[q]) * reach[1]);
      }
    }
    return new Forecast(history.id(), history.end(), mean, levels.clone(), quantiles);
  }

  /** From the last bar with every feature; even odds where there is none. */
  private double[] likely(Sides sides, int length, int steps) {
    int bar = sides.complete().max().orElse(-1);
    double[] likely = new double[steps];
    if (bar < 0) {
      Arrays.fill(likely, 0.5);
      return likely;
    }
    int width = Sides.names().size();
    int since = length - 1 - sides.step(bar);
    float[] rows = new float[steps * width];
    for (int h = 0; h < steps; h++) {
      sides.fill(rows, h * width, bar, Math.min(horizon, since + h + 1));
    }
    double[] scores = booster.predict(rows, steps);
    for (int h = 0; h < steps; h++) {
      likely[h] = odds.of(scores[h]);
    }
    return likely;
  }

  @Override
  public OptionalLong parameters() {
    try (var use = lifetime.use()) {
      return OptionalLong.of(booster.parameters() + 2);
    }
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    try (var use = lifetime.use()) {
      DirectionFormat.save(artifacts, horizon, booster, odds);
      Explanations.write(artifacts, explanations);
    }
  }

  @Override
  public void close() {
    lifetime.end(booster::close);
  }
}
