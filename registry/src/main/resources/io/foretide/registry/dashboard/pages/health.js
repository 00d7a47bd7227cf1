// How the services are, what they count, and rows that were not taken.
import { ApiError, address, get, getText } from '../lib/http.js';
import { h, link, replace } from '../lib/dom.js';
import { bytes, count, number, words } from '../lib/format.js';
import { badge, card, head, notice, state, tiles, when } from '../lib/parts.js';
import { table } from '../lib/table.js';
import { behind } from '../lib/lag.js';
import { labelled, parseMetrics } from '../lib/metrics.js';
import { redrive } from '../lib/redrive.js';

export default async function health(context) {
  const { query, signal } = context;
  const place = h('div', { class: 'page' });
  const load = async () => {
    const [ready, metrics, deployed, runs, topics] = await Promise.all([
      readiness(signal), getText('/metrics', {}, signal).then(parseMetrics), get('/models/deployed', { limit: 500 }, signal),
      get('/runs', { limit: 1 }, signal), get('/topics', {}, signal),
    ]);
    replace(place, shown(ready, metrics, deployed.items, runs.total, topics));
  };
  await load();
  context.every(5000, () => place.contains(document.activeElement) || load());
  const uploads = await get('/uploads', { limit: 200 }, signal);
  const faulty = uploads.items.filter((u) => u.rejected > 0);
  const chosen = query.get('upload');
  const title = head('Health', 'How the services are, what they have done, and what they could not take.');
  const list = card('Rejected rows', rejects(faulty, chosen));
  if (!chosen) return [title, place, list];
  const form = await redrive(chosen, signal);
  requestAnimationFrame(() => form.querySelector('input')?.focus());
  return [title, form, list, place];
}

/** The answer says more than its status: 503 names who is not ready. */
async function readiness(signal) {
  const response = await fetch(address('/ready'), { signal }).catch(() => null);
  if (!response) throw new ApiError(0, 'no answer', 'the registry cannot be reached; it may be starting, or stopped');
  return response.json();
}

function shown(ready, metrics, deployed, runs, topics) {
  const sum = (name) => labelled(metrics, name).reduce((total, one) => total + one.value, 0);
  const refused = deployed.filter((d) => d.state === 'REFUSED');
  return [
    ready.status === 'up' ? null : notice('bad', 'Not every service does its work right now.'),
    tiles([
      ['Rows merged', count(sum('foretide_ingest_rows_total'))],
      ['Uploads', count(sum('foretide_ingest_uploads_total'))],
      ['Forecasts published', count(sum('foretide_forecaster_forecasts_published_total'))],
      ['Runs', count(runs)],
      ['Records behind', count(behind(topics)), 'over all readers of all topics'],
      ['Memory in use', bytes(sum('jvm_memory_used_bytes') || undefined)],
    ]),
    h('div', { class: 'columns' },
      card('Services of this process', table('Services', [
        { name: 'Service', head: true, cell: ([name]) => name },
        { name: 'State', cell: ([, s]) => (s.ready ? badge('ready', 'good') : s.live ? badge('starting', 'warn') : badge('down', 'bad')) },
        { name: 'Detail', wrap: true, cell: ([, s]) => s.detail },
      ], Object.entries(ready.services))),
      card('Forecasters', deployments(deployed, refused))),
    card('Topics', topicTable(topics)),
    card('What is counted', h('details', {}, h('summary', {}, 'Counters and gauges of Foretide'), table('Metrics', [
      { name: 'Metric', head: true, cell: (m) => h('code', {}, m.name), sort: (m) => m.name },
      { name: 'Of', wrap: true, cell: (m) => Object.entries(m.labels).map(([k, v]) => `${k} ${v}`).join(', ') },
      { name: 'Value', num: true, cell: (m) => number(m.value), sort: (m) => m.value },
    ], metrics.filter((m) => m.name.startsWith('foretide_') && !m.name.endsWith('_bucket'))))),
  ];
}

function deployments(all, refused) {
  return h('div', { class: 'stack' },
    refused.map((d) => notice('bad', h('code', {}, d.code ?? ''), ` ${d.instance} refused ${d.model}/${d.version}: ${d.reason ?? ''}`)),
    table('Forecasters', [
      { name: 'Forecaster', head: true, cell: (d) => d.instance },
      { name: 'Model', cell: (d) => h('a', { href: link(['models', d.model]) }, d.model) },
      { name: 'Alias', cell: (d) => d.alias },
      { name: 'State', cell: (d) => state(d.state) },
      { name: 'Since', cell: (d) => when(d.since) },
    ], all, { none: 'No forecaster has told of itself.' }));
}

function topicTable(topics) {
  return table('Topics', [
    { name: 'Topic', head: true, cell: (t) => t.topic, sort: (t) => t.topic },
    { name: 'What flows on it', wrap: true, cell: (t) => t.purpose },
    { name: 'Partitions', num: true, cell: (t) => t.partitions, sort: (t) => t.partitions },
    { name: 'Records', num: true, cell: (t) => count(t.records), sort: (t) => t.records },
    { name: 'Kept', cell: (t) => kept(t) },
    { name: 'Readers', cell: (t) => t.readers.map((r) => h('div', { class: 'nowrap' }, r.group)) },
    { name: 'Behind', num: true, cell: (t) => t.readers.map((r) => h('div', {}, r.behind ? badge(count(r.behind), 'warn') : '0')) },
  ], topics);
}

function kept(topic) {
  const long = topic.retentionSeconds === undefined ? null : `${count(topic.retentionSeconds / 86_400)} days`;
  return topic.compacted ? `newest of each key${long ? `, ${long}` : ''}` : long ?? 'for ever';
}

function rejects(uploads, chosen) {
  return table('Uploads with rejected rows', [
    { name: 'File', head: true, cell: (u) => h('a', { href: link(['upload', u.upload]) }, u.file) },
    { name: 'When', cell: (u) => when(u.finishedAt) },
    { name: 'Rejected', num: true, cell: (u) => count(u.rejected) },
    { name: 'Outcome', cell: (u) => words(u.status) },
    { name: 'Redrive', cell: (u) => h('a', {
      href: link(['health'], { upload: u.upload }), 'aria-current': u.upload === chosen ? 'true' : null,
    }, 'Correct and send again') },
  ], uploads, { none: 'Every row of the last 200 uploads was taken.' });
}
