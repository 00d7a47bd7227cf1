package io.foretide.models.additive;

import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Forecasts of one fitted series. The mean is the fitted model carried on. The quantiles are those
 * of sample paths: beyond the fitted history new changepoints come at the rate of the old ones,
 * with Laplace deltas of the old ones' mean size (Taylor and Letham 2018, section 3.1.4), and every
 * value has the observation noise.
 */
final class Prediction {
  private final Recipe recipe;
  private final Parameters parameters;
  private final Design future;
  private final double[] floors;
  private final double[] line;
  private final double[] factors;
  private final double[] added;

  Prediction(FittedSeries fitted, Context context, int steps) {
    this.recipe = fitted.recipe();
    this.parameters = fitted.parameters();
    int length = context.history().length();
    int[] ahead = new int[steps];
    Arrays.setAll(ahead, h -> length + h);
    Inputs inputs = recipe.inputs(context, steps).select(ahead);
    this.future = recipe.design(inputs, new double[0]);
    this.floors = recipe.floors(inputs);
    requireBounds(context);
    this.line = recipe.trend().line(parameters, future.t);
    this.factors = future.terms(parameters.beta, true);
    this.added = future.terms(parameters.beta, false);
  }

  private void requireBounds(Context context) {
    if (Double.isNaN(floors[0]) || (future.cap.length > 0 && Double.isNaN(future.cap[0]))) {
      throw new IllegalArgumentException(
          "FT-2414 "
              + context.history()
              + " has no value of the columns that bound its growth (cap \""
              + recipe.cap
              + "\", floor \""
              + recipe.floor
              + "\")");
    }
  }

  /**
   * @param levels ascending within (0, 1)
   * @param samples how many paths
   */
  Forecast forecast(Context context, double[] levels, int samples, long seed) {
    int steps = future.rows;
    double[] mean = new double[steps];
    for (int h = 0; h < steps; h++) {
      mean[h] = value(h, 0, 0);
    }
    double[][] quantiles = new double[levels.length][steps];
    if (levels.length > 0) {
      double[][] paths = paths(samples, seed);
      for (int h = 0; h < steps; h++) {
        Arrays.sort(paths[h]);
        for (int q = 0; q < levels.length; q++) {
          quantiles[q][h] = quantile(paths[h], levels[q]);
        }
      }
    }
    var history = context.history();
    return new Forecast(history.id(), history.end(), mean, levels.clone(), quantiles);
  }

  /** Step {@code h} in the series' unit, with the line and the scaled value moved by so much. */
  private double value(int h, double lineShift, double noise) {
    double trend = recipe.trend().value(line[h] + lineShift, future.capAt(h));
    return (trend * (1 + factors[h]) + added[h] + noise) * recipe.valueScale + floors[h];
  }

  /** {@code double[steps][samples]}. */
  private double[][] paths(int samples, long seed) {
    int steps = future.rows;
    int rate = recipe.growth == Growth.FLAT ? 0 : recipe.changepoints.length;
    double size = 1e-8;
    for (double delta : parameters.delta) {
      size += Math.abs(delta) / parameters.delta.length;
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[][] paths = new double[steps][samples];
    for (int s = 0; s < samples; s++) {
      double slope = 0;
      double offset = 0;
      double next = rate == 0 ? Double.POSITIVE_INFINITY : 1 + wait(random, rate);
      for (int h = 0; h < steps; h++) {
        while (next <= future.t[h]) {
          double delta = laplace(random, size);
          slope += delta;
          offset -= delta * next;
          next += wait(random, rate);
        }
        double noise = parameters.sigma * random.nextGaussian();
        paths[h][s] = value(h, slope * future.t[h] + offset, noise);
      }
    }
    return paths;
  }

  /** Scaled time to the next event of a Poisson process. */
  private static double wait(SplittableRandom random, double rate) {
    return -Math.log1p(-random.nextDouble()) / rate;
  }

  private static double laplace(SplittableRandom random, double size) {
    double distance = -size * Math.log1p(-random.nextDouble());
    return random.nextBoolean() ? distance : -distance;
  }

  private static double quantile(double[] sorted, double level) {
    double at = level * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
