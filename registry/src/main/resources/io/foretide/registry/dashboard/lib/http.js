// Calls of the registry's REST. Everything is relative to where these files came from, so the pages
// also work behind a proxy that puts them below a path of its own.

const BASE = new URL('../../', import.meta.url);

let key = null;

/** The key of whoever asks from another address; pages of the registry's own have it in a cookie. */
export function bringKey(value) {
  key = value || null;
}

export function withKey(headers) {
  return key ? { ...headers, Authorization: `Bearer ${key}` } : headers;
}

/** What the registry answered instead: a code, and a message that says what to do. */
export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

/** Escapes what stands between the slashes: at`/models/${name}/overview`. */
export function at(strings, ...values) {
  return strings.reduce((path, text, i) => path + encodeURIComponent(values[i - 1]) + text);
}

/** A path out of an id that has slashes of its own, such as a series or a file. */
export function deep(prefix, id) {
  return prefix + id.split('/').map(encodeURIComponent).join('/');
}

/** The full address; a list becomes a repeated parameter, what is empty is left out. */
export function address(path, query) {
  const url = new URL(path.replace(/^\//, ''), BASE);
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') url.searchParams.append(name, one);
    }
  }
  return url;
}

/** The error that an answer is, whatever its body looks like. */
export function errorOf(status, text) {
  try {
    const body = JSON.parse(text);
    if (body.code && body.message) return new ApiError(status, body.code, body.message);
  } catch {
    // Not from the registry itself: a proxy, say.
  }
  return new ApiError(status, `HTTP ${status}`, 'the registry did not answer this; is it running?');
}

export async function request(method, path, { query, body, signal, accept } = {}) {
  let response;
  try {
    response = await fetch(address(path, query), {
      method,
      signal,
      headers: withKey({
        Accept: accept ?? 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      }),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'no answer', 'the registry cannot be reached; it may be starting, or stopped');
  }
  if (!response.ok) throw errorOf(response.status, await response.text());
  return response;
}

export async function get(path, query, signal) {
  return (await request('GET', path, { query, signal })).json();
}

export async function getText(path, query, signal) {
  return (await request('GET', path, { query, signal, accept: '*/*' })).text();
}

export async function post(path, body, signal) {
  return (await request('POST', path, { body: body ?? {}, signal })).json();
}

export async function del(path, query) {
  return (await request('DELETE', path, { query })).json();
}

/** What was asked for; or, where it failed with one of these codes, something else. */
export async function orElse(promise, otherwise, ...codes) {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof ApiError && (codes.length === 0 || codes.includes(error.code))) return otherwise;
    throw error;
  }
}
