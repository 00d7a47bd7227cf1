package io.foretide.models.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * 95 % intervals of a statistic of values that depend on their neighbours in time: whole stretches
 * are drawn anew, from a circle (Politis and Romano 1992), each as long as the cube root of their
 * number. What happened at one time to all series stays together, so that twelve symbols that fall
 * on one day count as one day.
 */
final class BlockBootstrap {
  /** Fewer times than this say nothing about how much they differ. */
  static final int FEWEST = 10;

  private static final int RESAMPLES = 2000;
  private static final double TAIL = 0.025;
  private static final long SEED = 20260401;

  private final int[][] resamples;

  /**
   * @param times how many values in time order a statistic is made of
   */
  BlockBootstrap(int times) {
    SplittableRandom random = new SplittableRandom(SEED);
    int block = (int) Math.ceil(Math.cbrt(times));
    resamples = new int[times < FEWEST ? 0 : RESAMPLES][times];
    for (int[] resample : resamples) {
      for (int i = 0; i < times; i += block) {
        int from = random.nextInt(times);
        for (int k = 0; k < block && i + k < times; k++) {
          resample[i + k] = (from + k) % times;
        }
      }
    }
  }

  /**
   * Lower and upper end of the statistic over the resamples.
   *
   * @param statistic of the numbers of the times that were drawn
   * @return two NaN where there are fewer than {@value #FEWEST} times, or no finite statistic
   */
  double[] interval(ToDoubleFunction<int[]> statistic) {
    double[] sorted =
        Arrays.stream(resamples).mapToDouble(statistic).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return new double[] {Double.NaN, Double.NaN};
    }
    int cut = (int) (TAIL * sorted.length);
    return new double[] {sorted[cut], sorted[sorted.length - 1 - cut]};
  }
}
