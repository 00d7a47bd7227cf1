package io.foretide.models.statistical;

/**
 * The state space form of a Theta model, Fiorucci et al. 2016, eqs. 8 to 14: {@code t} counts the
 * values seen.
 */
final class ThetaFilter {
  private final boolean dynamic;
  private final double alpha;
  private final double pull;
  private double level;
  private double mean;
  private double intercept;
  private double slope;
  private double decay = 1;
  private int t;

  ThetaFilter(ThetaParameters p, double[] y) {
    this(p.model(), p.level(), p.alpha(), p.theta(), y);
  }

  /** Stands before the first value; a static model takes its line from all of {@code y}. */
  ThetaFilter(ThetaModel model, double level, double alpha, double theta, double[] y) {
    this.dynamic = model.isDynamic();
    this.alpha = alpha;
    this.pull = 1 - 1 / theta;
    this.level = level;
    if (!dynamic) {
      double n = y.length;
      double sum = 0;
      double weighted = 0;
      for (int i = 0; i < y.length; i++) {
        sum += y[i];
        weighted += (i + 1) * y[i];
      }
      slope = n > 1 ? 6 * (2 * weighted / n - (n + 1) * sum / n) / (n * n - 1) : 0;
      intercept = sum / n - (n + 1) * slope / 2;
    } else {
      intercept = y[0];
    }
  }

  /** The mean of the next value. */
  double next() {
    return level + pull * (intercept * decay + slope * (1 - decay * (1 - alpha)) / alpha);
  }

  void update(double y) {
    level = alpha * y + (1 - alpha) * level;
    decay *= 1 - alpha;
    if (dynamic) {
      double before = mean;
      mean = (t * mean + y) / (t + 1);
      if (t == 0) {
        intercept = y;
        slope = 0;
      } else {
        slope = ((t - 1) * slope + 6 * (y - before) / (t + 1)) / (t + 2);
        intercept = mean - slope * (t + 2) / 2;
      }
    }
    t++;
  }
}
