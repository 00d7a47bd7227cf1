package io.foretide.models.boosted;

import java.util.Arrays;
import java.util.Collection;

/**
 * How busy the whole data set was at each step it was fitted on: the total of all series over what
 * their means would have given. A model keeps it, since a forecast of one series alone could not
 * tell what the others did a year ago.
 */
record LongCycle(long start, double[] busy) {

  static LongCycle of(Collection<Tally> tallies) {
    long start = tallies.stream().mapToLong(t -> t.series().start()).min().orElse(0);
    long end = tallies.stream().mapToLong(t -> t.series().start() + t.length()).max().orElse(start);
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
