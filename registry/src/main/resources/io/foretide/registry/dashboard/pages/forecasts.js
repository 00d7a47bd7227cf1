// What is expected of any product, category or region, how sure that is, and what came instead.
import { get, post } from '../lib/http.js';
import { h, link } from '../lib/dom.js';
import { count, number, percent, span, stepTime } from '../lib/format.js';
import { badge, card, empty, facts, fault, head, tiles, versionLink, when } from '../lib/parts.js';
import { field, pick, select } from '../lib/form.js';
import { paged, table } from '../lib/table.js';
import { explanations } from '../lib/explanations.js';
import { outlook } from '../lib/outlook.js';

const LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
const STOCK = [
  ['on_hand', 'Stock on hand', 'not said'], ['lead_time_days', 'Lead time in days', 'default'], ['service_level', 'Service level', '0.5 to 0.999'],
];

export default async function forecasts(context) {
  const { query, signal } = context;
  const [models, attributes] = await Promise.all([
    get('/models', { limit: 1000 }, signal), get('/forecasts/attributes', {}, signal),
  ]);
  const title = head('Forecasts', 'Pick what you want to know; series that match are summed, with an interval of the sum.');
  const live = models.items.filter((m) => m.champion);
  if (live.length === 0) {
    return [title, empty('Nothing is forecast yet. ', h('a', { href: link(['upload']) }, 'Upload a file'), ' to begin.')];
  }
  const model = query.get('model') ?? live[0].model;
  const known = live.find((m) => m.model === model)?.definition?.levels ?? LEVELS;
  const asked = { model, levels: LEVELS.filter((l) => l >= known[0] - 1e-9 && l <= known.at(-1) + 1e-9) };
  const where = {};
  for (const { name } of attributes) {
    const value = query.get(`by.${name}`);
    if (value) where[name] = value;
  }
  for (const [name] of [...STOCK, ['days']]) {
    if (query.get(name)) asked[name] = Number(query.get(name));
  }
  return [
    title,
    h('div', { class: 'filters', role: 'search' },
      field('Model', select(live.map((m) => m.model), model, (v) => context.with({ model: v }))),
      attributes.map((a) => field(a.name, pick(a, where[a.name] ?? '', (v) => context.with({ [`by.${a.name}`]: v })))),
      field('Days ahead', numeric(query.get('days'), 'all', (v) => context.with({ days: v })))),
    await answered({ ...asked, ...where }, where, context),
    card('Series', await seriesList(model, where, context)),
  ];
}

function numeric(value, placeholder, onChange) {
  return h('input', {
    type: 'number', min: 0, step: 'any', placeholder, set: { value: value ?? '' },
    on: { change: (event) => onChange(event.target.value) },
  });
}

async function answered(asked, where, context) {
  const { again, signal } = context;
  let answer;
  try {
    answer = await post('/forecast', asked, signal);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    if (error.code === 'FT-1908') {
      return empty('Sums are answered by a forecaster, and none runs in this process. Each series is below.');
    }
    // A version that was published this moment is being loaded.
    if (error.code === 'FT-1501') setTimeout(() => signal.aborted || again(), 1500);
    return fault(error);
  }
  const view = await outlook(answer, where, signal);
  return h('div', { class: 'page' },
    h('section', { class: 'card', 'aria-label': 'Forecast' }, view.chart),
    tiles([
      ['Series', count(answer.series_count), answer.series_count === 1 ? answer.series[0] : 'summed'],
      ['Version', versionLink(answer.model, answer.version), answer.kind],
      ['Seen until', stepTime(answer.cutoff), `${span(answer.horizon, answer.step)} ahead`],
      ['Total expected', number(answer.mean.reduce((a, b) => a + b, 0)), answer.target],
      ['Live coverage of 95 %', view.scored ? percent((100 * view.inside) / view.scored) : '–', view.scored ? `${count(view.scored)} steps met their actual` : 'no actual has come yet'],
    ]),
    answer.note ? empty(answer.note) : null,
    answer.advice ? advice(answer.advice, context) : null,
    await explanations(answer.model, answer.version, signal));
}

function advice(given, context) {
  const { query } = context;
  return card('What to order', h('div', { class: 'columns' }, facts([
    ['Order now', h('strong', { class: 'num' }, number(given.order_quantity))],
    ['Reorder point', number(given.reorder_point)],
    ['Safety stock', number(given.safety_stock)],
    ['Lead time', span(given.lead_time_steps, given.step)],
    ['Service level', percent(100 * given.service_level)],
    ['Stock on hand', given.on_hand === undefined ? 'not said: what would be needed in all' : number(given.on_hand)],
  ]), h('div', { class: 'filters' }, STOCK.map(([name, text, range]) =>
    field(text, numeric(query.get(name), range, (v) => context.with({ [name]: v })))))));
}

async function seriesList(model, where, context) {
  const pairs = Object.entries(where).map(([name, value]) => `${name}=${value}`);
  const list = paged((limit, offset) => get('/forecasts', { model, where: pairs, limit, offset }, context.signal),
    (items) => table('Forecast series', [
      { name: 'Series', head: true, cell: (f) => seriesLink(f) },
      { name: 'Attributes', wrap: true, cell: (f) => Object.entries(f.attributes).map(([k, v]) => `${k} ${v}`).join(', ') },
      { name: 'Version', cell: (f) => versionLink(f.model, f.version) },
      { name: 'Alias', cell: (f) => badge(f.alias, f.alias === 'champion' ? 'good' : 'accent') },
      { name: 'Seen until', cell: (f) => stepTime(f.cutoff) },
      { name: 'Made', cell: (f) => when(f.madeAt) },
    ], items, { none: 'No series passes these filters.' }), 20);
  await list.ready;
  return list;
}

function seriesLink(forecast) {
  const by = Object.fromEntries(Object.entries(forecast.attributes).map(([name, value]) => [`by.${name}`, value]));
  return h('a', { href: link(['forecasts'], { model: forecast.model, ...by }) }, forecast.series);
}
