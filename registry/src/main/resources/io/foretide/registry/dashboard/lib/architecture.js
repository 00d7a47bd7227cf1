// What a version is made of: its networks as a picture, and their parts as a table.
import { h } from './dom.js';
import { count } from './format.js';
import { tiles } from './parts.js';
import { picture } from './explanations.js';
import { table } from './table.js';

export function architecture(outline) {
  const { networks, format, parameters, files } = outline;
  return h('div', { class: 'stack' },
    tiles(networks.length
      ? [['Parameters', count(parameters)], ['Networks', count(networks.length)], ['Format', format]]
      : [['Format', format], ['Files', count(files.length)]]),
    picture(outline.picture, `Architecture of ${outline.model}/${outline.version}`),
    networks.map((network) => h('details', {}, h('summary', {}, `Parts of ${network.file} as a table`), parts(network))));
}

function parts(network) {
  return table(`Parts of ${network.file}`, [
    { name: 'Part', head: true, cell: (p) => p.name },
    { name: 'Operations', wrap: true, cell: (p) => p.operators.join(', ') },
    { name: 'Gives', cell: (p) => p.output.join(' × ') || '–' },
    { name: 'Parameters', num: true, cell: (p) => count(p.parameters), sort: (p) => p.parameters },
  ], network.parts, { blocks: true });
}
