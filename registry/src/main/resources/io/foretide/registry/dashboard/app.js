// The house: which pages there are, who is reading, and which page is shown.
import { ApiError, del, get, post } from './lib/http.js';
import { follow } from './lib/router.js';
import { h, link, replace } from './lib/dom.js';
import { fault, head } from './lib/parts.js';
import { field } from './lib/form.js';

const PAGES = [
  ['Now', [['overview', 'Overview'], ['forecasts', 'Forecasts'], ['health', 'Health']]],
  ['Data', [['upload', 'Upload']]],
  ['Training', [['catalogue', 'Catalogue'], ['train', 'Train'], ['runs', 'Runs']]],
  ['Versions', [['models', 'Models'], ['compare', 'Compare'], ['artifacts', 'Artifacts']]],
  ['Reference', [['api', 'REST API']]],
];
const TITLES = new Map(PAGES.flatMap(([, pages]) => pages));

const main = document.getElementById('main');
const nav = document.getElementById('nav');
const menu = document.getElementById('menu');
const session = document.getElementById('session');

replace(nav, PAGES.map(([group, pages]) => [
  h('span', { class: 'nav-group' }, group),
  pages.map(([name, text]) => h('a', { href: link([name]), 'data-page': name }, text)),
]));

menu.addEventListener('click', () => openMenu(menu.getAttribute('aria-expanded') !== 'true'));
document.addEventListener('keydown', (event) => event.key === 'Escape' && openMenu(false));
document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
  main.scrollIntoView();
});

function openMenu(open) {
  menu.setAttribute('aria-expanded', String(open));
  nav.classList.toggle('open', open);
}

const LABELLED = '.field, .check, .tabs a';
let first = true;
let reader = null;

async function show(name, context, stays) {
  openMenu(false);
  for (const anchor of nav.querySelectorAll('a')) {
    if (anchor.dataset.page === name) anchor.setAttribute('aria-current', 'page');
    else anchor.removeAttribute('aria-current');
  }
  document.title = `${TITLES.get(name) ?? 'Not found'} – Foretide`;
  main.setAttribute('aria-busy', 'true');
  try {
    await known;
    if (reader?.required && reader.role === 'anyone') throw new ApiError(401, 'FT-1920', 'an API key is asked for');
    if (!TITLES.has(name)) throw new Error(`There is no page "${name}".`);
    const page = await import(`./pages/${name}.js`);
    const content = await page.default(context);
    if (context.signal.aborted) return;
    const kept = stays ? focusKey() : null;
    replace(main, h('div', { class: 'page' }, content));
    settle(stays, kept);
  } catch (error) {
    if (error.name === 'AbortError' || context.signal.aborted) return;
    replace(main, error instanceof ApiError && error.status === 401
      ? signIn(error)
      : h('div', { class: 'page' }, head(TITLES.get(name) ?? 'Not found'), fault(error)));
  } finally {
    if (!context.signal.aborted) main.removeAttribute('aria-busy');
  }
}

/** After a filter was changed the page is made anew: the reader stays where they were. */
function focusKey() {
  const element = document.activeElement?.closest?.(LABELLED);
  return element ? nameOf(element) : null;
}

function nameOf(element) {
  return element.querySelector('label')?.textContent ?? element.textContent;
}

function settle(stays, kept) {
  if (kept) {
    const again = [...main.querySelectorAll(LABELLED)].find((one) => nameOf(one) === kept);
    (again?.querySelector('input, select') ?? again)?.focus({ preventScroll: true });
  } else if (!stays) {
    window.scrollTo(0, 0);
    if (!first) main.querySelector('h1')?.focus({ preventScroll: true });
  }
  first = false;
}

function signIn(why) {
  const key = h('input', { type: 'password', autocomplete: 'current-password', required: true });
  const faults = h('div', {}, why.code === 'FT-1920' ? null : fault(why));
  const send = async (event) => {
    event.preventDefault();
    try {
      await post('/session', { key: key.value });
      await showSession();
      turn();
    } catch (error) {
      replace(faults, fault(error));
    }
  };
  return h('div', { class: 'page' },
    head('Sign in', 'This registry asks for an API key. "foretide key NAME --role operator" makes one.'),
    h('form', { class: 'card stack', on: { submit: send } }, field('API key', key), faults,
      h('div', { class: 'row' }, h('button', { class: 'primary', type: 'submit' }, 'Sign in'))));
}

async function showSession() {
  reader = await get('/session');
  const leave = async () => {
    await del('/session');
    location.reload();
  };
  replace(session, reader.required && reader.name
    ? [h('div', {}, `${reader.name}, ${reader.role}`), h('button', { type: 'button', class: 'quiet', on: { click: leave } }, 'Sign out')]
    : null);
}

const known = showSession().catch((error) => console.warn(error));
const turn = follow('overview', show);
