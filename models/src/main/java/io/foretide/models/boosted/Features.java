package io.foretide.models.boosted;

import io.foretide.models.series.Step;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What a tree looks at: one row for a series, an origin (the last step that is known) and a number
 * of steps ahead. Values are in units of the series' usual magnitude, so that series of any size
 * teach each other. Nothing after the origin is read.
 */
final class Features {
  private static final int LAGS = 4;

  private final Step step;
  private final Cycles cycles;
  private final Categories categories;
  private final LongCycle longCycle;
  private final boolean year;
  private final List<String> names = new ArrayList<>();

  /**
   * @param year whether the day of the year is looked at; of data that do not hold a whole year the
   *     days ahead are none that were seen
   */
  Features(Step step, Categories categories, LongCycle longCycle, boolean year) {
    this.step = step;
    this.year = year;
    this.cycles = Cycles.of(step);
    this.categories = categories;
    this.longCycle = longCycle;
    for (int c = 0; c < categories.count(); c++) {
      names.add(categories.name(c));
    }
    names.add("step");
    calendarNames();
    for (int i = 0; i < Cycles.LEVELS; i++) {
      names.add("level " + cycles.level(i));
    }
    names.add("last");
    names.add("trend");
    names.add("deviation");
    names.add("zero share");
    names.add("size");
    if (cycles.season() > 1) {
      for (int k = 1; k <= LAGS; k++) {
        names.add("season lag " + k);
      }
      names.add("season mean 4");
      names.add("season mean 8");
    }
    if (longCycle.isKnown()) {
      names.add("long cycle lag");
      names.add("long cycle ratio");
      names.add("long cycle ratio of all");
    }
  }

  private void calendarNames() {
    double perDay = step.perDay();
    if (perDay > 1.5) {
      names.add("time of day");
    }
    if (perDay > 0.9) {
      names.add("day of week");
    }
    if (perDay > 0.9 && perDay < 1.5) {
      names.add("day of month");
    }
    if (year) {
      names.add("day of year");
    }
  }

  List<String> names() {
    return List.copyOf(names);
  }

  /** The first so many features are categories. */
  Categories categories() {
    return categories;
  }

  LongCycle longCycle() {
    return longCycle;
  }

  boolean year() {
    return year;
  }

  int count() {
    return names.size();
  }

  /** Over how many steps the unit of a row is taken. */
  int unitSteps() {
    return cycles.unit();
  }

  /**
   * The unit of a row: the mean |y| over {@link Cycles#unit}, or that of the whole past; 0 if there
   * is none.
   */
  double unit(Tally tally, int origin) {
    double recent = tally.magnitude(origin + 1 - cycles.unit(), origin + 1);
    if (recent > 0) {
      return recent;
    }
    double all = tally.magnitude(0, origin + 1);
    return all > 0 ? all : 0;
  }

  /**
   * Fills {@code row[at .. at + count())}.
   *
   * @param numbers the series' {@link Categories#of}
   * @param origin position of the last known step
   * @param ahead steps from there to the target, from 1
   * @param unit from {@link #unit}, positive
   */
  void fill(float[] row, int at, Tally tally, float[] numbers, int origin, int ahead, double unit) {
    int next = at;
    for (float number : numbers) {
      row[next++] = number;
    }
    row[next++] = ahead;
    next =
        calendar(
            row, next, step.at(tally.series().start() + origin + ahead).atZone(ZoneOffset.UTC));
    int end = origin + 1;
    for (int i = 0; i < Cycles.LEVELS; i++) {
      row[next++] = (float) (tally.mean(end - cycles.level(i), end) / unit);
    }
    row[next++] = (float) (tally.at(origin) / unit);
    double before = tally.mean(end - cycles.level(2), end - cycles.level(0));
    row[next++] = (float) ((tally.mean(end - cycles.level(0), end) - before) / unit);
    row[next++] = (float) (tally.deviation(end - cycles.recent(), end) / unit);
    row[next++] = (float) tally.zeroShare(end - cycles.recent(), end);
    row[next++] = (float) Math.log(unit);
    if (cycles.season() > 1) {
      next = seasonal(row, next, tally, origin, ahead, unit);
    }
    if (longCycle.isKnown()) {
      next = longAgo(row, next, tally, origin, ahead, unit);
    }
  }

  private int calendar(float[] row, int at, ZonedDateTime time) {
    int next = at;
    double perDay = step.perDay();
    if (perDay > 1.5) {
      row[next++] = time.toLocalTime().toSecondOfDay() / 3600f;
    }
    if (perDay > 0.9) {
      row[next++] = time.getDayOfWeek().getValue();
    }
    if (perDay > 0.9 && perDay < 1.5) {
      row[next++] = time.getDayOfMonth();
    }
    if (year) {
      row[next++] = time.getDayOfYear();
    }
    return next;
  }

  private int seasonal(float[] row, int at, Tally tally, int origin, int ahead, double unit) {
    int next = at;
    int season = cycles.season();
    // The latest step at the target's place in the season that is known at the origin.
    int latest = origin + ahead - season * ((ahead + season - 1) / season);
    double sum = 0;
    int seen = 0;
    double four = Double.NaN;
    for (int k = 0; k < 8; k++) {
      double y = tally.at(latest - k * season);
      if (k < LAGS) {
        row[next++] = (float) (y / unit);
      }
      if (!Double.isNaN(y)) {
        sum += y;
        seen++;
      }
      if (k == 3) {
        four = sum / seen;
      }
    }
    row[next++] = (float) (four / unit);
    row[next++] = (float) (sum / seen / unit);
    return next;
  }

  private int longAgo(float[] row, int at, Tally tally, int origin, int ahead, double unit) {
    int next = at;
    int back = cycles.longCycle() * ((ahead + cycles.smoothing() - 1) / cycles.longCycle() + 1);
    int then = origin + ahead - back;
    int from = then - cycles.smoothing();
    int to = then + cycles.smoothing() + 1;
    int base = origin + 1 - back;
    row[next++] = (float) (tally.at(then) / unit);
    row[next++] =
        from < 0
            ? Float.NaN
            : ratio(tally.mean(from, to), tally.mean(base - cycles.recent(), base));
    long start = tally.series().start();
    row[next++] =
        ratio(
            longCycle.mean(start + from, start + to),
            longCycle.mean(start + base - cycles.recent(), start + base));
    return next;
  }

  private static float ratio(double now, double base) {
    return base > 0 ? (float) Math.min(10, now / base) : Float.NaN;
  }
}
