// Which page the address asks for. Addresses are fragments (#/models/sales?tab=audit), so every page
// can be bookmarked and the registry needs no route for any of them.

/** The parts of an address; the first names the page. */
export function parse(hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').filter(Boolean).map(decoded);
  return { parts, query: new URLSearchParams(query ?? '') };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * Follows the address.
 * @param show called with (page name, context, whether the reader stays on the page)
 */
export function follow(fallback, show) {
  let leaving = new AbortController();
  let shown = null;

  function turn() {
    if (location.hash && !location.hash.startsWith('#/')) return;
    leaving.abort();
    leaving = new AbortController();
    const { parts, query } = parse(location.hash);
    const name = parts[0] ?? fallback;
    const where = parts.join('/');
    const stays = shown === where;
    shown = where;
    show(name, context(parts.slice(1), query, leaving.signal, name, turn), stays);
  }

  window.addEventListener('hashchange', turn);
  turn();
  return turn;
}

function context(parts, query, signal, name, turn) {
  const here = `#/${[name, ...parts].map(encodeURIComponent).join('/')}`;
  return {
    parts,
    query,
    signal,
    /** Changes parameters of this address, which makes the page anew. */
    with(changes) {
      const next = new URLSearchParams(query);
      for (const [key, value] of Object.entries(changes)) {
        if (value === null || value === undefined || value === '' || value === false) next.delete(key);
        else next.set(key, value);
      }
      const text = next.toString();
      location.hash = text ? `${here}?${text}` : here;
    },
    /** Makes the page anew, with what the registry knows now. */
    again: turn,
    /** The same a little later: a change has to come back by replay before the registry shows it. */
    soon: () => setTimeout(() => signal.aborted || turn(), 600),
    /** Does it again and again while the page is shown and looked at. */
    every(millis, work) {
      const timer = setInterval(async () => {
        if (document.visibilityState !== 'visible') return;
        try {
          await work();
        } catch (error) {
          if (error.name !== 'AbortError') console.warn(error);
        }
      }, millis);
      signal.addEventListener('abort', () => clearInterval(timer));
    },
  };
}
