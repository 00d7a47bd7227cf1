// Line charts with bands, in SVG. They can be read with the pointer, with the arrow keys, and as a table.
import { freshId, h, replace, s } from './dom.js';
import { number, stepTime } from './format.js';
import { extent, scale, ticks, timeLabel, timeTicks } from './scale.js';
import { table } from './table.js';
import { onWidth } from './width.js';

const LEFT = 52;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 26;

/**
 * @param title what is shown
 * @param description the same in a sentence, for those who cannot see it
 * @param lines {name, points: [x, y][], color, dashed?, dots?, outside?: Set of x} each
 * @param bands {name, points: [x, low, high][], color} each, the widest first
 * @param options {time: x are milliseconds, xName, height, marks: {x, text}[], format}
 */
export function lineChart(title, description, lines, bands = [], options = {}) {
  const { time = false, xName = '', height = 280, marks = [], format = number } = options;
  const shown = lines.filter((line) => line.points.length > 0);
  const xs = [...new Set([...shown, ...bands].flatMap((one) => one.points.map(([x]) => x)))].sort((a, b) => a - b);
  if (xs.length === 0) return h('p', { class: 'empty' }, `${title}: no values so far.`);
  const ys = [...shown.flatMap((l) => l.points.map(([, y]) => y)), ...bands.flatMap((b) => b.points.flatMap(([, l, u]) => [l, u]))];
  const frame = { xs, yRange: extent(ys), height, time, marks, format, title, description };
  const xText = (value) => (time ? stepTime(value) : `${xName || 'x'} ${number(value)}`);
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' }, '');
  const read = (index) => {
    readout.textContent = [xText(xs[index]), ...valuesAt(xs[index], shown, bands, format)].join(' · ');
  };
  const place = h('div', {});
  onWidth(place, (width) => replace(place, plotted(width, frame, shown, bands, read)));
  return h('figure', { class: 'chart' },
    h('figcaption', {}, h('span', { class: 'chart-title' }, title), legend(shown, bands)),
    place, readout, asTable(title, xs, shown, bands, time ? 'time' : xName || 'x', xText, format));
}

function plotted(width, frame, lines, bands, read) {
  const { xs, height } = frame;
  const x = scale([xs[0], xs.at(-1)], [LEFT, width - RIGHT]);
  const y = scale(frame.yRange, [height - BOTTOM, TOP]);
  const ids = [freshId('chart'), freshId('chart')];
  const cursor = s('line', { class: 'cursor', y1: TOP, y2: height - BOTTOM, visibility: 'hidden' });
  const plot = s('svg', {
    viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-labelledby': ids.join(' '), tabindex: '0', class: 'chart-plot',
  },
  s('title', { id: ids[0] }, frame.title),
  s('desc', { id: ids[1] }, `${frame.description} Arrow keys read the values.`),
  yAxis(frame, y, width), xAxis(frame, x, width),
  bands.map((band) => s('path', { class: `band c${band.color ?? 0}`, d: area(band.points, x, y) })),
  frame.marks.map((mark) => [
    s('line', { class: 'mark', x1: x(mark.x), x2: x(mark.x), y1: TOP, y2: height - BOTTOM }),
    s('text', { class: 'mark-text', x: x(mark.x) - 5, y: TOP + 8, 'text-anchor': 'end' }, mark.text)]),
  lines.map((line) => drawn(line, x, y)), cursor);

  let at = -1;
  const point = (index) => {
    at = Math.max(0, Math.min(xs.length - 1, index));
    cursor.setAttribute('x1', x(xs[at]));
    cursor.setAttribute('x2', x(xs[at]));
    cursor.setAttribute('visibility', 'visible');
    read(at);
  };
  plot.addEventListener('pointermove', (event) => {
    const box = plot.getBoundingClientRect();
    point(nearest(xs, x, ((event.clientX - box.left) / box.width) * width));
  });
  plot.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: xs.length - 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    point(step);
  });
  return plot;
}

function valuesAt(x, lines, bands, format) {
  const said = [];
  for (const line of lines) {
    const found = line.points.find(([px]) => px === x);
    if (found && Number.isFinite(found[1])) said.push(`${line.name} ${format(found[1])}`);
  }
  for (const band of bands) {
    const found = band.points.find(([px]) => px === x);
    if (found) said.push(`${band.name} ${format(found[1])} to ${format(found[2])}`);
  }
  return said;
}

function nearest(xs, x, place) {
  let best = 0;
  xs.forEach((value, i) => {
    if (Math.abs(x(value) - place) < Math.abs(x(xs[best]) - place)) best = i;
  });
  return best;
}

function drawn(line, x, y) {
  const finite = line.points.filter(([, value]) => Number.isFinite(value));
  const d = finite.map(([px, py], i) => `${i ? 'L' : 'M'}${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join('');
  const dots = line.dots || finite.length === 1;
  return s('g', { class: `c${line.color ?? 0}` },
    line.dots === 'only' ? null : s('path', { class: line.dashed ? 'curve dashed' : 'curve', d }),
    dots ? finite.map(([px, py]) => s('circle', {
      class: line.outside?.has(px) ? 'dot outside' : 'dot', cx: x(px).toFixed(1), cy: y(py).toFixed(1), r: 2.6,
    })) : null);
}

function area(points, x, y) {
  const place = (px, py, i) => `${i ? 'L' : 'M'}${x(px).toFixed(1)} ${y(py).toFixed(1)}`;
  const up = points.map(([px, , high], i) => place(px, high, i));
  const down = [...points].reverse().map(([px, low]) => place(px, low, 1));
  return `${up.join('')}${down.join('')}Z`;
}

function yAxis({ yRange, format }, y, width) {
  return s('g', { class: 'axis', 'aria-hidden': 'true' }, ticks(yRange[0], yRange[1], 5).map((value) => [
    s('line', { x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }),
    s('text', { x: LEFT - 7, y: y(value) + 4, 'text-anchor': 'end' }, format(value))]));
}

function xAxis({ xs, height, time }, x, width) {
  const about = Math.max(2, Math.floor(width / 95));
  const { all, step } = time ? timeTicks(xs[0], xs.at(-1), about) : { all: ticks(xs[0], xs.at(-1), about) };
  return s('g', { class: 'axis', 'aria-hidden': 'true' }, all.map((value) =>
    s('text', { x: x(value), y: height - 8, 'text-anchor': 'middle' }, time ? timeLabel(value, step) : number(value))));
}

function legend(lines, bands) {
  const sample = (shape, color) => s('svg', { viewBox: '0 0 20 10', class: `c${color ?? 0}`, 'aria-hidden': 'true' }, shape);
  return h('ul', { class: 'legend' },
    lines.map((line) => h('li', {}, sample(line.dots === 'only'
      ? s('circle', { class: 'dot', cx: 10, cy: 5, r: 3 })
      : s('path', { class: line.dashed ? 'curve dashed' : 'curve', d: 'M0 5H20' }), line.color), line.name)),
    // Bands lie over each other in the picture, so the narrower is the darker; here too.
    bands.map((band, i) => h('li', {}, sample(
      Array.from({ length: i + 1 }, () => s('rect', { class: 'band', width: 20, height: 10 })), band.color), band.name)));
}

/** Made only when somebody opens it. */
function asTable(title, xs, lines, bands, xName, xText, format) {
  const value = (one, x, i) => one.points.find(([px]) => px === x)?.[i];
  const details = h('details', { class: 'small' }, h('summary', {}, 'As a table'));
  details.addEventListener('toggle', () => details.childElementCount > 1 || details.append(table(title, [
    { name: xName, cell: xText, head: true },
    ...lines.map((line) => ({ name: line.name, num: true, cell: (x) => format(value(line, x, 1)) })),
    ...bands.map((band) => ({ name: band.name, num: true, cell: (x) => `${format(value(band, x, 1))} to ${format(value(band, x, 2))}` })),
  ], xs)));
  return details;
}

/** A chart that is drawn anew as values come. */
export function liveChart(draw) {
  const place = h('div', {});
  let asked = false;
  place.redraw = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      if (!place.contains(document.activeElement)) replace(place, draw());
    });
  };
  replace(place, draw());
  return place;
}
