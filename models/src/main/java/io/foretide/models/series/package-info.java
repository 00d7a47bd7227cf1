/** Series, steps and forecasts: what flows through every kind. */
package io.foretide.models.series;
