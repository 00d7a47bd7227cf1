package io.foretide.models.yearly;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.Step;

/**
 * How the sum of all series moved through the year. One year of one product is mostly noise; the
 * sum of many shows the season.
 */
final class YearProfile {
  private static final double LARGEST_RATIO = 4;
  private static final int BASE_CYCLES = 4;

  private final long start;
  private final int season;
  private final int year;
  private final double[] sums;

  /**
   * @param start number of the first step
   * @param season steps in the short cycle: a week
   * @param year whole short cycles nearest to a year; 0 where there is no year to speak of
   * @param total {@code double[steps]}, the sum of all series
   */
  YearProfile(long start, int season, int year, double[] total) {
    this.start = start;
    this.season = season;
    this.year = year;
    this.sums = new double[total.length + 1];
    for (int t = 0; t < total.length; t++) {
      sums[t + 1] = sums[t] + total[t];
    }
  }

  /** Of data without negative values; where there are some, a ratio means nothing. */
  static YearProfile of(Dataset data) {
    Step step = data.step();
    int season = step.season();
    int year = (int) (Math.floor(365.25 * step.perDay() / season) * season);
    long from = data.series().stream().mapToLong(Series::start).min().orElse(0);
    long to = data.series().stream().mapToLong(s -> s.start() + s.length()).max().orElse(0);
    double[] total = new double[Math.toIntExact(to - from)];
    boolean negative = false;
    for (Series series : data.series()) {
      int offset = Math.toIntExact(series.start() - from);
      for (int t = 0; t < series.length(); t++) {
        double y = series.targetAt(t);
        total[offset + t] += Double.isFinite(y) ? y : 0;
        negative |= y < 0;
      }
    }
    boolean known = !negative && season > 1 && year > BASE_CYCLES * season;
    return new YearProfile(from, season, known ? year : 0, total);
  }

  long start() {
    return start;
  }

  int season() {
    return season;
  }

  int year() {
    return year;
  }

  /** {@code double[steps]}. */
  double[] total() {
    double[] total = new double[sums.length - 1];
    for (int t = 0; t < total.length; t++) {
      total[t] = sums[t + 1] - sums[t];
    }
    return total;
  }

  /**
   * By how much the sum around the target exceeded that of the weeks before the origin, one year
   * earlier; 1 where that was not observed.
   *
   * @param origin number of the last known step
   * @param ahead steps from there, from 1
   */
  double ratio(long origin, int ahead) {
    if (year == 0) {
      return 1;
    }
    long back = (long) year * ((ahead + season + year - 1) / year);
    long then = origin - back - start;
    long target = then + ahead;
    double base = mean(then - (long) BASE_CYCLES * season + 1, then);
    double ratio = mean(target - season, target + season) / base;
    if (!(ratio > 0) || Double.isInfinite(ratio)) {
      return 1;
    }
    return Math.max(1 / LARGEST_RATIO, Math.min(LARGEST_RATIO, ratio));
  }

  /** NaN where any of the steps was not observed. */
  private double mean(long from, long to) {
    if (from < 0 || to >= sums.length - 1) {
      return Double.NaN;
    }
    return (sums[(int) to + 1] - sums[(int) from]) / (to - from + 1);
  }
}
