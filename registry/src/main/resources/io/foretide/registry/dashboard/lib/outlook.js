// A forecast as a picture: what was, what is expected within which bands, and what came instead.
import { at, deep, get, orElse } from './http.js';
import { lineChart } from './chart.js';

const MOST_SERIES = 24;
const HISTORY = 120;
const BANDS = [['95 %', 0.025, 0.975], ['80 %', 0.1, 0.9], ['50 %', 0.25, 0.75]];

const millis = (instant) => new Date(instant).getTime();

/**
 * @param answer of POST /forecast
 * @param where the filters that were asked for, one value each
 * @returns {Promise<{chart: Element, scored: number, inside: number}>}
 */
export async function outlook(answer, where, signal) {
  const whole = answer.series_count <= Math.min(MOST_SERIES, answer.series.length);
  const history = await past(answer, where, signal);
  const views = whole
    ? await Promise.all(answer.series.map((series) => orElse(get(deep('/forecasts/', series), {}, signal), null)))
    : [];
  const scores = views.filter(Boolean).flatMap((view) => view.scores)
    .filter((s) => s.model === answer.model && s.alias === 'champion');
  const single = views.length === 1 ? views[0] : null;
  return {
    chart: chart(answer, history, single),
    scored: scores.reduce((sum, s) => sum + s.scored, 0),
    inside: scores.reduce((sum, s) => sum + Math.round((s.scored * (s.coverage95 ?? 0)) / 100), 0),
  };
}

/** What was observed of late of the series that are asked for; nothing where no forecaster tells. */
async function past(answer, where, signal) {
  const asked = { steps: HISTORY, ...where };
  const found = await orElse(get(at`/observations/${answer.model}`, asked, signal), null);
  return found && found.series === answer.series_count
    ? found.times.map((time, i) => [millis(time), found.values[i]])
    : [];
}

function chart(answer, history, single) {
  const times = answer.times.map(millis);
  const row = (level) => answer.quantiles?.[answer.levels.findIndex((l) => Math.abs(l - level) < 1e-9)];
  const bands = BANDS.filter(([, low, high]) => row(low) && row(high)).map(([name, low, high]) => ({
    name: `${name} interval`, color: 0, points: times.map((t, i) => [t, row(low)[i], row(high)[i]]),
  }));
  const lines = [];
  if (history.length) lines.push({ name: 'observed', color: 5, points: history });
  lines.push({ name: 'expected', color: 0, points: times.map((t, i) => [t, answer.mean[i]]) });
  lines.push(...shadows(single, answer.model));
  const scored = single?.scores.find((s) => s.model === answer.model && s.alias === 'champion')?.recent ?? [];
  if (scored.length) lines.push(...metActuals(scored));
  const what = answer.series_count === 1 ? answer.series[0] : `${answer.series_count} series`;
  return lineChart(`${answer.target} of ${what}`,
    `Expected ${answer.target} for ${answer.horizon} steps from ${answer.times[0]}, with intervals of 50, 80 and 95 percent.`,
    lines, bands, { time: true, height: 340, marks: [{ x: millis(answer.cutoff), text: 'seen until here' }] });
}

/** What a challenger forecasts in shadow. */
function shadows(single, model) {
  return (single?.forecasts ?? []).filter((f) => f.model === model && f.alias !== 'champion').map((f) => ({
    name: `${f.alias} ${f.version}`, color: 2, dashed: true, points: f.times.map((t, i) => [millis(t), f.mean[i]]),
  }));
}

/** Actuals that met a forecast, the latest forecast of each instant; hollow where outside of 95 %. */
function metActuals(scored) {
  const latest = new Map();
  for (const one of scored) {
    const known = latest.get(one.time);
    if (!known || one.stepAhead < known.stepAhead) latest.set(one.time, one);
  }
  const all = [...latest.values()].sort((a, b) => millis(a.time) - millis(b.time));
  return [
    { name: 'was expected', color: 0, dashed: true, points: all.map((s) => [millis(s.time), s.mean]) },
    {
      name: 'came (hollow: outside of 95 %)', color: 1, dots: 'only',
      outside: new Set(all.filter((s) => !s.inside).map((s) => millis(s.time))),
      points: all.map((s) => [millis(s.time), s.actual]),
    },
  ];
}
