package io.foretide.models.statistical;

import java.util.List;

/**
 * A fitted form: smoothing parameters, the states before the first value, and the spread of the
 * errors (relative ones where the error is multiplicative).
 *
 * @param season states of the cycle, the first value's first; empty without a season
 * @param variance of the one-step errors, unbiased
 * @param aicc Akaike's criterion corrected for short series; the smaller, the better
 */
public record EtsParameters(
    EtsForm form,
    double alpha,
    double beta,
    double gamma,
    double phi,
    double level,
    double slope,
    List<Double> season,
    double variance,
    double aicc) {
  public EtsParameters {
    season = List.copyOf(season);
  }

  EtsParameters from(EtsStates states) {
    return new EtsParameters(
        form,
        alpha,
        beta,
        gamma,
        phi,
        states.level,
        states.slope,
        states.seasonList(form),
        variance,
        aicc);
  }
}
