package io.foretide.models.statistical;

import java.util.List;

/**
 * A fitted Theta model.
 *
 * @param level before the first value, of the seasonally adjusted series
 * @param season by place in the cycle, the first value's first; empty without a season
 * @param ratio whether the season multiplies
 * @param deviation of the one-step errors, seasonally adjusted
 */
public record ThetaParameters(
    ThetaModel model,
    double level,
    double alpha,
    double theta,
    List<Double> season,
    boolean ratio,
    double deviation) {
  public ThetaParameters {
    season = List.copyOf(season);
  }

  double adjusted(double y, int t) {
    if (season.isEmpty()) {
      return y;
    }
    double s = season.get(t % season.size());
    return ratio ? y / s : y - s;
  }

  double seasoned(double y, int t) {
    if (season.isEmpty()) {
      return y;
    }
    double s = season.get(t % season.size());
    return ratio ? y * s : y + s;
  }

  /** What a deviation of the adjusted series is in the series' own unit. */
  double spread(double deviation, int t) {
    return ratio && !season.isEmpty() ? deviation * season.get(t % season.size()) : deviation;
  }
}
