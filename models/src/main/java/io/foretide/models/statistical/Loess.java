package io.foretide.models.statistical;

/**
 * Local regression over evenly spaced values: at each place a line (or a mean) through its nearest
 * neighbours, weighted by the tricube of their distance (Cleveland 1979).
 */
final class Loess {
  private final int window;
  private final boolean line;
  private final int jump;

  /**
   * @param window neighbours that count; more than there are values flattens the result
   * @param line whether a line is fitted, or else a mean
   */
  Loess(int window, boolean line) {
    this.window = window;
    this.line = line;
    this.jump = Math.max(1, window / 10);
  }

  /**
   * The smoothed values and one more beyond either end, {@code double[n + 2]}. Every few places are
   * fitted, those between lie on a line, as in Cleveland et al. 1990, section 5.
   */
  double[] extended(double[] y) {
    int n = y.length;
    double[] smooth = new double[n + 2];
    smooth[0] = at(y, -1);
    smooth[n + 1] = at(y, n);
    int before = 0;
    smooth[1] = at(y, 0);
    while (before < n - 1) {
      int next = Math.min(n - 1, before + jump);
      smooth[next + 1] = at(y, next);
      double slope = (smooth[next + 1] - smooth[before + 1]) / (next - before);
      for (int i = before + 1; i < next; i++) {
        smooth[i + 1] = smooth[before + 1] + slope * (i - before);
      }
      before = next;
    }
    return smooth;
  }

  private double at(double[] y, int place) {
    int n = y.length;
    int count = Math.min(window, n);
    int from = Math.max(0, Math.min(n - count, place - count / 2));
    double reach = Math.max(place - from, from + count - 1 - place);
    if (window > n) {
      reach += (window - n) / 2.0;
    }
    double weights = 0;
    double distances = 0;
    double values = 0;
    double squares = 0;
    double products = 0;
    for (int i = from; i < from + count; i++) {
      double share = Math.abs(i - place) / (reach + 1e-9);
      if (share >= 1) {
        continue;
      }
      double cube = 1 - share * share * share;
      double w = cube * cube * cube;
      double d = i - place;
      weights += w;
      distances += w * d;
      values += w * y[i];
      squares += w * d * d;
      products += w * d * y[i];
    }
    double mean = values / weights;
    double centre = distances / weights;
    double spread = squares / weights - centre * centre;
    if (!line || spread <= 1e-9) {
      return mean;
    }
    return mean - centre * (products / weights - centre * mean) / spread;
  }
}
