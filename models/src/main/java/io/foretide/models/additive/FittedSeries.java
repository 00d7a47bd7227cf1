package io.foretide.models.additive;

import io.foretide.models.series.Context;
import io.foretide.models.series.Series;
import java.util.List;

/** One series' recipe and the parameters found for it. */
final class FittedSeries {
  private final Recipe recipe;
  private final Parameters parameters;
  private final double logPosterior;

  FittedSeries(Recipe recipe, Parameters parameters, double logPosterior) {
    this.recipe = recipe;
    this.parameters = parameters;
    this.logPosterior = logPosterior;
  }

  /**
   * Fits a series; one with fewer than two observations gets its last value, or zero, as a level
   * without spread.
   */
  static FittedSeries fit(AdditiveOptions options, Series series) {
    int[] positions = Recipe.observed(series);
    if (positions.length < 2) {
      return level(series, positions);
    }
    RecipeBuilder builder = new RecipeBuilder(options, series, positions);
    Recipe recipe = builder.build();
    Inputs inputs = recipe.inputs(new Context(series), 0).select(positions);
    Design design = recipe.design(inputs, builder.values());
    Trend trend = recipe.trend();
    double tau = options.changepointPriorScale();
    Parameters start = StartingPoint.of(recipe, design);
    if (recipe.growth != Growth.LOGISTIC && constant(design.y)) {
      // Prophet's rule: nothing to fit. The noise would go to zero and the posterior to infinity.
      return new FittedSeries(recipe, start.withSigma(1e-9), Double.POSITIVE_INFINITY);
    }
    Parameters best = new MapFit(design, trend, recipe.changepoints, tau).maximise(start);
    return new FittedSeries(recipe, best, new Posterior(design, trend, tau).log(best));
  }

  private static FittedSeries level(Series series, int[] positions) {
    double level = positions.length == 0 ? 0 : series.targetAt(positions[0]);
    double scale = level == 0 ? 1 : Math.abs(level);
    long start = series.timeAt(0).getEpochSecond();
    Recipe recipe =
        new Recipe(
            start,
            Math.max(1, series.timeAt(1).getEpochSecond() - start),
            0,
            scale,
            Growth.FLAT,
            "",
            "",
            new double[0],
            List.of());
    return new FittedSeries(
        recipe,
        new Parameters(0, level / scale, new double[0], new double[0], 1e-9),
        Double.POSITIVE_INFINITY);
  }

  private static boolean constant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  Recipe recipe() {
    return recipe;
  }

  Parameters parameters() {
    return parameters;
  }

  /** Infinite where nothing had to be fitted: a constant, or fewer than two observations. */
  double logPosterior() {
    return logPosterior;
  }
}
