// How a version comes to its forecasts: what its kind tells, drawn by the registry.
import { address, at, get } from './http.js';
import { h, replace } from './dom.js';
import { number } from './format.js';
import { card, empty } from './parts.js';
import { field, select } from './form.js';
import { table } from './table.js';

export async function explanations(model, version, signal) {
  const told = await get(at`/models/${model}/versions/${version}/explanations`, {}, signal);
  return card('How it comes to its forecasts', told.length ? shown(told, signal) : empty('Its kind tells nothing of that.'));
}

function shown(told, signal) {
  const place = h('div', {});
  const show = (name) => replace(place, drawn(told.find((one) => one.name === name), signal));
  show(told[0].name);
  const text = (one) => (one.member ? `${one.title}, of ${one.member}` : one.title);
  return h('div', { class: 'stack' },
    told.length > 1 ? h('div', { class: 'filters' }, field('Show', select(told.map((one) => [one.name, text(one)]), told[0].name, show))) : null,
    place);
}

function drawn(one, signal) {
  const values = h('details', { class: 'small' }, h('summary', {}, 'As a table'));
  values.addEventListener('toggle', async () => {
    if (values.childElementCount === 1) values.append(await asTable(one, signal));
  });
  return h('figure', { class: 'stack' }, h('figcaption', { class: 'muted' }, one.meaning), picture(one.picture, one.title), values);
}

/** A drawing of the registry's own, in the colours of the reader's system. */
export function picture(path, title) {
  return h('div', { class: 'picture', tabindex: '0', role: 'region', 'aria-label': `Picture: ${title}` },
    h('img', { src: address(path), alt: title }));
}

async function asTable(one, signal) {
  const { rows, columns, values, rowsAre } = await get(one.path, {}, signal);
  return table(one.title, [
    { name: rowsAre || 'Of', head: true, cell: (i) => rows[i] },
    ...columns.map((name, j) => ({ name: name || 'Value', num: true, cell: (i) => number(values[i][j]) })),
  ], rows.map((_, i) => i), { blocks: false });
}
