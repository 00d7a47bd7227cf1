// What became of an upload.
import { address, at } from './http.js';
import { h } from './dom.js';
import { count, seconds, stepTime } from './format.js';
import { download, notice, state, tiles } from './parts.js';
import { table } from './table.js';

/**
 * @param view an UploadView of the registry
 * @param options {named: whether the file's name is said}
 */
export function receiptView({ upload, receipt, firstRejects }, { named = true } = {}) {
  const refused = receipt.status === 'REFUSED';
  return h('div', { class: 'stack' },
    h('div', { class: 'row' }, named ? h('strong', {}, receipt.file) : null, state(receipt.status),
      h('span', { class: 'muted small' }, `data set ${receipt.dataset}${receipt.who ? `, sent by ${receipt.who}` : ''}`)),
    notice(refused ? 'bad' : receipt.rejected > 0 ? 'warn' : 'good',
      receipt.code ? [h('code', {}, receipt.code), ' '] : null, receipt.message),
    refused ? null : tiles([
      ['New', count(receipt.accepted), 'rows that filled an empty day'],
      ['Corrected', count(receipt.corrected), 'the later value won'],
      ['Known already', count(receipt.duplicate), 'changed nothing'],
      ['Taken back', count(receipt.retracted)],
      ['Planned', count(receipt.planned), 'known ahead, no value yet'],
      ['Rejected', count(receipt.rejected)],
      ['Series', count(receipt.series), receipt.firstTime ? spanned(receipt) : null],
      ['Took', seconds((new Date(receipt.finishedAt) - new Date(receipt.uploadedAt)) / 1000)],
    ]),
    receipt.rejected > 0 ? rejectsView(upload, firstRejects, receipt.rejected) : null);
}

function spanned({ firstTime, lastTime }) {
  return firstTime === lastTime ? stepTime(firstTime) : `${stepTime(firstTime)} to ${stepTime(lastTime)}`;
}

/** The rows that were not taken, and why. */
export function rejectsView(upload, rejects, all) {
  return h('div', { class: 'stack' },
    h('div', { class: 'row' },
      h('h2', {}, `Rows that were not taken: ${count(all)}`),
      download(address(at`/uploads/${upload}/rejects`), 'All as CSV')),
    table(`The first ${rejects.length} rejected rows`, [
      { name: 'Line', num: true, cell: (r) => r.line || '–', sort: (r) => r.line },
      { name: 'Column', cell: (r) => r.column ?? '–', sort: (r) => r.column },
      { name: 'Code', cell: (r) => h('code', { class: 'nowrap' }, r.code), sort: (r) => r.code },
      { name: 'Reason', wrap: true, cell: (r) => r.reason },
      { name: 'Row', wrap: true, cell: (r) => h('code', {}, r.raw) },
    ], rejects));
}
