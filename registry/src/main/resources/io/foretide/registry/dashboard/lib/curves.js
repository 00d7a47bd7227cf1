// Loss curves of several runs over each other.
import { at, get } from './http.js';
import { empty } from './parts.js';
import { lineChart } from './chart.js';

const PAGE = 1000;

/** The losses of a run's last fit, which is the one that was published, by name. */
export function lastFit(events) {
  let lines = new Map();
  let last = 0;
  for (const { epoch, losses } of events) {
    if (!epoch || Object.keys(losses ?? {}).length === 0) continue;
    if (epoch < last) lines = new Map();
    last = epoch;
    addLosses(lines, epoch, losses);
  }
  return lines;
}

/** An event that comes while an epoch goes on tells the last one's losses once more. */
export function addLosses(lines, epoch, losses) {
  for (const [name, value] of Object.entries(losses)) {
    if (!Number.isFinite(value)) continue;
    if (!lines.has(name)) lines.set(name, []);
    const points = lines.get(name);
    if (points.at(-1)?.[0] === epoch) points.pop();
    points.push([epoch, value]);
  }
}

async function eventsOf(run, signal) {
  const all = [];
  for (;;) {
    const page = await get(at`/runs/${run}/progress`, { limit: PAGE, offset: all.length }, signal);
    all.push(...page.items);
    if (all.length >= page.total || page.items.length === 0) return all;
  }
}

export async function lossCurves(runs, signal) {
  if (runs.length === 0) return empty('Tick runs to lay their loss curves over each other.');
  const fits = await Promise.all(runs.map(async (run) => lastFit(await eventsOf(run, signal))));
  const lines = fits.flatMap((fit, i) => [...fit].map(([name, points]) => ({
    name: runs.length > 1 ? `${runs[i]} ${name}` : name, points, color: i % 6, dashed: name !== 'training',
  })));
  return lines.length
    ? lineChart('Loss by epoch of the last fit', 'Lower is better; dashed is validation.', lines, [], { xName: 'epoch', height: 240 })
    : empty('No losses were told: a kind that is not fitted in epochs has none, nor has a run that ended before its first.');
}
