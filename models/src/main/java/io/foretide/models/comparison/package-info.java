/** Kinds side by side on the same data: what each costs and how well it forecasts. */
package io.foretide.models.comparison;
