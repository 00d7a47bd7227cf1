package io.foretide.models.evaluation;

/** Student's t distribution. */
public final class StudentT {
  private static final double[] LANCZOS = {
    76.18009172947146,
    -86.50532032941677,
    24.01409824083091,
    -1.231739572450155,
    0.1208650973866179e-2,
    -0.5395239384953e-5
  };
  private static final int TERMS = 300;
  private static final double TINY = 1e-300;
  private static final double PRECISE = 1e-14;

  private StudentT() {}

  /** P(T &gt; t) at so many degrees of freedom; Abramowitz and Stegun 1964, 26.7.1. */
  static double upperTail(double t, double dof) {
    double both = incompleteBeta(dof / (dof + t * t), dof / 2, 0.5);
    return t > 0 ? both / 2 : 1 - both / 2;
  }

  /** The t that is exceeded with this probability, to 1e-9 of itself and 1. */
  public static double upperQuantile(double probability, double dof) {
    if (probability > 0.5) {
      return -upperQuantile(1 - probability, dof);
    }
    double low = 0;
    double high = 1;
    while (upperTail(high, dof) > probability) {
      low = high;
      high *= 2;
    }
    while (high - low > 1e-9 * (1 + low)) {
      double middle = (low + high) / 2;
      if (upperTail(middle, dof) > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Lentz's continued fraction of 26.5.8, on the side where it converges fast. */
  private static double incompleteBeta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - incompleteBeta(1 - x, b, a);
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m <= TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      fraction *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      fraction *= d * c;
      if (Math.abs(d * c - 1) < PRECISE) {
        break;
      }
    }
    return front * fraction / a;
  }

  private static double away(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /** Relative error under 2e-10 for x &gt; 0 (Lanczos 1964). */
  private static double logGamma(double x) {
    double base = x + 5.5;
    double sum = 1.000000000190015;
    for (int j = 0; j < LANCZOS.length; j++) {
      sum += LANCZOS[j] / (x + 1 + j);
    }
    return (x + 0.5) * Math.log(base) - base + Math.log(2.5066282746310005 * sum / x);
  }
}
