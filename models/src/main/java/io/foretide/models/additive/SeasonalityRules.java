package io.foretide.models.additive;

import java.util.ArrayList;
import java.util.List;

/**
 * Prophet's rules for which seasonalities a history can carry: yearly from 730 days on (order 10),
 * weekly from 14 days on if two observations ever lie less than a week apart (order 3), daily from
 * two days on if two ever lie less than a day apart (order 4).
 */
final class SeasonalityRules {
  private static final long DAY = 86_400;

  private SeasonalityRules() {}

  /**
   * The built-in seasonalities of observations at these steps, in the order yearly, weekly, daily.
   */
  static List<Seasonality> choose(AdditiveOptions options, Inputs observed) {
    int n = observed.steps();
    long span = observed.secondsAt(n - 1) - observed.secondsAt(0);
    long closest = Long.MAX_VALUE;
    for (int i = 1; i < n; i++) {
      closest = Math.min(closest, observed.secondsAt(i) - observed.secondsAt(i - 1));
    }
    List<Seasonality> chosen = new ArrayList<>();
    add(chosen, options, "yearly", options.yearly(), 365.25, span >= 730 * DAY, 10);
    boolean weekly = span >= 14 * DAY && closest < 7 * DAY;
    add(chosen, options, "weekly", options.weekly(), 7, weekly, 3);
    boolean daily = span >= 2 * DAY && closest < DAY;
    add(chosen, options, "daily", options.daily(), 1, daily, 4);
    return chosen;
  }

  private static void add(
      List<Seasonality> chosen,
      AdditiveOptions options,
      String name,
      String word,
      double period,
      boolean automatic,
      int usual) {
    int order =
        switch (word) {
          case "auto" -> automatic ? usual : 0;
          case "on" -> usual;
          case "off" -> 0;
          default -> Integer.parseInt(word);
        };
    if (order > 0) {
      chosen.add(
          new Seasonality(
              name, period, order, options.seasonalityPriorScale(), options.multiplicative(), ""));
    }
  }

  /** Refuses what is neither a word nor an order. */
  static void requireWord(String word) {
    if (!word.matches("auto|on|off|[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "a seasonality is auto, on, off or a Fourier order such as 10, not \"" + word + "\"");
    }
  }
}
