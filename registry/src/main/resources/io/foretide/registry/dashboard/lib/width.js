// Pictures drawn for the width that they have, so that their letters keep their size.

const LEAST = 260;

/** Draws as soon as the element has a width, and again whenever it has another. */
export function onWidth(element, draw) {
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.max(LEAST, Math.floor(entry.contentRect.width));
    if (entry.contentRect.width === 0 || width === drawn) return;
    drawn = width;
    draw(width);
  }).observe(element);
  return element;
}
