package io.foretide.standalone.tuning;

import java.util.ArrayList;
import java.util.List;

/**
 * A stage of successive halving (Jamieson &amp; Talwalkar 2016, algorithm 1): so many trials, each
 * with a share of the effort of a full training. The better half of them goes on to the next rung.
 *
 * @param effort in (0, 1]
 */
record Rung(int trials, double effort) {
  /**
   * The rungs for so many settings. All rungs cost the same.
   *
   * @param budget what the search may cost, in full trainings
   */
  static List<Rung> of(int settings, double budget) {
    int count = count(settings);
    List<Rung> rungs = new ArrayList<>();
    int left = settings;
    for (int i = 0; i < count; i++) {
      rungs.add(new Rung(left, Math.min(1, budget / count / left)));
      left = (left + 1) / 2;
    }
    return rungs;
  }

  /** The budget that gives the trials of the last rung the effort of a full training. */
  static double fullBudget(int settings) {
    int count = count(settings);
    int last = settings;
    for (int i = 1; i < count; i++) {
      last = (last + 1) / 2;
    }
    return (double) last * count;
  }

  private static int count(int settings) {
    int count = 1;
    for (int left = settings; left > 2; left = (left + 1) / 2) {
      count++;
    }
    return count;
  }
}
