// How a version is used from elsewhere, ready to be copied: the registry writes the examples.
import { at, get } from './http.js';
import { h, say } from './dom.js';
import { card } from './parts.js';

export async function usage(model, version, signal) {
  const { served, examples } = await get(at`/models/${model}/versions/${version}/usage`, {}, signal);
  return card('Use it', h('div', { class: 'stack' }, h('p', { class: 'muted' }, served), examples.map(shown)));
}

function shown({ name, language, says, run, needs, code }) {
  const copy = h('button', { type: 'button', class: 'quiet', 'aria-label': `Copy ${name}` }, 'Copy');
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code);
    copy.textContent = 'Copied';
    say(`${name} is in the clipboard.`);
  });
  return h('details', {}, h('summary', {}, `${language}: ${says}`),
    h('div', { class: 'row' }, copy, h('span', { class: 'small muted' }, 'Run with ', h('code', {}, run), needs ? `; needs ${needs}` : null)),
    h('pre', { tabindex: '0', 'aria-label': `${language}: ${says}` }, code));
}
