package io.foretide.models.calibration;

import io.foretide.models.evaluation.StudentT;
import java.util.Arrays;

/**
 * Where the next cutoff's factor will lie, by those of the cutoffs before it, as logarithms. All
 * series err together at a cutoff, so its factor is one draw from a level that moves with the
 * seasons, and a new cutoff is to be predicted, not the mean of the old ones. No rule without such
 * a model can cover 95 % at a new cutoff from fewer than 19 (Lee, Barber &amp; Willett 2023,
 * section 4).
 *
 * <p>The local level model with discounting and unknown variance of West &amp; Harrison 1997, table
 * 4.1 with F = G = 1. With level m of variance C, estimate S of the variance of cutoffs about it,
 * and n degrees of freedom:
 *
 * <pre>
 *   R = C/d (the first time C),   Q = R + S,   e = x - m, within three roots of Q,   A = R/Q
 *   m += A e,   n += 1,   S' = S + (S/n)(e²/Q - 1),   C = A S'
 *   next ~ m + sqrt(C/d + S) t_n
 * </pre>
 *
 * <p>Limiting e keeps one wild cutoff from making all later intervals useless. Before anything is
 * seen m = 0, the model's own intervals. How the numbers were chosen is in decision 20.
 */
final class CutoffLevel {
  private static final double DISCOUNT = 0.3;
  private static final double USUALLY_OFF = 0.2;
  private static final double USUAL_SPREAD = 0.12;
  private static final double WORTH_OF_USUAL = 2;
  private static final double FARTHEST = 3;

  private double level = 0;
  private double levelVariance = USUALLY_OFF * USUALLY_OFF;
  private double variance = USUAL_SPREAD * USUAL_SPREAD;
  private double degrees = WORTH_OF_USUAL;

  /** Takes in the next cutoff's logarithm, in time order. */
  void observe(double log) {
    double all = levelVariance + variance;
    double most = FARTHEST * Math.sqrt(all);
    double error = Math.max(-most, Math.min(most, log - level));
    double gain = levelVariance / all;
    level += gain * error;
    degrees++;
    variance += variance / degrees * (error * error / all - 1);
    levelVariance = gain * variance / DISCOUNT;
  }

  /** So many values, ascending, each as likely as the others at the next cutoff. */
  double[] next(int count) {
    double spread = Math.sqrt(levelVariance + variance);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = level - spread * StudentT.upperQuantile((i + 0.5) / count, degrees);
    }
    Arrays.sort(values);
    return values;
  }
}
