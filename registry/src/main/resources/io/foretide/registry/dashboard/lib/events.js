// Server-sent events, read by hand: an EventSource can neither send a file nor show an error's code.
import { ApiError, address, errorOf, withKey } from './http.js';

/** Cuts text into events as it comes. */
export class EventParser {
  constructor(each) {
    this.each = each;
    this.rest = '';
    this.lastId = null;
  }

  push(text) {
    this.rest += text;
    const blocks = this.rest.split(/\r?\n\r?\n/);
    this.rest = blocks.pop();
    blocks.forEach((block) => this.take(block));
  }

  take(block) {
    const event = { name: 'message', data: '', id: null };
    for (const line of block.split(/\r?\n/)) {
      const colon = line.indexOf(':');
      if (colon <= 0) continue;
      const value = line.slice(colon + 1).replace(/^ /, '');
      const field = line.slice(0, colon);
      if (field === 'event') event.name = value;
      else if (field === 'data') event.data += (event.data ? '\n' : '') + value;
      else if (field === 'id') event.id = value;
    }
    if (!event.data) return;
    if (event.id !== null) this.lastId = event.id;
    this.each(event.name, JSON.parse(event.data));
  }
}

const ENDS = new Set(['FINISHED', 'FAILED', 'CANCELLED']);

/** Whether a run's event is its last. */
export function ended(progress) {
  return ENDS.has(progress?.stage);
}

const LONGEST_PAUSE = 10_000;

/**
 * Follows a run to its end. Where the connection breaks, it goes on after the last event it had.
 * @param each called with every progress event, once each and in order
 * @param onConnection called with true or false as the connection comes and goes
 */
export async function followRun(run, { each, onConnection = () => {}, signal, lastId = null }) {
  let over = false;
  let pause = 500;
  const parser = new EventParser((name, data) => {
    if (name !== 'progress') return;
    pause = 500;
    over = ended(data);
    each(data);
  });
  parser.lastId = lastId;
  while (!over && !signal?.aborted) {
    try {
      await readOnce(run, parser, signal, () => onConnection(true));
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) throw error;
    }
    if (over || signal?.aborted) return;
    onConnection(false);
    parser.rest = '';
    await wait(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

async function readOnce(run, parser, signal, onOpen) {
  const url = address(`/models/training/${encodeURIComponent(run)}/events`);
  const headers = withKey({ Accept: 'text/event-stream' });
  if (parser.lastId !== null) headers['Last-Event-ID'] = parser.lastId;
  const response = await fetch(url, { headers, signal, cache: 'no-store' });
  if (!response.ok) throw errorOf(response.status, await response.text());
  onOpen();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.push(value);
  }
}

export function wait(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
