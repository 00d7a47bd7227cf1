package io.foretide.models.statistical;

import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.NelderMead;
import io.foretide.models.local.Outlook;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Adjusts for a season where there is one, fits the allowed Theta models, keeps the one with the
 * smallest in-sample error.
 *
 * @param model one of {@link ThetaModel}, or {@code auto}
 * @param decomposition {@code multiplicative} (used where the data is positive) or {@code additive}
 */
record ThetaMethod(int period, String model, String decomposition)
    implements LocalMethod<ThetaParameters> {
  /** The first errors tell more of the initial level than of the model. */
  private static final int WARM_UP = 3;

  @Override
  public ThetaParameters fit(double[] y, Runnable checkpoint) {
    ThetaParameters adjustment = adjustment(y);
    double[] x = adjusted(adjustment, y);
    if (x.length <= WARM_UP + 2 || Arrays.stream(x).min().equals(Arrays.stream(x).max())) {
      double mean = Arrays.stream(x).average().orElseThrow();
      double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
      return fitted(
          adjustment, ThetaModel.STM, x[0], 0.5, 1, Math.sqrt(squares / Math.max(1, x.length - 1)));
    }
    ThetaParameters best = null;
    double least = Double.POSITIVE_INFINITY;
    for (ThetaModel candidate : ThetaModel.values()) {
      if (!model.equals("auto") && !model.equals(candidate.name())) {
        continue;
      }
      checkpoint.run();
      ThetaParameters one = fit(adjustment, candidate, x);
      double error = meanSquare(candidate, one.level(), one.alpha(), one.theta(), x);
      if (best == null || error < least) {
        best = one;
        least = error;
      }
    }
    return best;
  }

  private static ThetaParameters fit(ThetaParameters adjustment, ThetaModel candidate, double[] x) {
    double scale = Math.max(1e-12, Arrays.stream(x).map(Math::abs).average().orElseThrow());
    double start = x[0] / 2 / scale;
    NelderMead search =
        new NelderMead(
            p -> {
              double alpha = p[1];
              double theta = candidate.isOptimised() ? p[2] : 2;
              boolean inside = alpha >= 0.1 && alpha <= 0.99 && theta >= 1 && theta <= 1e6;
              return inside
                  ? meanSquare(candidate, p[0] * scale, alpha, theta, x) / (scale * scale)
                  : Double.POSITIVE_INFINITY;
            },
            1000,
            1e-8);
    double[] p =
        candidate.isOptimised()
            ? search.minimise(new double[] {start, 0.5, 2}, new double[] {0.5, 0.1, 0.5})
            : search.minimise(new double[] {start, 0.5}, new double[] {0.5, 0.1});
    double theta = candidate.isOptimised() ? p[2] : 2;
    double mse = meanSquare(candidate, p[0] * scale, p[1], theta, x);
    return fitted(adjustment, candidate, p[0] * scale, p[1], theta, Math.sqrt(mse));
  }

  private static ThetaParameters fitted(
      ThetaParameters adjustment,
      ThetaModel model,
      double level,
      double alpha,
      double theta,
      double deviation) {
    return new ThetaParameters(
        model, level, alpha, theta, adjustment.season(), adjustment.ratio(), deviation);
  }

  private static double meanSquare(
      ThetaModel model, double level, double alpha, double theta, double[] x) {
    ThetaFilter filter = new ThetaFilter(model, level, alpha, theta, x);
    double sum = 0;
    for (int t = 0; t < x.length; t++) {
      if (t >= WARM_UP) {
        double error = x[t] - filter.next();
        sum += error * error;
      }
      filter.update(x[t]);
    }
    return sum / (x.length - WARM_UP);
  }

  /** Only season and ratio of the result count. */
  private ThetaParameters adjustment(double[] y) {
    ThetaParameters none = new ThetaParameters(ThetaModel.STM, 0, 0.5, 2, List.of(), false, 0);
    if (!isSeasonal(y)) {
      return none;
    }
    boolean positive = Arrays.stream(y).allMatch(v -> v > 0);
    boolean ratio = positive && decomposition.equals("multiplicative");
    Decomposition parts = Decomposition.of(y, period, ratio);
    if (ratio && parts.vanishes()) {
      ratio = false;
      parts = Decomposition.of(y, period, false);
    }
    List<Double> season = Arrays.stream(parts.season()).boxed().toList();
    return new ThetaParameters(ThetaModel.STM, 0, 0.5, 2, season, ratio, 0);
  }

  /**
   * Whether the autocorrelation at one cycle is significant at 90 %, as in the M4 competition and
   * Fiorucci et al. 2016, section 4.
   */
  private boolean isSeasonal(double[] y) {
    if (period < 2 || y.length < 2 * period + 1) {
      return false;
    }
    double mean = Arrays.stream(y).average().orElseThrow();
    double variance = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum();
    if (!(variance > 0)) {
      return false;
    }
    double squares = 0;
    double last = 0;
    for (int lag = 1; lag <= period; lag++) {
      double sum = 0;
      for (int t = lag; t < y.length; t++) {
        sum += (y[t] - mean) * (y[t - lag] - mean);
      }
      last = sum / variance;
      if (lag < period) {
        squares += last * last;
      }
    }
    return Math.abs(last) > 1.645 * Math.sqrt((1 + 2 * squares) / y.length);
  }

  private static double[] adjusted(ThetaParameters p, double[] y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, t -> p.adjusted(y[t], t));
    return x;
  }

  @Override
  public ThetaParameters restart(ThetaParameters p, double[] y) {
    if (p.season().isEmpty() || y.length < 2 * period) {
      return new ThetaParameters(
          p.model(), y[0] / 2, p.alpha(), p.theta(), List.of(), false, p.deviation());
    }
    boolean ratio = p.ratio() && Arrays.stream(y).allMatch(v -> v > 0);
    double[] season = Decomposition.of(y, period, ratio).season();
    List<Double> boxed = Arrays.stream(season).boxed().toList();
    double first = ratio ? y[0] / season[0] : y[0] - season[0];
    return new ThetaParameters(
        p.model(), first / 2, p.alpha(), p.theta(), boxed, ratio, p.deviation());
  }

  /** The level walks at random with steps of {@code alpha} times the error. */
  @Override
  public Outlook forecast(ThetaParameters p, double[] y, int steps, RandomGenerator random) {
    double[] x = adjusted(p, y);
    ThetaFilter filter = new ThetaFilter(p, x);
    for (double value : x) {
      filter.update(value);
    }
    double[] mean = new double[steps];
    double[] deviation = new double[steps];
    for (int h = 0; h < steps; h++) {
      double value = filter.next();
      int t = y.length + h;
      mean[h] = p.seasoned(value, t);
      deviation[h] = p.spread(p.deviation() * Math.sqrt(1 + h * p.alpha() * p.alpha()), t);
      filter.update(value);
    }
    return Outlook.normal(mean, deviation);
  }
}
