package io.foretide.models.boosted;

import io.foretide.models.series.Step;

/**
 * Which stretches of the past tell most at a step.
 *
 * @param season steps in the short cycle: a week of days, a day of hours, a year of months
 * @param longCycle steps in the long cycle, a whole number of seasons: a year of 52 weeks of days,
 *     a week of hours; 0 where there is none
 * @param smoothing the long cycle is read as a mean over this many steps on either side
 * @param shortest the shortest stretch over which a level is taken; then two, four and eight times
 *     as long
 */
record Cycles(int season, int longCycle, int smoothing, int shortest) {
  /** Stretches over which a level is taken. */
  static final int LEVELS = 4;

  static Cycles of(Step step) {
    int season = step.season();
    if (step.months() > 0) {
      return new Cycles(season, 0, 0, Math.max(2, season / 4));
    }
    if (step.seconds() == 86_400) {
      return new Cycles(7, 364, 3, 7);
    }
    if (step.seconds() > 86_400) {
      return new Cycles(season, 0, 0, 4);
    }
    return new Cycles(season, 7 * season, 0, Math.max(4, season));
  }

  /** Steps of level {@code i}, from the shortest. */
  int level(int i) {
    return shortest << i;
  }

  /** The stretch over which noise and zeros are counted. */
  int recent() {
    return level(2);
  }

  /**
   * The stretch whose mean magnitude is the unit of a row: a whole long cycle, so that the season
   * is not divided away, and July can be learned as a level instead of as a change since June.
   */
  int unit() {
    return longCycle > 0 ? longCycle : level(3);
  }
}
