// Rows that were not taken, corrected by hand and sent again to the topic that they came from.
import { at, get, getText, orElse, post } from './http.js';
import { wait } from './events.js';
import { h, link, replace } from './dom.js';
import { who } from './ask.js';
import { action, card, notice } from './parts.js';
import { field } from './form.js';
import { parseCsv } from './csv.js';
import { receiptView } from './receipt.js';
import { table } from './table.js';

export async function redrive(upload, signal) {
  const [{ receipt }, csv] = await Promise.all([
    get(at`/uploads/${upload}`, {}, signal), getText(at`/uploads/${upload}/rejects`, {}, signal),
  ]);
  const rejects = parseCsv(csv);
  const raw = rejects.map((r) => r.raw).join('\n');
  const header = h('input', { type: 'text', placeholder: 'date,product_id,category,region,price,promo,sales', spellcheck: 'false', autocapitalize: 'off' });
  const rows = h('textarea', { rows: 10, spellcheck: 'false', set: { value: raw } });
  const result = h('div', {});
  const headerField = field('Header line', header, 'The columns of these rows, as the file had them.');
  const send = action('Send again', async () => {
    headerField.fault(header.value.trim() ? '' : 'Without the names of the columns no row can be read.');
    if (!header.value.trim()) {
      header.focus();
      return;
    }
    // What nobody touched the registry reads again from its topic.
    const corrected = rows.value === raw ? {} : { rows: rows.value.trim().split('\n') };
    const sent = await post(at`/uploads/${upload}/redrive`, { columns: header.value.trim(), ...corrected, who: who() }, signal);
    replace(result, notice('', 'Sent; its receipt comes as soon as it is merged.'));
    replace(result, receiptView(await receiptOf(sent.upload, signal)));
  }, { primary: true, place: result });
  return card(`Redrive of ${receipt.file}`, h('div', { class: 'stack' },
    h('p', { class: 'muted' }, 'Correct the rows and send them again. They go to the topic they came from, as a file of their own with a receipt of its own. ',
      h('a', { href: link(['upload', upload]) }, 'The first receipt')),
    table('Why they were not taken', [
      { name: 'Line', num: true, cell: (r) => r.line || '–' },
      { name: 'Column', cell: (r) => r.column || '–' },
      { name: 'Reason', wrap: true, cell: (r) => `${r.code} ${r.reason}` },
    ], rejects.slice(0, 100)),
    headerField, field('Rows', rows), h('div', { class: 'row' }, send), result));
}

const LONGEST = 60_000;

/** The receipt of a file that was sent this moment. */
async function receiptOf(upload, signal) {
  for (const end = Date.now() + LONGEST; ; ) {
    const view = await orElse(get(at`/uploads/${upload}`, {}, signal), null, Date.now() < end ? 'FT-1903' : '');
    if (view) return view;
    await wait(300, signal);
  }
}
