// Elements out of data. Whatever comes from outside becomes a text node or an attribute, never markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === true) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

function apply(element, props) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === 'set') {
      Object.assign(element, value);
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  return element;
}

/**
 * An HTML element.
 * @param props attributes; `on` holds listeners by event, `set` holds properties such as value
 */
export function h(tag, props, ...children) {
  return fill(apply(document.createElement(tag), props), children);
}

/** The same in SVG. */
export function s(tag, props, ...children) {
  return fill(apply(document.createElementNS(SVG, tag), props), children);
}

/** Puts other children in place of those that are there. */
export function replace(element, ...children) {
  element.replaceChildren();
  return fill(element, children);
}

let ids = 0;

/** An id that no other element of the page has. */
export function freshId(prefix = 'id') {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** Tells those who cannot see the page. */
export function say(text) {
  const place = document.getElementById('said');
  if (place) place.textContent = text;
}

/** An address within these pages. */
export function link(path, query) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== '') search.set(name, value);
  }
  const text = search.toString();
  return `#/${path.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}
