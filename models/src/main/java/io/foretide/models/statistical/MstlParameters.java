package io.foretide.models.statistical;

import java.util.List;

/**
 * How a series is taken apart, in one or several ways whose forecasts are averaged.
 *
 * @param ways with weights that sum to one; the best first
 */
record MstlParameters(List<Way> ways) {
  MstlParameters {
    ways = List.copyOf(ways);
  }

  /**
   * One way.
   *
   * @param weight of its forecast
   * @param periods of its seasons, ascending; empty where it sees none
   * @param log whether the logarithm is taken apart, so that seasons multiply
   * @param smoothing of the level of what is left without seasons
   * @param decay what remains, after one step, of the last value's distance from that level
   * @param deviation of its errors, of the logarithm where that is taken
   */
  record Way(
      double weight,
      List<Integer> periods,
      boolean log,
      double smoothing,
      double decay,
      double deviation) {
    Way {
      periods = List.copyOf(periods);
    }

    Way weighing(double other) {
      return new Way(other, periods, log, smoothing, decay, deviation);
    }

    int longest() {
      return periods.isEmpty() ? 1 : periods.get(periods.size() - 1);
    }
  }
}
