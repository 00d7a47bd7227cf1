package io.foretide.models.boosted;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * How busy the whole data set was at each step it was fitted on: the total of all series over what
 * their means would have given. A model keeps it, since a forecast of one series alone could not
 * tell what the others did a year ago.
 */
final class LongCycle {
  /** The long cycle tells nothing, and no feature is made of it. */
  static final LongCycle NONE = new LongCycle(0, new double[0]);

  private final long start;
  private final double[] busy;

  private LongCycle(long start, double[] busy) {
    this.start = start;
    this.busy = busy;
  }

  /** What {@link #start()} and {@link #busy()} gave. */
  static LongCycle read(long start, List<Double> busy) {
    return new LongCycle(start, busy.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * {@link #NONE} unless the data are two cycles long and a half. In shorter data only the latest
   * rows would know the cycle before: trees would learn to tell late from early by that, and keep
   * what they learn of a summer for rows that look early.
   */
  static LongCycle of(Collection<Tally> tallies, int cycle) {
    long start = tallies.stream().mapToLong(t -> t.series().start()).min().orElse(0);
    long end = tallies.stream().mapToLong(t -> t.series().start() + t.length()).max().orElse(start);
    if (cycle == 0 || end - start < 5L * cycle / 2) {
      return NONE;
    }
    double[] actual = new double[Math.toIntExact(end - start)];
    double[] usual = new double[actual.length];
    for (Tally tally : tallies) {
      double mean = tally.magnitude(0, tally.length());
      int shift = Math.toIntExact(tally.series().start() - start);
      for (int i = 0; i < tally.length(); i++) {
        double y = tally.at(i);
        if (!Double.isNaN(y)) {
          actual[shift + i] += y;
          usual[shift + i] += mean;
        }
      }
    }
    Arrays.setAll(actual, i -> usual[i] > 0 ? actual[i] / usual[i] : Double.NaN);
    return new LongCycle(start, actual);
  }

  /** Number of the first step. */
  long start() {
    return start;
  }

  /** By step from the first, NaN where nothing was observed; empty where nothing is known. */
  List<Double> busy() {
    return Arrays.stream(busy).boxed().toList();
  }

  boolean isKnown() {
    return busy.length > 0;
  }

  /** Mean over the steps numbered {@code [from, to)}; NaN unless most of them are known. */
  double mean(long from, long to) {
    double sum = 0;
    int n = 0;
    for (long i = Math.max(from, start); i < Math.min(to, start + busy.length); i++) {
      double one = busy[(int) (i - start)];
      if (!Double.isNaN(one)) {
        sum += one;
        n++;
      }
    }
    return 2L * n > to - from ? sum / n : Double.NaN;
  }
}
