package io.foretide.models.direction;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A regression whose coefficients walk: the dynamic linear model with discounting and an unknown,
 * slowly changing variance of West and Harrison 1997, Bayesian Forecasting and Dynamic Models,
 * tables 4.4 and 10.4. Not thread-safe.
 *
 * <p>With state mean m and scale matrix C, discounts d (state) and b (variance), n degrees of
 * freedom and the estimate S of the variance: R = C/d, f = F'm, Q = F'RF + S, e = y - f, A = RF/Q;
 * then n grows to bn + 1, S by its share of e²/Q, m by Ae, and C becomes (S'/S)(R - AA'Q).
 */
final class DynamicRegression {
  private static final double LEAST_VARIANCE = 1e-10;
  private static final double FIRST_DEGREES = 5;

  private final double discount;
  private final double varianceDiscount;
  private final double[] mean;
  private final double[][] scale;
  private double degrees = FIRST_DEGREES;
  private double variance = 1;

  /**
   * @param regressors how many; none is the walk itself, whose increments are not forecast
   * @param prior standard deviation of each coefficient before anything was seen
   */
  DynamicRegression(int regressors, double prior, double discount, double varianceDiscount) {
    this.discount = discount;
    this.varianceDiscount = varianceDiscount;
    mean = new double[regressors];
    scale = new double[regressors][regressors];
    for (int i = 0; i < regressors; i++) {
      scale[i][i] = prior * prior;
    }
  }

  int regressors() {
    return mean.length;
  }

  /**
   * The mean of the next value.
   *
   * @param f regressors, at least as many as this regression has
   */
  double mean(double[] f) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += f[i] * mean[i];
    }
    return sum;
  }

  /** How uncertain {@link #mean} is: F'RF. */
  double uncertainty(double[] f) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        sum += f[i] * scale[i][j] * f[j] / discount;
      }
    }
    return sum;
  }

  /** The variance of values around their mean. */
  double variance() {
    return variance;
  }

  /**
   * Learns from a value.
   *
   * @return the log of its predictive density (Student's t), but for what is the same for every
   *     regression that saw as many values
   */
  double observe(double[] f, double y) {
    int k = mean.length;
    double q = uncertainty(f) + variance;
    double error = y - mean(f);
    double before = varianceDiscount * degrees;
    double density =
        -0.5 * Math.log(q) - (before + 1) / 2 * Math.log1p(error * error / (before * q));
    double[] gain = new double[k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        gain[i] += scale[i][j] / discount * f[j] / q;
      }
    }
    degrees = before + 1;
    double now = Math.max(LEAST_VARIANCE, variance + variance / degrees * (error * error / q - 1));
    for (int i = 0; i < k; i++) {
      mean[i] += gain[i] * error;
      for (int j = 0; j < k; j++) {
        scale[i][j] = now / variance * (scale[i][j] / discount - gain[i] * gain[j] * q);
      }
    }
    variance = now;
    return density;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(degrees);
    out.writeDouble(variance);
    for (int i = 0; i < mean.length; i++) {
      out.writeDouble(mean[i]);
      for (double value : scale[i]) {
        out.writeDouble(value);
      }
    }
  }

  /** Sets what {@link #write} wrote of a regression that was made alike. */
  void read(DataInput in) throws IOException {
    degrees = in.readDouble();
    variance = in.readDouble();
    for (int i = 0; i < mean.length; i++) {
      mean[i] = in.readDouble();
      for (int j = 0; j < mean.length; j++) {
        scale[i][j] = in.readDouble();
      }
    }
  }
}
