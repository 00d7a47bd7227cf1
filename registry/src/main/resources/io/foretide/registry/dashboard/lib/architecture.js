// A network as a picture: its layers one after another, with shapes and parameters.
import { freshId, h, s } from './dom.js';
import { count, short } from './format.js';
import { empty, tiles } from './parts.js';
import { table } from './table.js';

const WIDTH = 168;
const HEIGHT = 62;
const GAP = 26;
const PER_ROW = 5;

export function architecture(outline) {
  if (outline.networks.length === 0) {
    return empty(`This kind has no network; its format is ${outline.format}, in ${count(outline.files.length)} files.`);
  }
  return h('div', { class: 'stack' },
    tiles([['Parameters', count(outline.parameters)], ['Networks', count(outline.networks.length)], ['Format', outline.format]]),
    outline.networks.map((network) => [
      h('h3', {}, network.file),
      h('p', { class: 'muted small' }, `${count(network.operations)} operations, ${count(network.parameters)} parameters, written by ${network.producer || 'unknown'}`),
      picture(network),
      h('details', {}, h('summary', {}, 'Layers as a table'), table(`Layers of ${network.file}`, [
        { name: 'Layer', head: true, cell: (l) => l.name },
        { name: 'Operation', cell: (l) => l.operator },
        { name: 'Weights', wrap: true, cell: (l) => l.weights.map((w) => w.shape.join(' × ')).join('; ') },
        { name: 'Parameters', num: true, cell: (l) => count(l.parameters), sort: (l) => l.parameters },
      ], network.layers)),
    ]));
}

function picture(network) {
  const shape = (tensors) => tensors.map((t) => `${t.name} ${t.shape.join('×')}`).join(', ');
  const boxes = [
    { title: 'in', sub: shape(network.inputs), end: true },
    ...network.layers.map((layer) => ({
      title: layer.operator, sub: layer.weights.map((w) => w.shape.join('×')).join(' '), size: layer.parameters, name: layer.name,
    })),
    { title: 'out', sub: shape(network.outputs), end: true },
  ];
  const rows = Math.ceil(boxes.length / PER_ROW);
  const width = Math.min(boxes.length, PER_ROW) * (WIDTH + GAP) - GAP + 2;
  const height = rows * (HEIGHT + GAP) - GAP + 2;
  const ids = [freshId('net'), freshId('net')];
  return h('div', { class: 'picture', tabindex: '0', role: 'region', 'aria-label': `Picture of ${network.file}` },
    s('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-labelledby': ids.join(' ') },
      s('title', { id: ids[0] }, `Architecture of ${network.file}`),
      s('desc', { id: ids[1] }, boxes.map((b) => `${b.title} ${b.sub}`).join(', then ')),
      boxes.map((box, i) => [i > 0 ? arrow(i) : null, drawn(box, i)])));
}

/** Rows run to and fro, so that every arrow is short. */
function place(i) {
  const row = Math.floor(i / PER_ROW);
  const column = row % 2 === 0 ? i % PER_ROW : PER_ROW - 1 - (i % PER_ROW);
  return [1 + column * (WIDTH + GAP), 1 + row * (HEIGHT + GAP)];
}

function arrow(i) {
  const [x0, y0] = place(i - 1);
  const [x1, y1] = place(i);
  if (y0 !== y1) return s('path', { d: `M${x0 + WIDTH / 2} ${y0 + HEIGHT}V${y1}m-4 -6l4 6l4 -6` });
  const right = x1 > x0;
  const from = right ? x0 + WIDTH : x0;
  const to = right ? x1 : x1 + WIDTH;
  const back = right ? -6 : 6;
  return s('path', { d: `M${from} ${y0 + HEIGHT / 2}H${to}m${back} -4l${-back} 4l${back} 4` });
}

function drawn(box, i) {
  const [x, y] = place(i);
  const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  return s('g', { class: box.end ? 'end' : null },
    s('title', {}, `${box.name ?? box.title}: ${box.sub}`),
    s('rect', { x, y, width: WIDTH, height: HEIGHT, rx: 5 }),
    s('text', { x: x + 10, y: y + 20 }, cut(box.title, 22)),
    s('text', { x: x + 10, y: y + 37, class: 'sub' }, cut(box.sub, 23)),
    box.size ? s('text', { x: x + 10, y: y + 53, class: 'sub' }, `${short(box.size)} parameters`) : null);
}
