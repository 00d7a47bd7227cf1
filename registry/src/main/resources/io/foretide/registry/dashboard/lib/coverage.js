// How often the actuals of late lay within the interval that had been forecast.
import { deep, get } from './http.js';

const SERIES = 24;

/**
 * Of a model's first series, which the registry keeps scores of one by one.
 * @returns {Promise<{scored: number, inside: number, cutoff: string | null, series: number}>}
 */
export async function liveCoverage(model, signal) {
  const { items } = await get('/forecasts', { model, alias: 'champion', limit: SERIES }, signal);
  const series = [...new Set(items.map((forecast) => forecast.series))];
  const views = await Promise.all(series.map((one) => get(deep('/forecasts/', one), {}, signal)));
  const scores = views.flatMap((view) => view.scores).filter((s) => s.model === model && s.alias === 'champion');
  return {
    scored: scores.reduce((sum, s) => sum + s.scored, 0),
    inside: scores.reduce((sum, s) => sum + Math.round((s.scored * (s.coverage95 ?? 0)) / 100), 0),
    cutoff: items.map((forecast) => forecast.cutoff).sort().at(-1) ?? null,
    series: series.length,
  };
}
