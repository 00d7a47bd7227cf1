// A file in, its receipt, its rejects, and the retrain as it goes.
import '../retrain.js';
import { at, get } from '../lib/http.js';
import { h, link } from '../lib/dom.js';
import { count, stepTime } from '../lib/format.js';
import { badge, card, crumbs, head, state, when } from '../lib/parts.js';
import { paged, table } from '../lib/table.js';
import { check, field } from '../lib/form.js';
import { receiptView } from '../lib/receipt.js';
import { who } from '../lib/ask.js';

export default async function upload(context) {
  return context.parts[0] ? one(context.parts[0], context) : all(context);
}

async function one(id, context) {
  const view = await get(at`/uploads/${id}`, {}, context.signal);
  return [
    h('div', {}, crumbs('Upload', link(['upload'])), head(view.receipt.file, `Upload ${id}`)),
    receiptView(view, { named: false }),
    view.receipt.rejected > 0
      ? h('p', {}, h('a', { href: link(['health'], { upload: id }) }, 'Correct the rejected rows and send them again'))
      : null,
  ];
}

async function all(context) {
  const element = h('foretide-retrain', { links: true, who: who() });
  const dataset = h('input', { type: 'text', placeholder: 'told from the columns' });
  dataset.addEventListener('input', () => element.setAttribute('dataset', dataset.value.trim()));
  const train = check('Train anew, and watch it', true, (on) => element.toggleAttribute('no-train', !on));
  const list = paged(
    (limit, offset) => get('/uploads', { limit, offset }, context.signal), receipts, 25);
  element.addEventListener('foretide-receipt', () => list.first());
  await list.ready;
  return [
    head('Upload', 'Put in a file. It is merged exactly once, and the model of its data set is trained anew.'),
    element,
    h('details', {}, h('summary', {}, 'How it is taken'),
      h('div', { class: 'filters' }, field('Data set', dataset), train),
      h('p', { class: 'muted small' }, 'Without, the file is only merged; the policy of its model still decides whether that is a reason to train.')),
    card('Receipts', list),
  ];
}

function receipts(items) {
  return table('Receipts, newest first', [
    { name: 'File', head: true, cell: (u) => h('a', { href: link(['upload', u.upload]) }, u.file) },
    { name: 'When', cell: (u) => when(u.finishedAt) },
    { name: 'Data set', cell: (u) => u.dataset },
    { name: 'Rows', num: true, cell: (u) => count(u.rows) },
    { name: 'New', num: true, cell: (u) => count(u.accepted) },
    { name: 'Corrected', num: true, cell: (u) => count(u.corrected) },
    { name: 'Known', num: true, cell: (u) => count(u.duplicate) },
    { name: 'Rejected', num: true, cell: (u) => (u.rejected ? badge(count(u.rejected), 'warn') : '0') },
    { name: 'Until', cell: (u) => stepTime(u.lastTime) },
    { name: 'Outcome', cell: (u) => state(u.status) },
  ], items, { none: 'No file so far. Files that came over Kafka stand here too.' });
}
