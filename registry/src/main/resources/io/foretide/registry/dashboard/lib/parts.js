// Small things that many pages show.
import { ago, timeExactly, words } from './format.js';
import { freshId, h, link } from './dom.js';

/** The top of a page. */
export function head(title, text, ...actions) {
  return h('header', { class: 'head' },
    h('div', { class: 'head-text' },
      h('h1', { tabindex: '-1' }, title),
      text ? h('p', {}, text) : null),
    actions.length ? h('div', { class: 'row' }, actions) : null);
}

/** Where a page stands below another. */
export function crumbs(text, href) {
  return h('p', { class: 'crumbs' }, h('a', { href }, `← ${text}`));
}

export function card(title, ...children) {
  const id = freshId('card');
  return h('section', { class: 'card', 'aria-labelledby': id }, h('h2', { id }, title), children);
}

/** A card with something at the right of its title. */
export function cardWith(title, beside, ...children) {
  const id = freshId('card');
  return h('section', { class: 'card', 'aria-labelledby': id },
    h('div', { class: 'card-head' }, h('h2', { id }, title), beside),
    children);
}

/** @param entries [name, value, remark] each */
export function tiles(entries) {
  return h('dl', { class: 'tiles' }, entries.map(([name, value, remark]) =>
    h('div', { class: 'tile' },
      h('dt', {}, name),
      h('dd', {}, value, remark ? h('small', {}, remark) : null))));
}

/** @param entries [name, value] each; one without a value is left out */
export function facts(entries) {
  return h('dl', { class: 'facts' }, entries
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

export function badge(text, tone) {
  return h('span', { class: tone ? `badge ${tone}` : 'badge' }, text);
}

const TONES = {
  FINISHED: 'good', SERVING: 'good', ACCEPTED: 'good', champion: 'good', canary: 'warn', trained: 'good', ready: 'good',
  RUNNING: 'accent', LOADING: 'accent', WARMING: 'accent', QUEUED: '', challenger: 'accent', training: 'accent',
  FAILED: 'bad', REFUSED: 'bad', failed: 'bad', down: 'bad',
  CANCELLED: 'warn', STOPPED: 'warn', retired: 'warn',
};

/** A state, coloured by whether it is good. */
export function state(value) {
  return badge(words(value), TONES[value] ?? '');
}

export function notice(tone, ...children) {
  return h('div', { class: `notice ${tone}`, role: tone === 'bad' ? 'alert' : null }, children);
}

/** What went wrong, in the registry's own words. */
export function fault(error) {
  const code = typeof error.code === 'string' ? error.code : null;
  return notice('bad', code ? [h('code', {}, code), ' '] : null, error.message);
}

export function empty(...children) {
  return h('p', { class: 'empty' }, children);
}

/** How long ago, with the exact time for whoever wants it. */
export function when(value) {
  return value
    ? h('time', { datetime: value, title: timeExactly(value), class: 'nowrap' }, ago(value))
    : h('span', { class: 'muted' }, '–');
}

/** @param share 0 to 1 */
export function bar(label, share, tone = '') {
  const fill = h('span', {});
  const element = h('div', {
    class: `bar ${tone}`, role: 'progressbar', 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': 100,
  }, fill);
  element.update = (value, newTone = tone) => {
    const bounded = Math.max(0, Math.min(1, value));
    element.className = `bar ${newTone}`;
    element.setAttribute('aria-valuenow', Math.round(bounded * 100));
    fill.style.transform = `scaleX(${bounded})`;
  };
  element.update(share);
  return element;
}

/** Links that show parts of one page. @param entries [key, text] each */
export function tabs(label, entries, current, hrefOf) {
  return h('nav', { class: 'tabs', 'aria-label': label }, entries.map(([key, text]) =>
    h('a', { href: hrefOf(key), 'aria-current': key === current ? 'true' : null }, text)));
}

export function modelLink(model) {
  return h('a', { href: link(['models', model]) }, model);
}

export function versionLink(model, version, text = `${model}/${version}`) {
  return h('a', { href: link(['models', model, String(version)]) }, text);
}

export function runLink(run, text = run) {
  return h('a', { href: link(['runs', run]), class: 'nowrap' }, text);
}

export function download(href, text) {
  return h('a', { class: 'button', href, download: '' }, text);
}

/** A button whose work may take a while; what goes wrong appears in `place`. */
export function action(text, work, { primary = false, danger = false, place = null } = {}) {
  const button = h('button', {
    type: 'button', class: [primary && 'primary', danger && 'danger'].filter(Boolean).join(' ') || null,
  }, text);
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await work();
    } catch (error) {
      (place ?? button.parentElement).append(fault(error));
    } finally {
      button.disabled = false;
      // A dialog gives the focus back when it closes, but not to what is disabled at that moment.
      if (document.activeElement === document.body) button.focus();
    }
  });
  return button;
}
