// Training records: a table, curves of several over each other, and one in full.
import { address, at, get } from '../lib/http.js';
import { h, link, replace } from '../lib/dom.js';
import { count, number, percent, seconds, time, words } from '../lib/format.js';
import { badge, card, cardWith, crumbs, download, empty, facts, fault, head, runLink, state, tabs, tiles, versionLink, when } from '../lib/parts.js';
import { check, field, select } from '../lib/form.js';
import { paged, table } from '../lib/table.js';
import { lossCurves } from '../lib/curves.js';
import { watchRun } from '../lib/watch.js';

const STATUSES = ['QUEUED', 'RUNNING', 'FINISHED', 'FAILED', 'CANCELLED'];

export default async function runs(context) {
  return context.parts[0] ? one(context.parts[0], context) : all(context);
}

async function all(context) {
  const { query, signal } = context;
  const tab = query.get('tab') ?? 'runs';
  const filter = Object.fromEntries(['model', 'kind', 'status', 'before_reset'].map((k) => [k, query.get(k)]));
  const [models, kinds] = await Promise.all([get('/models', { limit: 1000 }, signal), get('/models/list', { limit: 500 }, signal)]);
  return [
    head('Runs', 'Every training, with what came of it.',
      download(address('/runs/export', { ...filter, format: 'csv' }), 'CSV'),
      download(address('/runs/export', { ...filter, format: 'json' }), 'JSON')),
    tabs('Views', [['runs', 'Runs'], ['kinds', 'By kind']], tab, (key) => link(['runs'], { ...filter, tab: key })),
    h('div', { class: 'filters' },
      field('Model', select([['', 'All'], ...models.items.map((m) => m.model)], filter.model ?? '', (v) => context.with({ model: v }))),
      field('Kind', select([['', 'All'], ...kinds.items.map((k) => [k.id, k.name])], filter.kind ?? '', (v) => context.with({ kind: v }))),
      tab === 'runs' ? field('Status', select([['', 'All'], ...STATUSES.map((s) => [s, words(s)])], filter.status ?? '', (v) => context.with({ status: v }))) : null,
      check('Those before a reset too', filter.before_reset === 'true', (on) => context.with({ before_reset: on ? 'true' : '' }))),
    tab === 'kinds' ? byKind(await get('/runs/kinds', filter, signal)) : await records(context, filter),
  ];
}

async function records(context, filter) {
  const chosen = new Set();
  const curves = h('div', {}, empty('Tick runs to lay their loss curves over each other.'));
  const redraw = async () => {
    try {
      replace(curves, await lossCurves([...chosen], context.signal));
    } catch (error) {
      if (error.name !== 'AbortError') replace(curves, fault(error));
    }
  };
  const list = paged((limit, offset) => get('/runs', { ...filter, limit, offset }, context.signal), (items) => table('Runs, newest first', [
    { name: 'Curve', cell: (r) => tick(r, chosen, redraw) },
    { name: 'Run', head: true, cell: (r) => runLink(r.run) },
    { name: 'Model', cell: (r) => r.model, sort: (r) => r.model },
    { name: 'Kind', cell: (r) => r.kind ?? '–', sort: (r) => r.kind },
    { name: 'Status', cell: (r) => state(r.status), sort: (r) => r.status },
    { name: 'Done', num: true, cell: (r) => `${Math.round(r.percent)} %`, sort: (r) => r.percent },
    { name: 'Started', cell: (r) => when(r.startedAt ?? r.requestedAt), sort: (r) => r.startedAt },
    { name: 'Took', num: true, cell: (r) => seconds(r.seconds), sort: (r) => r.seconds },
    { name: 'MASE', num: true, cell: (r) => number(r.metrics.MASE), sort: (r) => r.metrics.MASE },
    { name: 'Floor', num: true, cell: (r) => number(r.baseline.MASE), sort: (r) => r.baseline.MASE },
    { name: 'Coverage', num: true, cell: (r) => percent(r.metrics.coverage95), sort: (r) => r.metrics.coverage95 },
    { name: 'Version', cell: (r) => (r.version ? versionLink(r.model, r.version) : r.search ? badge('trial') : '–') },
  ], items, { none: 'No run passes these filters.' }));
  await list.ready;
  return [list, card('Loss curves', curves)];
}

function tick(run, chosen, redraw) {
  const box = h('input', { type: 'checkbox', 'aria-label': `Curve of ${run.run}`, set: { checked: chosen.has(run.run) } });
  box.addEventListener('change', () => {
    if (box.checked) chosen.add(run.run);
    else chosen.delete(run.run);
    redraw();
  });
  return box;
}

function byKind(performances) {
  return table('Kinds, by what their runs showed', [
    { name: 'Kind', head: true, cell: (p) => h('a', { href: link(['catalogue', p.kind]) }, p.name), sort: (p) => p.name },
    { name: 'Family', cell: (p) => words(p.category), sort: (p) => p.category },
    { name: 'Status', cell: (p) => state(p.status), sort: (p) => p.status },
    { name: 'Runs', num: true, cell: (p) => count(p.runs), sort: (p) => p.runs },
    { name: 'Failed', num: true, cell: (p) => count(p.failed), sort: (p) => p.failed },
    { name: 'Best MASE', num: true, cell: (p) => number(p.best.MASE), sort: (p) => p.best.MASE },
    { name: 'Floor', num: true, cell: (p) => number(p.baseline.MASE), sort: (p) => p.baseline.MASE },
    { name: 'Median MASE', num: true, cell: (p) => number(p.median.MASE), sort: (p) => p.median.MASE },
    { name: 'Median time', num: true, cell: (p) => seconds(p.seconds), sort: (p) => p.seconds },
    { name: 'Best run', cell: (p) => (p.bestRun ? runLink(p.bestRun) : '–') },
  ], performances);
}

async function one(id, { signal }) {
  const run = await get(at`/runs/${id}`, {}, signal);
  const under = !run.endedAt;
  return [
    h('div', {}, crumbs('Runs', link(['runs'])), head(id, `${run.kind ?? 'The model’s own kind'} for model ${run.model}`,
      h('a', { class: 'button', href: link(['train'], { model: run.model, kind: run.kind }) }, 'Train again'))),
    under ? card('Under way', watchRun(id, { signal })) : tiles([
      ['Outcome', state(run.status), run.code ? `${run.code} ${run.message}` : run.message],
      ['Version', run.version ? versionLink(run.model, run.version) : '–'],
      ['MASE', number(run.metrics.MASE), run.baseline.MASE !== undefined ? `naive floor ${number(run.baseline.MASE)}` : null],
      ['Coverage of 95 %', percent(run.metrics.coverage95)],
      ['Took', seconds(run.seconds)],
    ]),
    cardWith('Loss', null, await lossCurves([id], signal)),
    h('div', { class: 'columns' }, asked(run), learned(run)),
    card('Scores', table('Scores beside the naive floor', [
      { name: 'Score', head: true, cell: ([name]) => name },
      { name: 'Run', num: true, cell: ([, value]) => number(value) },
      { name: 'Naive floor', num: true, cell: ([name]) => number(run.baseline[name]) },
    ], Object.entries(run.metrics), { none: 'No scores so far.' })),
  ];
}

function asked(run) {
  return card('What was asked for', facts([
    ['Why', `${words(run.trigger)}${run.cause ? `: ${run.cause}` : ''}`], ['By', run.requestedBy],
    ['Asked', time(run.requestedAt)], ['Started', time(run.startedAt)], ['Ended', time(run.endedAt)],
    ['Seed', run.seed], ['Search', run.search],
    ['Scope', Object.entries(run.scope).map(([k, v]) => `${k}=${v}`).join(', ') || 'the model’s own'],
    ['Settings', Object.entries(run.settings).map(([k, v]) => `${k}=${v}`).join(', ') || 'defaults'],
  ]));
}

function learned({ data }) {
  return card('What it learned from', data ? facts([
    ['Data set', data.dataset], ['Digest', h('code', {}, data.digest)], ['Series', count(data.series)],
    ['Observations', count(data.observations)], ['From', time(data.firstTime)], ['To', time(data.cutoff)],
    ['Horizon', `${count(data.horizon)} steps`], ['Windows of the backtest', count(data.windows)],
  ]) : empty('Known as soon as there is a version.'));
}
