package io.foretide.models.statistical;

import java.util.Arrays;
import java.util.List;

/** Level, slope and season of exponential smoothing at one point in time. */
final class EtsStates {
  double level;
  double slope;

  /** One state per place in the cycle; empty without a season. */
  final double[] season;

  EtsStates(double level, double slope, double[] season) {
    this.level = level;
    this.slope = slope;
    this.season = season;
  }

  static EtsStates of(EtsParameters parameters) {
    return new EtsStates(
        parameters.level(),
        parameters.slope(),
        parameters.season().stream().mapToDouble(Double::doubleValue).toArray());
  }

  EtsStates copy() {
    return new EtsStates(level, slope, season.clone());
  }

  List<Double> seasonList(EtsForm form) {
    return form.isSeasonal() ? Arrays.stream(season).boxed().toList() : List.of();
  }

  /**
   * First guesses, as Hyndman et al. 2008, section 2.6.1: a decomposition for the season, a line
   * through the first seasonally adjusted values for level and slope.
   */
  static EtsStates guess(EtsForm form, double[] y, int period) {
    double[] season = new double[0];
    double[] adjusted = y;
    if (form.isSeasonal()) {
      boolean ratio = form.season() == EtsForm.Season.MULTIPLICATIVE;
      season = Decomposition.of(y, period, ratio).season();
      adjusted = y.clone();
      for (int t = 0; t < y.length; t++) {
        double s = season[t % period];
        adjusted[t] = ratio ? y[t] / s : y[t] - s;
      }
    }
    int n = Math.min(Math.max(10, 2 * Math.max(1, season.length)), y.length);
    double mean = Arrays.stream(adjusted, 0, n).average().orElse(0);
    if (!form.hasTrend()) {
      return new EtsStates(mean, 0, season);
    }
    double top = 0;
    double bottom = 0;
    double middle = (n + 1) / 2.0;
    for (int t = 1; t <= n; t++) {
      top += (t - middle) * adjusted[t - 1];
      bottom += (t - middle) * (t - middle);
    }
    double slope = bottom > 0 ? top / bottom : 0;
    return new EtsStates(mean - slope * middle, slope, season);
  }
}
