// The noise schedule of a diffusion kind, where a file of settings has one.
import { lineChart } from './chart.js';

/** The value of a field of that name, however it is spelled and wherever it stands. */
function find(content, ...names) {
  if (content === null || typeof content !== 'object') return undefined;
  for (const [key, value] of Object.entries(content)) {
    const plain = key.replaceAll('_', '').toLowerCase();
    if (names.includes(plain) && value !== null && typeof value !== 'object') return value;
    const inner = find(value, ...names);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** @returns null where this is no schedule */
export function schedulerChart(content) {
  const steps = Number(find(content, 'timesteps', 'steps'));
  const start = Number(find(content, 'betastart'));
  const end = Number(find(content, 'betaend'));
  if (!Number.isInteger(steps) || steps < 2 || !Number.isFinite(start) || !Number.isFinite(end)) return null;
  const cosine = find(content, 'schedule', 'betaschedule') === 'cosine';
  const betas = Array.from({ length: steps }, (_, t) => (cosine ? cosineBeta(t, steps) : start + ((end - start) * t) / (steps - 1)));
  let kept = 1;
  const signal = betas.map((beta, t) => [t + 1, (kept *= 1 - beta)]);
  return lineChart('Noise schedule', 'Noise added per step, and how much of the signal is left.', [
    { name: 'signal left', color: 0, points: signal },
    { name: 'beta', color: 1, dashed: true, points: betas.map((beta, t) => [t + 1, beta]) },
  ], [], { xName: 'step', height: 220 });
}

/** Nichol and Dhariwal 2021, eq. 17. */
function cosineBeta(t, steps) {
  const left = (u) => Math.cos(((u / steps + 0.008) / 1.008) * (Math.PI / 2)) ** 2;
  return Math.min(0.999, 1 - left(t + 1) / left(t));
}
