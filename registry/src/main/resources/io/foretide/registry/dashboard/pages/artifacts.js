// The files of versions: what they are, how large, and what is inside.
import { address, at, deep, get, orElse } from '../lib/http.js';
import { h, link } from '../lib/dom.js';
import { bytes, count } from '../lib/format.js';
import { card, crumbs, download, empty, fault, head, state, tiles, versionLink } from '../lib/parts.js';
import { field, searchBox, select } from '../lib/form.js';
import { paged, table } from '../lib/table.js';
import { architecture } from '../lib/architecture.js';
import { deleteFiles } from '../lib/cleanup.js';
import { schedulerChart } from '../lib/scheduler.js';

export default async function artifacts(context) {
  const [model, version] = context.parts;
  return version ? one(model, Number(version), context) : all(context);
}

async function all(context) {
  const { query, signal } = context;
  const filter = Object.fromEntries(['model', 'kind', 'search'].map((k) => [k, query.get(k)]));
  const [summary, models] = await Promise.all([get('/artifacts/summary', {}, signal), get('/models', { limit: 1000 }, signal)]);
  const list = paged((limit, offset) => get('/artifacts', { ...filter, limit, offset }, signal), (items) => table('Files of versions', [
    { name: 'File', head: true, cell: (f) => h('a', { href: link(['artifacts', f.model, String(f.version)], { file: f.name }) }, f.name), sort: (f) => f.name },
    { name: 'Version', cell: (f) => versionLink(f.model, f.version) },
    { name: 'Kind', cell: (f) => f.kind, sort: (f) => f.kind },
    { name: 'Size', num: true, cell: (f) => bytes(f.bytes), sort: (f) => f.bytes },
    { name: 'SHA-256', cell: (f) => h('code', { title: f.sha256 }, `${f.sha256.slice(0, 12)}…`) },
    { name: 'Take', cell: (f) => h('a', { href: fileAddress(f), download: '' }, 'Download') },
  ], items, { none: 'No file passes these filters.' }));
  await list.ready;
  return [
    head('Artifacts', 'Every file of every version, by its digest. The same content is stored once.'),
    tiles([
      ['Files', count(summary.files), bytes(summary.bytes)],
      ['Stored', count(summary.stored), bytes(summary.storedBytes)],
      ['Only of retired versions', bytes(summary.onlyRetiredBytes)],
    ]),
    h('div', { class: 'filters', role: 'search' },
      field('Model', select([['', 'All'], ...models.items.map((m) => m.model)], filter.model ?? '', (v) => context.with({ model: v }))),
      field('Kind', select([['', 'All'], ...summary.families.map((f) => f.kind)], filter.kind ?? '', (v) => context.with({ kind: v }))),
      field('File name', searchBox(filter.search, (v) => context.with({ search: v }))),
      filter.model ? download(address(at`/models/${filter.model}/artifacts.zip`), `All of ${filter.model} as zip`) : null),
    list,
    card('By kind', table('Files by kind', [
      { name: 'Kind', head: true, cell: (f) => f.kind, sort: (f) => f.kind },
      { name: 'Versions', num: true, cell: (f) => count(f.versions), sort: (f) => f.versions },
      { name: 'Files', num: true, cell: (f) => count(f.files), sort: (f) => f.files },
      { name: 'Size', num: true, cell: (f) => bytes(f.bytes), sort: (f) => f.bytes },
    ], summary.families)),
    deleteFiles(context.soon),
  ];
}

function fileAddress(file) {
  return address(deep(at`/models/${file.model}/versions/${file.version}/artifacts/`, file.name));
}

async function one(model, version, { query, signal }) {
  const files = await get(at`/models/${model}/versions/${version}/artifacts`, {}, signal);
  const outline = await get(at`/models/${model}/versions/${version}/summary`, {}, signal).catch((error) => error);
  const json = files.filter((f) => f.name.endsWith('.json'));
  const shown = files.find((f) => f.name === query.get('file')) ?? json[0];
  return [
    h('div', {}, crumbs('Artifacts', link(['artifacts'])),
      head(`Files of ${model}/${version}`, files[0]?.kind,
        h('a', { class: 'button', href: link(['models', model, String(version)]) }, 'The version'),
        download(address(at`/models/${model}/versions/${version}/artifacts.zip`), 'All as zip'))),
    files.some((f) => f.retired) ? state('retired') : null,
    table(`Files of ${model}/${version}`, [
      { name: 'File', head: true, cell: (f) => h('a', { href: link(['artifacts', model, String(version)], { file: f.name }) }, f.name), sort: (f) => f.name },
      { name: 'Size', num: true, cell: (f) => bytes(f.bytes), sort: (f) => f.bytes },
      { name: 'SHA-256', wrap: true, cell: (f) => h('code', {}, f.sha256) },
      { name: 'Take', cell: (f) => h('a', { href: fileAddress(f), download: '' }, 'Download') },
    ], files, { blocks: true }),
    card('Architecture', outline instanceof Error ? fault(outline) : architecture(outline)),
    shown ? card(shown.name, await inside(model, version, shown, signal)) : null,
  ];
}

async function inside(model, version, file, signal) {
  if (!file.name.endsWith('.json')) return empty(`${bytes(file.bytes)} of binary content; download it to look inside.`);
  const content = await orElse(get(deep(at`/models/${model}/versions/${version}/json/`, file.name), {}, signal), null, 'FT-1806');
  if (content === null) return empty('Too large to be shown here; download it.');
  return h('div', { class: 'stack' }, schedulerChart(content),
    h('pre', { tabindex: '0', 'aria-label': `Content of ${file.name}` }, JSON.stringify(content, null, 2)));
}
