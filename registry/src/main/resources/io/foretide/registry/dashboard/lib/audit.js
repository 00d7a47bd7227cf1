// Who changed what, when and why.
import { get } from './http.js';
import { h, link } from './dom.js';
import { number, timeExactly, words } from './format.js';
import { badge, modelLink, runLink, versionLink } from './parts.js';
import { paged, table } from './table.js';

const TONES = { MOVED: 'accent', RETIRED: 'warn', CANCELLED: 'warn', DELETED: 'bad', RESET: 'warn', PUBLISHED: 'good' };

export async function auditList(filter, signal) {
  const list = paged((limit, offset) => get('/audit', { ...filter, limit, offset }, signal), (entries) => table('Audit log, newest first', [
    { name: 'When', head: true, cell: (e) => h('time', { datetime: e.time, class: 'nowrap' }, timeExactly(e.time)) },
    ...(filter.model ? [] : [{ name: 'Model', cell: (e) => (e.model ? modelLink(e.model) : '–') }]),
    { name: 'What', cell: (e) => badge(words(e.what), TONES[e.what]) },
    { name: 'Who', cell: (e) => e.who },
    { name: 'About', cell: (e) => about(e) },
    { name: 'Why', wrap: true, cell: (e) => [e.why, numbers(e.numbers)] },
  ], entries, { none: 'Nothing has happened so far.' }), 20);
  await list.ready;
  return list;
}

function about(entry) {
  if (entry.alias) {
    const { alias, share } = entry;
    const to = share === 0 ? 'none' : versionLink(entry.model, entry.to, entry.to);
    return [`${alias} ${entry.from ?? 'none'} → `, to, share ? `, ${number(share)} %` : null];
  }
  if (entry.version) return versionLink(entry.model, entry.version, entry.version);
  if (entry.run) return runLink(entry.run);
  return entry.upload ? h('a', { href: link(['upload', entry.upload]), class: 'nowrap' }, 'its receipt') : '–';
}

function numbers(all) {
  const entries = Object.entries(all);
  return entries.length
    ? h('div', { class: 'small muted num' }, entries.map(([name, value]) => `${name} ${number(value)}`).join(' · '))
    : null;
}
