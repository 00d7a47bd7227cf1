// Versions side by side, and which kind suits what.
import { at, get } from '../lib/http.js';
import { h, link } from '../lib/dom.js';
import { bytes, millis, seconds } from '../lib/format.js';
import { badge, card, empty, head, notice, tabs, versionLink } from '../lib/parts.js';
import { check, field, select } from '../lib/form.js';
import { isEnd, score } from '../lib/scores.js';
import { scatter } from '../lib/scatter.js';
import { table } from '../lib/table.js';

/** The slowest forecaster counts. */
const slowest = (all) => (all.length ? Math.max(...all) : NaN);

const COSTS = {
  latency: ['Latency', (v) => slowest(v.cost.forecastMillis), millis, 'one forecast, in milliseconds'],
  load: ['Load and warm up', (v) => slowest(v.cost.loadMillis), millis, 'in milliseconds'],
  train: ['Training time', (v) => v.cost.trainSeconds, seconds, 'in all'],
  size: ['Size', (v) => v.cost.artifactBytes, bytes, 'of all files'],
};

export default async function compare(context) {
  const tab = context.query.get('tab') ?? 'versions';
  return [
    head('Compare', 'Versions side by side, on the same cutoffs where they share them; and which kind suits what.'),
    tabs('Views', [['versions', 'Versions'], ['suitability', 'Suitability of kinds']], tab, (key) => link(['compare'], { tab: key })),
    tab === 'suitability' ? await suitability(context) : await versions(context),
  ];
}

async function versions(context) {
  const { query, signal } = context;
  const models = await get('/models', { limit: 1000 }, signal);
  const name = query.get('model') ?? models.items[0]?.model;
  if (!name) return empty('There is nothing to compare yet.');
  const { items } = await get(at`/models/${name}/versions`, { limit: 200 }, signal);
  const asked = (query.get('versions') ?? items.slice(0, 4).map((v) => v.version).join(',')).split(',').map(Number).filter(Boolean);
  const cost = COSTS[query.get('cost')] ? query.get('cost') : 'latency';
  const toggle = (number_, on) => context.with({
    model: name, versions: (on ? [...asked, number_] : asked.filter((v) => v !== number_)).join(',') || '0',
  });
  const chosen = items.filter((v) => asked.includes(v.version));
  return h('div', { class: 'stack' },
    h('div', { class: 'filters' },
      field('Model', select(models.items.map((m) => m.model), name, (model) => context.with({ model, versions: '' }))),
      field('Cost in the picture', select(Object.entries(COSTS).map(([key, [text]]) => [key, text]), cost, (key) => context.with({ cost: key })))),
    h('fieldset', {}, h('legend', {}, 'Versions; the first one ticked is what the others are tested against'),
      h('div', { class: 'row' }, items.slice(0, 40).map((v) =>
        check(`${v.version} ${v.kind}`, asked.includes(v.version), (on) => toggle(v.version, on))))),
    chosen.length ? await sideBySide(name, asked, cost, signal) : empty('Tick the versions to compare.'));
}

async function sideBySide(model, asked, cost, signal) {
  const found = await get(at`/models/${model}/compare`, { versions: asked.join(',') }, signal);
  const numbers = found.versions.map((v) => String(v.version));
  const metricsOf = Object.fromEntries(found.versions.map((v) => [String(v.version), v.scorecard.metrics]));
  const heads = (cell) => numbers.map((v) => ({ name: `${model}/${v}`, num: true, cell: (row) => cell(row, v) }));
  const [costName, costOf, costText, costUnit] = COSTS[cost];
  const unmeasured = found.versions.filter((v) => !Number.isFinite(costOf(v))).map((v) => v.version);
  return [
    found.tests.map((test) => notice(test.pValue <= 0.05 ? (test.meanDifference < 0 ? 'good' : 'warn') : '', test.conclusion)),
    found.sameData ? null : notice('warn', 'They did not learn from the same data, so part of any difference may come from there.'),
    h('div', { class: 'columns' },
      card('Scores', table('Scores by version', [
        { name: 'Score', head: true, cell: (row) => row.metric },
        { name: 'Better', cell: (row) => betterText(row.better) },
        ...heads((row, v) => h('span', { class: String(row.best) === v ? 'best' : null }, score(metricsOf[v], row.metric))),
      ], found.metrics.filter((row) => !isEnd(row.metric)))),
      card('Accuracy against cost', scatter('MASE against cost', found.versions.map((v, i) => ({
        name: `${v.version} ${v.kind}`, x: costOf(v), y: v.scorecard.metrics.MASE, color: i % 6, href: link(['models', model, String(v.version)]),
      })), `${costName}, ${costUnit}; less is better`, 'MASE; less is better', costText),
      unmeasured.length ? h('p', { class: 'small muted' },
        `Not measured, so not drawn: ${unmeasured.map((v) => `${model}/${v}`).join(', ')}. It is measured when a forecaster loads a version.`) : null)),
    card('Cost and origin', table('Cost by version', [
      { name: 'Version', head: true, cell: (v) => versionLink(model, v.version) },
      { name: 'Kind', cell: (v) => v.kind },
      ...Object.values(COSTS).map(([name, of, text]) => ({
        name, num: true, cell: (v) => (Number.isFinite(of(v)) ? text(of(v)) : h('span', { class: 'muted' }, 'not measured')),
      })),
      { name: 'Windows', num: true, cell: (v) => v.scorecard.windows },
    ], found.versions)),
    card('Settings that differ', table('Settings that differ', [
      { name: 'Setting', head: true, cell: (row) => h('code', {}, row.setting) },
      ...heads((row, v) => row.values[v] ?? '–'),
    ], found.settings, { none: 'They chose the same settings.' })),
  ];
}

function betterText(better) {
  return { lower: 'lower', higher: 'higher', zero: 'near 0', neither: '–' }[better] ?? `near ${better} %`;
}

async function suitability({ signal }) {
  const [useCases, kinds] = await Promise.all([get('/models/use-cases', {}, signal), get('/models/list', { limit: 500 }, signal)]);
  return h('div', { class: 'stack' },
    h('p', { class: 'muted' }, 'Ranks of the recommendation; 1 is the first to try. Empty where the card of a kind does not speak of it; kinds that no use case asks for are in the catalogue.'),
    table('Suitability: kinds by use case', [
      { name: 'Kind', head: true, cell: (k) => h('a', { href: link(['catalogue', k.id]) }, k.name), sort: (k) => k.name },
      ...useCases.map((use) => ({
        name: use.name, num: true, cell: (k) => rank(use.kinds.indexOf(k.id)),
        sort: (k) => (use.kinds.includes(k.id) ? use.kinds.indexOf(k.id) : 999),
      })),
    ], kinds.items.filter((k) => useCases.some((u) => u.kinds.includes(k.id))), { matrix: true }));
}

function rank(index) {
  if (index < 0) return '';
  return badge(index + 1, index < 3 ? 'good' : index < 8 ? 'accent' : '');
}
