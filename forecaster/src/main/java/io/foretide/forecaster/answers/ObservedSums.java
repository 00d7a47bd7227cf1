package io.foretide.forecaster.answers;

import io.foretide.models.series.Series;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was observed of many series together, step by step. A sum is no less for what is still to
 * come: the newest steps are settled only once about as many series have a value as usual.
 */
final class ObservedSums {
  /** Of the usual share of series, as for half a week at the end of a data set. */
  private static final double COVERED = 0.9;

  private final List<Sum> sums;
  private final int settled;

  private ObservedSums(List<Sum> sums) {
    this.sums = sums;
    double[] shares = sums.stream().mapToDouble(Sum::share).sorted().toArray();
    int end = sums.size();
    while (end > 0 && sums.get(end - 1).share() < COVERED * shares[shares.length / 2]) {
      end--;
    }
    this.settled = end;
  }

  /**
   * A step.
   *
   * @param value over the series that have one
   * @param observed how many have one
   * @param running how many could: those that have begun, and have not ended
   */
  record Sum(Instant time, double value, int observed, int running) {
    private Sum plus(Sum other) {
      return new Sum(time, value + other.value, observed + other.observed, running + other.running);
    }

    private double share() {
      return (double) observed / running;
    }
  }

  /**
   * @param series as they are assembled: those that still run reach to the data set's end
   * @param latest so many steps
   */
  static ObservedSums of(List<Series> series, int latest) {
    Map<Instant, Sum> byTime = new TreeMap<>();
    for (Series one : series) {
      for (int i = Math.max(0, one.length() - latest); i < one.length(); i++) {
        double value = one.targetAt(i);
        boolean there = Double.isFinite(value);
        byTime.merge(
            one.timeAt(i), new Sum(one.timeAt(i), there ? value : 0, there ? 1 : 0, 1), Sum::plus);
      }
    }
    List<Sum> seen = byTime.values().stream().filter(sum -> sum.observed() > 0).toList();
    return new ObservedSums(seen.subList(Math.max(0, seen.size() - latest), seen.size()));
  }

  /** Every step in which something was observed, oldest first. */
  List<Sum> all() {
    return sums;
  }

  /** Those without the newest ones of which much is still to come. */
  List<Sum> settled() {
    return sums.subList(0, settled);
  }
}
