package io.foretide.models.statistical;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;

/**
 * One member of the exponential smoothing family, such as ETS(A,Ad,M): error, trend, season
 * (Hyndman, Koehler, Ord and Snyder 2008, table 2.1). Trends are additive; a multiplicative trend
 * explodes too easily to be chosen without a person looking.
 */
record EtsForm(boolean multiplicativeError, Trend trend, Season season) {
  enum Trend {
    NONE("N"),
    ADDITIVE("A"),
    DAMPED("Ad");

    private final String letter;

    Trend(String letter) {
      this.letter = letter;
    }
  }

  enum Season {
    NONE("N"),
    ADDITIVE("A"),
    MULTIPLICATIVE("M");

    private final String letter;

    Season(String letter) {
      this.letter = letter;
    }
  }

  static final EtsForm SIMPLE = new EtsForm(false, Trend.NONE, Season.NONE);

  /**
   * The forms worth comparing. Additive errors with a multiplicative season have infinite forecast
   * variance and are left out, as in R's {@code forecast::ets}; anything multiplicative needs
   * positive data.
   */
  static List<EtsForm> candidates(boolean positive, boolean seasonal) {
    List<EtsForm> forms = new ArrayList<>();
    for (boolean error : positive ? new boolean[] {false, true} : new boolean[] {false}) {
      for (Season season : Season.values()) {
        boolean possible = seasonal || season == Season.NONE;
        if (possible && (error || season != Season.MULTIPLICATIVE)) {
          for (Trend trend : Trend.values()) {
            forms.add(new EtsForm(error, trend, season));
          }
        }
      }
    }
    return forms;
  }

  @JsonIgnore
  boolean hasTrend() {
    return trend != Trend.NONE;
  }

  @JsonIgnore
  boolean isDamped() {
    return trend == Trend.DAMPED;
  }

  @JsonIgnore
  boolean isSeasonal() {
    return season != Season.NONE;
  }

  /** Numbers to estimate: smoothing, initial states and the error variance. */
  int parameters(int period) {
    return 3 + (hasTrend() ? 2 : 0) + (isDamped() ? 1 : 0) + (isSeasonal() ? period : 0);
  }

  @Override
  public String toString() {
    return "ETS("
        + (multiplicativeError ? "M" : "A")
        + ","
        + trend.letter
        + ","
        + season.letter
        + ")";
  }
}
