// Tables: sorted by their heads, cut into pages; where the screen is narrow a row becomes a block, or the table scrolls.
import { h, replace } from './dom.js';
import { count } from './format.js';
import { empty, fault } from './parts.js';

/**
 * @param caption what the table holds, for those who only hear it
 * @param columns {name, cell(row), sort?(row), num?, wrap?, head?} each; `head` marks the row's own name
 * @param options {none: said where there are no rows, visible: whether the caption is shown, blocks: whether rows become
 *   blocks where the screen is narrow, which those of many columns do unless it is said, matrix: whether heads may be broken}
 */
export function table(caption, columns, rows, { none = 'Nothing so far.', visible = false, matrix = false, blocks = columns.length > 4 && !matrix } = {}) {
  if (rows.length === 0) return empty(none);
  // The roles are said, since a browser forgets them as soon as a row is shown as a block.
  const body = h('tbody', { role: 'rowgroup' });
  const heads = columns.map((column) => h('th', { scope: 'col', role: 'columnheader', class: column.num ? 'num' : null }));
  let by = null;
  let down = false;

  function show() {
    const sorted = by ? [...rows].sort((a, b) => compare(by.sort(a), by.sort(b)) * (down ? -1 : 1)) : rows;
    replace(body, sorted.map((row) => h('tr', { role: 'row' }, columns.map((column) => cellOf(column, row)))));
    columns.forEach((column, i) => column.sort && heads[i].setAttribute('aria-sort',
      by !== column ? 'none' : down ? 'descending' : 'ascending'));
  }

  columns.forEach((column, i) => {
    if (!column.sort) {
      heads[i].append(column.name);
      return;
    }
    heads[i].append(h('button', {
      type: 'button', class: 'sort', on: {
        click: () => {
          down = by === column ? !down : false;
          by = column;
          show();
        },
      },
    }, column.name));
  });
  show();
  const wrap = h('div', { class: 'table-wrap', 'data-caption': caption },
    h('table', { role: 'table', class: blocks ? 'blocks' : matrix ? 'matrix' : null },
      h('caption', { class: visible ? null : 'visually-hidden' }, caption),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads)), body));
  WIDTHS.observe(wrap);
  return wrap;
}

/** Only what can be scrolled is a stop of the Tab key. */
const WIDTHS = new ResizeObserver((entries) => entries.forEach(({ target }) => {
  const scrolls = target.scrollWidth > target.clientWidth;
  const traits = { role: 'region', tabindex: '0', 'aria-label': `${target.dataset.caption}, scrolls sideways` };
  for (const [name, value] of Object.entries(traits)) {
    if (scrolls) target.setAttribute(name, value);
    else target.removeAttribute(name);
  }
}));

function cellOf(column, row) {
  const css = [column.num && 'num', column.wrap && 'wrap'].filter(Boolean).join(' ') || null;
  return column.head
    ? h('th', { scope: 'row', role: 'rowheader', class: css }, column.cell(row))
    : h('td', { role: 'cell', class: css, 'data-name': column.name }, column.cell(row));
}

function compare(a, b) {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}

/**
 * A list of the registry, a page at a time.
 * @param load called with (limit, offset); answers {items, total}
 * @param show makes an element of the items
 */
export function paged(load, show, limit = 50) {
  let offset = 0;
  const content = h('div', {});
  const place = h('span', {});
  const back = h('button', { type: 'button', on: { click: () => turn(offset - limit) } }, 'Earlier');
  const on = h('button', { type: 'button', on: { click: () => turn(offset + limit) } }, 'Next');
  const pager = h('div', { class: 'pager', hidden: true }, place, back, on);

  async function turn(to) {
    offset = Math.max(0, to);
    try {
      const page = await load(limit, offset);
      replace(content, show(page.items, page.total));
      place.textContent = `${count(offset + 1)} to ${count(offset + page.items.length)} of ${count(page.total)}`;
      pager.hidden = page.total <= limit;
      back.disabled = offset === 0;
      on.disabled = offset + limit >= page.total;
    } catch (error) {
      if (error.name !== 'AbortError') replace(content, fault(error));
    }
  }

  const element = h('div', {}, content, pager);
  element.reload = () => turn(offset);
  element.first = () => turn(0);
  element.ready = turn(0);
  return element;
}
