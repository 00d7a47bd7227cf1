// Points over two scales.
import { freshId, h, replace, s } from './dom.js';
import { number } from './format.js';
import { extent, scale, ticks } from './scale.js';
import { onWidth } from './width.js';

const HEIGHT = 320;
const LEFT = 56;
const BOTTOM = 44;

/**
 * @param points {name, x, y, color, href?} each
 * @param xName and yName say which way is better, too
 */
export function scatter(title, points, xName, yName, formatX = number, formatY = number) {
  const shown = points.filter((p) => Number.isFinite(p.x) && Number.isFinite(p.y));
  if (shown.length === 0) return h('p', { class: 'empty' }, `${title}: no version has both values yet.`);
  const xRange = extent(shown.map((p) => p.x));
  const yRange = extent(shown.map((p) => p.y));
  const words = shown.map((p) => `${p.name}: ${formatX(p.x)}, ${formatY(p.y)}`).join('; ');
  const place = h('div', {});
  onWidth(place, (width) => {
    const x = scale(xRange, [LEFT, width - 16]);
    const y = scale(yRange, [HEIGHT - BOTTOM, 22]);
    const ids = [freshId('chart'), freshId('chart')];
    replace(place, s('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'group', 'aria-labelledby': ids.join(' ') },
      s('title', { id: ids[0] }, title),
      s('desc', { id: ids[1] }, `${xName} and ${yName}. ${words}`),
      s('g', { class: 'axis', 'aria-hidden': 'true' },
        ticks(yRange[0], yRange[1], 5).map((value) => [
          s('line', { x1: LEFT, x2: width - 16, y1: y(value), y2: y(value) }),
          s('text', { x: LEFT - 7, y: y(value) + 4, 'text-anchor': 'end' }, formatY(value))]),
        ticks(xRange[0], xRange[1], Math.max(2, Math.floor(width / 95))).map((value) =>
          s('text', { x: x(value), y: HEIGHT - BOTTOM + 18, 'text-anchor': 'middle' }, formatX(value)))),
      s('text', { class: 'axis-name', x: width - 16, y: HEIGHT - 6, 'text-anchor': 'end' }, xName),
      s('text', { class: 'axis-name', x: LEFT, y: 10 }, yName),
      shown.map((p) => point(p, x, y, width, `${p.name}: ${xName} ${formatX(p.x)}, ${yName} ${formatY(p.y)}`))));
  });
  return h('figure', { class: 'chart' }, place);
}

function point(p, x, y, width, label) {
  const right = x(p.x) > width * 0.7;
  return s('a', { href: p.href, class: `point c${p.color ?? 0}` },
    s('circle', { class: 'dot', cx: x(p.x), cy: y(p.y), r: 6 }, s('title', {}, label)),
    s('text', { x: x(p.x) + (right ? -10 : 10), y: y(p.y) + 4, 'text-anchor': right ? 'end' : 'start' }, p.name));
}
