// What is live, how fresh it is, and what happened last.
import { get, orElse } from '../lib/http.js';
import { h, link, replace } from '../lib/dom.js';
import { count, number, percent, stepTime, words } from '../lib/format.js';
import { badge, bar, cardWith, empty, head, modelLink, notice, runLink, state, tiles, versionLink, when } from '../lib/parts.js';
import { behind } from '../lib/lag.js';
import { glance } from '../lib/glance.js';
import { table } from '../lib/table.js';

export default async function overview(context) {
  const place = h('div', { class: 'page' });
  const load = async () => {
    const [models, uploads, runs, running, ready, live, topics] = await Promise.all([
      get('/models', { limit: 200 }, context.signal),
      get('/uploads', { limit: 6 }, context.signal),
      get('/runs', { limit: 6 }, context.signal),
      get('/runs', { status: 'RUNNING', limit: 1 }, context.signal),
      orElse(get('/ready', {}, context.signal), null),
      get('/forecasts/coverage', {}, context.signal),
      orElse(get('/topics', {}, context.signal), null),
    ]);
    const coverage = new Map(live.filter((c) => c.alias === 'champion').map((c) => [c.model, c]));
    replace(place, shown(models, uploads, runs, running.total, ready, coverage, topics));
  };
  await load();
  context.every(4000, () => place.contains(document.activeElement) || load());
  return [
    head('Overview', 'What is live now, how fresh it is, and what happened last.',
      h('a', { class: 'button primary', href: link(['upload']) }, 'Upload a file')),
    place,
    glance(context.signal),
  ];
}

function shown(models, uploads, runs, running, ready, coverage, topics) {
  const serving = models.items.filter((m) => m.deployments.some((d) => d.state === 'SERVING')).length;
  const down = ready ? Object.entries(ready.services).filter(([, s]) => !s.ready) : null;
  const known = [...coverage.values()].filter((c) => c.scored > 0);
  const scored = known.reduce((sum, c) => sum + c.scored, 0);
  const inside = known.reduce((sum, c) => sum + c.inside, 0);
  return [
    ready === null || down.length ? notice('warn', ready === null
      ? 'Not every service is ready. ' : down.map(([name, s]) => `${name}: ${s.detail}. `),
    h('a', { href: link(['health']) }, 'See health')) : null,
    tiles([
      ['Models served', `${serving} of ${models.total}`, 'with a version that answers now'],
      ['Newest upload', uploads.items[0] ? when(uploads.items[0].finishedAt) : '–', uploads.items[0]?.file],
      ['Runs under way', count(running), `${count(runs.total)} so far`],
      ['Records behind', topics ? count(behind(topics)) : '–', h('a', { href: link(['health']) }, 'over all topics')],
      ['Live coverage', scored ? percent((100 * inside) / scored) : '–',
        scored ? `of the 95 % interval, ${count(scored)} scored steps` : 'no forecast has met its actual yet'],
    ]),
    cardWith('Models', h('a', { href: link(['models']) }, 'All versions'), modelTable(models.items, coverage)),
    h('div', { class: 'columns' },
      cardWith('Last uploads', h('a', { href: link(['upload']) }, 'Upload'), uploadTable(uploads.items)),
      cardWith('Last runs', h('a', { href: link(['runs']) }, 'All runs'), runTable(runs.items))),
  ];
}

function modelTable(models, coverage) {
  if (models.length === 0) {
    return empty('No model yet. The first upload of a data set defines one by itself: ',
      h('a', { href: link(['upload']) }, 'upload a file'), '.');
  }
  return table('Models', [
    { name: 'Model', head: true, cell: (m) => modelLink(m.model), sort: (m) => m.model },
    { name: 'Serves', cell: (m) => served(m) },
    { name: 'Kind', cell: (m) => m.champion?.kind ?? m.definition?.kind ?? '–' },
    { name: 'Published', cell: (m) => when(m.champion?.publishedAt) },
    { name: 'MASE', num: true, cell: (m) => number(m.champion?.scorecard.metrics.MASE) },
    { name: 'Naive floor', num: true, cell: (m) => number(m.champion?.scorecard.baseline.MASE) },
    { name: 'Backtest coverage', num: true, cell: (m) => percent(m.champion?.scorecard.metrics.coverage95) },
    { name: 'Live coverage', num: true, cell: (m) => live(coverage.get(m.model)) },
    { name: 'Data until', cell: (m) => (coverage.get(m.model)?.cutoff ? stepTime(coverage.get(m.model).cutoff) : '–') },
  ], models);
}

function live(coverage) {
  return coverage?.scored ? percent(coverage.coverage95) : '–';
}

/** What answers now, what is tried on a share of the series, and what only forecasts beside them. */
const PARTS = [
  ['champion', () => null],
  ['canary', ({ canaryShare }) => (canaryShare === undefined ? null : `${number(canaryShare)} %`)],
  ['challenger', () => 'in shadow'],
];

function served(model) {
  const answering = model.deployments.filter((d) => d.serving !== null);
  const refused = model.deployments.filter((d) => d.state === 'REFUSED');
  const lines = PARTS.flatMap(([alias, remark]) =>
    [...new Set(answering.filter((d) => d.alias === alias).map((d) => d.serving))].map((version) =>
      h('span', { class: 'row nowrap' }, versionLink(model.model, version), state(alias),
        h('span', { class: 'small muted' }, remark(model)))));
  return h('span', { class: 'served' },
    lines.length ? lines : badge('nothing yet', 'warn'),
    refused.length ? badge(`${refused.length} refused`, 'bad') : null);
}

function uploadTable(uploads) {
  return table('Last uploads', [
    { name: 'File', head: true, cell: (u) => h('a', { href: link(['upload', u.upload]) }, u.file) },
    { name: 'When', cell: (u) => when(u.finishedAt) },
    { name: 'Rows', num: true, cell: (u) => count(u.rows) },
    { name: 'Rejected', num: true, cell: (u) => (u.rejected ? badge(count(u.rejected), 'warn') : '0') },
    { name: 'Outcome', cell: (u) => state(u.status) },
  ], uploads, { none: 'No file so far.' });
}

function runTable(runs) {
  return table('Last runs', [
    { name: 'Run', head: true, cell: (r) => runLink(r.run) },
    { name: 'Kind', cell: (r) => r.kind ?? '–' },
    { name: 'Why', cell: (r) => words(r.trigger) },
    { name: 'How it is', cell: (r) => (r.status === 'RUNNING' ? bar(`Progress of ${r.run}`, r.percent / 100) : state(r.status)) },
    { name: 'MASE', num: true, cell: (r) => number(r.metrics.MASE) },
  ], runs, { none: 'Nothing was trained so far.' });
}
