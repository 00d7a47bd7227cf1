// Rows that were not taken, corrected by hand and sent again to the topic that they came from.
import { at, get, getText } from './http.js';
import { h, link, replace } from './dom.js';
import { action, card, fault } from './parts.js';
import { field } from './form.js';
import { parseCsv } from './csv.js';
import { receiptView } from './receipt.js';
import { sendFile } from './transfer.js';
import { table } from './table.js';

export async function redrive(upload, signal) {
  const [{ receipt }, csv] = await Promise.all([
    get(at`/uploads/${upload}`, {}, signal), getText(at`/uploads/${upload}/rejects`, {}, signal),
  ]);
  const rejects = parseCsv(csv);
  const header = h('input', { type: 'text', placeholder: 'date,product_id,category,region,price,promo,sales', spellcheck: 'false', autocapitalize: 'off' });
  const rows = h('textarea', { rows: 10, spellcheck: 'false', set: { value: rejects.map((r) => r.raw).join('\n') } });
  const result = h('div', {});
  const headerField = field('Header line', header, 'The columns of these rows, as the file had them.');
  const send = action('Send again', async () => {
    headerField.fault(header.value.trim() ? '' : 'Without the names of the columns no row can be read.');
    if (!header.value.trim()) {
      header.focus();
      return;
    }
    const file = new File([`${header.value.trim()}\n${rows.value.trim()}\n`], `redrive-${receipt.file}`, { type: 'text/csv' });
    const { body } = await sendFile('/uploads', file, { query: { dataset: receipt.dataset, wait: true }, signal });
    replace(result, body?.receipt ? receiptView(body) : fault(new Error('there is no receipt yet')));
  }, { primary: true, place: result });
  return card(`Redrive of ${receipt.file}`, h('div', { class: 'stack' },
    h('p', { class: 'muted' }, 'Correct the rows and send them again. They go to the topic they came from, as a small file of their own, and get a receipt of their own. ',
      h('a', { href: link(['upload', upload]) }, 'The first receipt')),
    table('Why they were not taken', [
      { name: 'Line', num: true, cell: (r) => r.line },
      { name: 'Column', cell: (r) => r.column || '–' },
      { name: 'Reason', wrap: true, cell: (r) => `${r.code} ${r.reason}` },
    ], rejects.slice(0, 100)),
    headerField, field('Rows', rows), h('div', { class: 'row' }, send), result));
}
