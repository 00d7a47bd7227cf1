package io.foretide.models.local;

import java.util.Arrays;

/** Fills what was not observed, so that methods for complete series can be used. */
public final class Gaps {
  private Gaps() {}

  /** Index of the first observed value, or the length where there is none. */
  public static int firstObserved(double[] values) {
    int first = 0;
    while (first < values.length && !Double.isFinite(values[first])) {
      first++;
    }
    return first;
  }

  /**
   * The values from {@code from}, which must be observed, on. A gap takes the value one season
   * earlier where there is one, and otherwise lies on the line between its neighbours; a gap at the
   * end in the first season repeats the last value.
   */
  public static double[] filled(double[] values, int from, int season) {
    double[] result = Arrays.copyOfRange(values, from, values.length);
    for (int t = 1; t < result.length; t++) {
      if (Double.isFinite(result[t])) {
        continue;
      }
      if (season > 1 && t >= season) {
        result[t] = result[t - season];
        continue;
      }
      int next = t + 1;
      while (next < result.length && !Double.isFinite(result[next])) {
        next++;
      }
      double right = next < result.length ? result[next] : result[t - 1];
      result[t] = result[t - 1] + (right - result[t - 1]) / (next - t + 1);
    }
    return result;
  }
}
