// Models, their versions, and who changed what.
import { address, at, get, post } from '../lib/http.js';
import { h, link, say } from '../lib/dom.js';
import { bytes, count, number, percent, seconds, span, words } from '../lib/format.js';
import { action, badge, card, crumbs, download, empty, facts, head, modelLink, state, tabs, tiles, versionLink, when } from '../lib/parts.js';
import { paged, table } from '../lib/table.js';
import { confirmChange } from '../lib/ask.js';
import { auditList } from '../lib/audit.js';
import { canaryButtons } from '../lib/canary.js';
import { retireOld } from '../lib/cleanup.js';
import { worth, worthColumns } from '../lib/scores.js';

export default async function models(context) {
  const [model, version] = context.parts;
  if (version) return (await import('../lib/version.js')).versionPage(model, Number(version), context);
  return model ? one(model, context) : all(context);
}

async function all({ signal }) {
  const list = paged((limit, offset) => get('/models', { limit, offset }, signal), (items) => table('Models', [
    { name: 'Model', head: true, cell: (m) => modelLink(m.model), sort: (m) => m.model },
    { name: 'Data set', cell: (m) => m.definition?.dataset ?? '–' },
    { name: 'Horizon', num: true, cell: (m) => (m.definition ? span(m.definition.horizon, m.definition.step) : '–') },
    { name: 'Versions', num: true, cell: (m) => count(m.versions), sort: (m) => m.versions },
    { name: 'Champion', cell: (m) => (m.champion ? versionLink(m.model, m.champion.version) : badge('none', 'warn')) },
    { name: 'Kind', cell: (m) => m.champion?.kind ?? '–' },
    { name: 'MASE', num: true, cell: (m) => number(m.champion?.scorecard.metrics.MASE), sort: (m) => m.champion?.scorecard.metrics.MASE },
    { name: 'Floor', num: true, cell: (m) => number(m.champion?.scorecard.baseline.MASE) },
    { name: 'Promotion', cell: (m) => words(m.definition?.promotion) },
  ], items, { none: 'No model yet. The first upload of a data set defines one by itself.' }));
  await list.ready;
  return [head('Models', 'A model is a forecasting task by name. Its versions are immutable; aliases say which one is served.'),
    list, card('Audit log', await auditList({}, signal))];
}

async function one(name, context) {
  const { query, signal } = context;
  const tab = query.get('tab') ?? 'versions';
  const model = await get(at`/models/${name}/overview`, {}, signal);
  const faults = h('div', { class: 'stack' });
  const again = context.soon;
  const actions = [];
  if (model.previousChampion) {
    actions.push(action(`Roll back to ${model.previousChampion}`, async () => {
      const done = await confirmChange('Roll back', `Version ${model.previousChampion} is served again.`, 'Roll back',
        (said) => post(at`/models/${name}/rollback`, said));
      if (done) again();
    }, { place: faults }));
  }
  actions.push(h('a', { class: 'button primary', href: link(['train'], { model: name }) }, 'Train'));
  return [
    h('div', {}, crumbs('Models', link(['models'])), head(name, aim(model.definition), ...actions)),
    faults,
    tiles([
      ['Champion', model.champion ? versionLink(name, model.champion.version, `Version ${model.champion.version}`) : 'none', model.champion?.kind],
      ['Challenger', model.aliases.challenger ? versionLink(name, model.aliases.challenger, `Version ${model.aliases.challenger}`) : 'none', 'runs in shadow'],
      ['Canary', model.aliases.canary ? versionLink(name, model.aliases.canary, `Version ${model.aliases.canary}`) : 'none',
        model.aliases.canary ? `takes ${number(model.canaryShare)} % of the series` : 'takes a share of the series'],
      ...(model.champion ? worth(model.champion.scorecard) : [['MASE', '–']]),
      ['Versions', count(model.versions)],
    ]),
    tabs('Parts', [['versions', 'Versions'], ['audit', 'Audit log'], ['served', 'Served by'], ['policy', 'Policy and clean-up']], tab,
      (key) => link(['models', name], { tab: key })),
    await part(tab, model, context, again, faults),
  ];
}

function aim(definition) {
  return definition ? `Forecasts ${span(definition.horizon, definition.step)} of data set ${definition.dataset}.` : 'Not defined yet.';
}

function part(tab, model, context, again, faults) {
  if (tab === 'audit') return auditList({ model: model.model }, context.signal);
  if (tab === 'served') return served(model);
  if (tab === 'policy') return policy(model, again, faults);
  return versions(model, context, again, faults);
}

async function versions({ model, aliases, canaryShare }, { signal }, again, faults) {
  const list = paged((limit, offset) => get(at`/models/${model}/versions`, { limit, offset }, signal), (items) => h('div', { class: 'stack' },
    h('p', {}, h('a', { href: link(['compare'], { model, versions: items.slice(0, 4).map((v) => v.version).join(',') }) }, 'Compare the newest')),
    table(`Versions of ${model}, newest first`, [
      { name: 'Version', head: true, num: true, cell: (v) => versionLink(model, v.version, v.version), sort: (v) => v.version },
      { name: 'Alias', cell: (v) => h('span', { class: 'row' }, v.aliases.map(state), v.retired ? state('retired') : null) },
      { name: 'Kind', cell: (v) => v.kind, sort: (v) => v.kind },
      { name: 'Published', cell: (v) => when(v.publishedAt), sort: (v) => v.publishedAt },
      ...worthColumns(items),
      { name: 'Coverage', num: true, cell: (v) => percent(v.scorecard.metrics.coverage95), sort: (v) => v.scorecard.metrics.coverage95 },
      { name: 'Trained', num: true, cell: (v) => seconds(v.cost.trainSeconds), sort: (v) => v.cost.trainSeconds },
      { name: 'Size', num: true, cell: (v) => bytes(v.cost.artifactBytes), sort: (v) => v.cost.artifactBytes },
      { name: 'Change', cell: (v) => changes({ model, aliases, canaryShare }, v, again, faults) },
    ], items, { none: 'No version yet.' })), 25);
  await list.ready;
  return list;
}

function changes({ model, aliases, canaryShare }, version, again, place) {
  if (version.retired) return h('span', { class: 'muted' }, 'retired');
  const number = version.version;
  const change = (text, title, detail, path, body, danger = false) => action(text, async () => {
    const done = await confirmChange(title, detail, text, (said) => post(path, { ...body, ...said }), { danger });
    if (!done) return;
    say(`${title}: done`);
    again();
  }, { place, danger });
  return h('div', { class: 'row' },
    aliases.champion === number ? null : change('Promote', `Promote ${model}/${number}`, 'It is served as soon as every forecaster has loaded and checked it.', at`/models/${model}/promote`, { version: number }),
    aliases.champion === number || aliases.challenger === number ? null
      : change('Shadow', `Put ${model}/${number} in shadow`, 'It forecasts beside the champion, to be compared with it.', at`/models/${model}/shadow`, { version: number }),
    canaryButtons(model, number, aliases, canaryShare, again, place),
    version.aliases.length ? null
      : change('Retire', `Retire ${model}/${number}`, 'It is taken out of use for good; nothing is erased.', at`/models/${model}/versions/${number}/retire`, {}, true));
}

function served({ model, deployments }) {
  return table(`Forecasters that serve ${model}`, [
    { name: 'Forecaster', head: true, cell: (d) => d.instance },
    { name: 'Alias', cell: (d) => d.alias },
    { name: 'State', cell: (d) => state(d.state) },
    { name: 'Serves', num: true, cell: (d) => d.serving ?? '–' },
    { name: 'About', num: true, cell: (d) => d.version },
    { name: 'Since', cell: (d) => when(d.since) },
    { name: 'Loaded in', num: true, cell: (d) => (d.loadMillis === null ? '–' : `${d.loadMillis} ms`) },
    { name: 'Reason', wrap: true, cell: (d) => (d.reason ? `${d.code} ${d.reason}` : '–') },
  ], deployments, { none: 'No forecaster has told of it.' });
}

function policy({ model, definition }, again, place) {
  const reset = action('Start a new baseline', async () => {
    const done = await confirmChange('Start a new baseline', 'Runs before now no longer count in tables of performance. Nothing is erased.',
      'Start anew', (said) => post(at`/models/${model}/reset`, said), { danger: true });
    if (done) again();
  }, { place, danger: true });
  return h('div', { class: 'columns' },
    card('Policy', definition ? facts([
      ['Promotion', words(definition.promotion)], ['Trains', definition.kind],
      ['After an upload', definition.retrainOnUpload ? 'retrains' : 'does not retrain'],
      ['On a schedule', definition.retrainEverySeconds ? `every ${seconds(definition.retrainEverySeconds)}` : 'no'],
      ['On drift', definition.driftRatio ? `live MASE over ${number(definition.driftRatio)} times the backtest's` : 'no'],
      ['Cutoffs', count(definition.backtestCutoffs)], ['Levels', definition.levels.join(', ')],
    ]) : empty('Not defined yet.')),
    retireOld(model, again),
    card('Files', h('div', { class: 'row' }, download(address(at`/models/${model}/artifacts.zip`), 'All files as zip'),
      h('a', { class: 'button', href: link(['artifacts'], { model }) }, 'Clean up files'))),
    card('Baseline', h('div', { class: 'stack' },
      h('p', { class: 'muted' }, 'Tables of performance count runs since the last one.'), h('div', { class: 'row' }, reset))));
}
