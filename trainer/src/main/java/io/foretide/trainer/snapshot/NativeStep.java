package io.foretide.trainer.snapshot;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.Step;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * The step at which a data set is really observed: rows with dates are stored by the day, but may
 * come every week, month, quarter or year. Read from the distances between neighbouring
 * observations; nine in ten of them must agree, or the storage step stands.
 */
public final class NativeStep {
  private static final double AGREE = 0.9;
  private static final long DAY = 86_400;

  private NativeStep() {}

  /** The step of data that is given at its storage step. */
  public static Step of(Dataset data) {
    Map<Long, Integer> gaps = gaps(data);
    int all = gaps.values().stream().mapToInt(Integer::intValue).sum();
    if (all == 0 || data.step().months() > 0) {
      return data.step();
    }
    long seconds = data.step().seconds();
    if (seconds == DAY) {
      return ofDays(data, gaps, all);
    }
    long common = gaps.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    boolean agreed = common > 1 && share(gaps, all, gap -> gap % common == 0) >= AGREE;
    return agreed && DAY % (common * seconds) == 0 ? Step.ofSeconds(common * seconds) : data.step();
  }

  private static Step ofDays(Dataset data, Map<Long, Integer> gaps, int all) {
    long common = gaps.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    if (common % 7 == 0 && common < 28 && share(gaps, all, gap -> gap % 7 == 0) >= AGREE) {
      return Step.weeksFrom(anObservation(data));
    }
    for (int months : new int[] {1, 3, 12}) {
      double days = 30.44 * months;
      if (Math.abs(common - days) <= 3 && share(gaps, all, gap -> isMultiple(gap, days)) >= AGREE) {
        return new Step(0, months, LocalDate.EPOCH);
      }
    }
    return data.step();
  }

  private static boolean isMultiple(long gap, double days) {
    double times = Math.rint(gap / days);
    return times >= 1 && Math.abs(gap - times * days) <= 3;
  }

  private static LocalDate anObservation(Dataset data) {
    return data.series().get(0).timeAt(0).atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** How often each distance between neighbouring observations occurs, in stored steps. */
  private static Map<Long, Integer> gaps(Dataset data) {
    Map<Long, Integer> gaps = new TreeMap<>();
    for (Series series : data.series()) {
      int previous = -1;
      for (int i = 0; i < series.length(); i++) {
        if (!Double.isNaN(series.targetAt(i))) {
          if (previous >= 0) {
            gaps.merge((long) i - previous, 1, Integer::sum);
          }
          previous = i;
        }
      }
    }
    return gaps;
  }

  private static double share(Map<Long, Integer> gaps, int all, LongPredicate which) {
    return gaps.entrySet().stream()
            .filter(entry -> which.test(entry.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum()
        / (double) all;
  }
}
