package io.foretide.models.statistical;

import java.util.List;

/**
 * Several seasons taken out of one series, the shorter first, each by STL; twice over, as what the
 * others leave changes (Cleveland, Cleveland, McRae and Terpenning 1990; Bandara, Hyndman and
 * Bergmeir 2021, algorithm 1).
 */
final class Seasons {
  private static final int ROUNDS = 2;
  private static final int INNER_ROUNDS = 2;

  /** Cycles that a season may change over: 11 for the shortest, then 4 more each. */
  private static final int FIRST_WINDOW = 11;

  private final double[] adjusted;
  private final List<Integer> periods;
  private final double[][] seasons;

  private Seasons(double[] adjusted, List<Integer> periods, double[][] seasons) {
    this.adjusted = adjusted;
    this.periods = periods;
    this.seasons = seasons;
  }

  /**
   * @param y {@code double[n]}, at least two cycles of the longest period
   * @param periods ascending; none leaves the series as it is
   */
  static Seasons of(double[] y, List<Integer> periods) {
    double[] adjusted = y.clone();
    double[][] seasons = new double[periods.size()][y.length];
    for (int round = 0; round < (periods.size() > 1 ? ROUNDS : 1); round++) {
      for (int s = 0; s < seasons.length; s++) {
        add(adjusted, seasons[s], 1);
        seasons[s] = season(adjusted, periods.get(s), FIRST_WINDOW + 4 * s);
        add(adjusted, seasons[s], -1);
      }
    }
    return new Seasons(adjusted, periods, seasons);
  }

  /** The series without its seasons, {@code double[n]}. */
  double[] adjusted() {
    return adjusted;
  }

  /**
   * What the seasons add to the steps after the end, their last cycles again; {@code
   * double[steps]}.
   */
  double[] ahead(int steps) {
    double[] sum = new double[steps];
    for (int s = 0; s < seasons.length; s++) {
      int period = periods.get(s);
      for (int h = 0; h < steps; h++) {
        sum[h] += seasons[s][seasons[s].length - period + h % period];
      }
    }
    return sum;
  }

  private static void add(double[] to, double[] what, int sign) {
    for (int t = 0; t < to.length; t++) {
      to[t] += sign * what[t];
    }
  }

  /** The inner loop of STL, without robustness weights; {@code double[n]}. */
  private static double[] season(double[] y, int period, int window) {
    int n = y.length;
    Loess cycles = new Loess(window, false);
    Loess lowPass = new Loess(odd(period), true);
    Loess trends = new Loess(odd((int) Math.ceil(1.5 * period / (1 - 1.5 / window))), true);
    double[] trend = new double[n];
    double[] season = new double[n];
    for (int round = 0; round < INNER_ROUNDS; round++) {
      double[] detrended = new double[n];
      for (int t = 0; t < n; t++) {
        detrended[t] = y[t] - trend[t];
      }
      double[] wide = new double[n + 2 * period];
      for (int place = 0; place < period; place++) {
        int count = (n - place + period - 1) / period;
        double[] cycle = new double[count];
        for (int i = 0; i < count; i++) {
          cycle[i] = detrended[place + i * period];
        }
        double[] smooth = cycles.extended(cycle);
        for (int i = 0; i < smooth.length; i++) {
          wide[place + i * period] = smooth[i];
        }
      }
      double[] low = moving(moving(moving(wide, period), period), 3);
      double[] level = lowPass.extended(low);
      double[] rest = new double[n];
      for (int t = 0; t < n; t++) {
        season[t] = wide[period + t] - level[t + 1];
        rest[t] = y[t] - season[t];
      }
      double[] smooth = trends.extended(rest);
      System.arraycopy(smooth, 1, trend, 0, n);
    }
    return season;
  }

  private static int odd(int at) {
    return at % 2 == 0 ? at + 1 : at;
  }

  /** Means of {@code length} neighbours, {@code double[n - length + 1]}. */
  private static double[] moving(double[] y, int length) {
    double[] means = new double[y.length - length + 1];
    double sum = 0;
    for (int t = 0; t < y.length; t++) {
      sum += y[t];
      if (t >= length) {
        sum -= y[t - length];
      }
      if (t >= length - 1) {
        means[t - length + 1] = sum / length;
      }
    }
    return means;
  }
}
