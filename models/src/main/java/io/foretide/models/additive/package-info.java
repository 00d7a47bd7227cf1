/**
 * The kind {@code additive}: trend, seasonalities, holidays and regressors, the model of Taylor and
 * Letham 2018 ("Forecasting at scale"), fitted exactly. See docs/decisions on how it is solved.
 */
package io.foretide.models.additive;
