/** The newest forecast of each series, and how earlier ones turned out. */
package io.foretide.registry.forecasts;
