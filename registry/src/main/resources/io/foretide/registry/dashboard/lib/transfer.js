// A file on its way to the registry. XMLHttpRequest, because fetch does not tell how much was sent.
import { ApiError, address, errorOf, withKey } from './http.js';
import { EventParser } from './events.js';

/**
 * Sends a file.
 * @param onSent called with the share that was sent, 0 to 1
 * @param onEvent called with (name, data) where the answer is events; the promise then ends with them
 * @returns {Promise<{status: number, body: any, lastId: string | null}>}
 */
export function sendFile(path, file, { query, signal, onSent = () => {}, onEvent } = {}) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('file', file, file.name);
    const call = new XMLHttpRequest();
    call.open('POST', address(path, query));
    for (const [name, value] of Object.entries(withKey({}))) call.setRequestHeader(name, value);
    const parser = onEvent ? new EventParser(onEvent) : null;
    let read = 0;

    const streaming = () => (call.getResponseHeader('Content-Type') ?? '').startsWith('text/event-stream');
    const readOn = () => {
      if (!parser || call.status !== 200 || !streaming()) return;
      const fresh = call.responseText.slice(read);
      read += fresh.length;
      parser.push(fresh);
    };
    const lost = () => {
      const error = new ApiError(0, 'no answer', 'the connection to the registry broke off');
      error.lastId = parser?.lastId ?? null;
      reject(error);
    };

    call.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onSent(event.loaded / event.total);
    });
    call.upload.addEventListener('load', () => onSent(1));
    call.addEventListener('progress', readOn);
    call.addEventListener('error', lost);
    call.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
    call.addEventListener('load', () => {
      readOn();
      if (call.status === 422 || call.status < 300) {
        const body = streaming() ? null : JSON.parse(call.responseText || 'null');
        if (call.status === 422 && body?.code) reject(errorOf(422, call.responseText));
        else resolve({ status: call.status, body, lastId: parser?.lastId ?? null });
      } else {
        reject(errorOf(call.status, call.responseText));
      }
    });
    signal?.addEventListener('abort', () => call.abort());
    call.send(form);
  });
}
