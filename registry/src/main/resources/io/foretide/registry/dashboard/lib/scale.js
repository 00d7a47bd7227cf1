// From values to places in a chart, and round numbers for its axes.

/** A straight scale. */
export function scale([from, to], [start, end]) {
  const span = to - from || 1;
  return (value) => start + ((value - from) / span) * (end - start);
}

/** About so many round numbers between two values. */
export function ticks(from, to, about) {
  const raw = (to - from || 1) / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((factor) => raw <= factor * power * 1.0001);
  const all = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i += 1) all.push(i * step + 0);
  return all;
}

const DAY = 86_400_000;
const STEPS = [1000, 5000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000,
  DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 182 * DAY, 365 * DAY];

/** About so many instants between two, in milliseconds. */
export function timeTicks(from, to, about) {
  const raw = (to - from || 1) / about;
  const step = STEPS.find((one) => one >= raw) ?? Math.ceil(raw / (365 * DAY)) * 365 * DAY;
  const all = [];
  for (let t = Math.ceil(from / step) * step; t <= to; t += step) all.push(t);
  return { all, step };
}

/** How an instant stands on an axis with such steps. */
export function timeLabel(time, step) {
  const options = step >= 91 * DAY
    ? { month: 'short', year: '2-digit' }
    : step >= DAY ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' }).format(new Date(time));
}

/** The least and the greatest, with some air; zero is taken in where it is near. */
export function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return [0, 1];
  if (low > 0 && low < 0.4 * high) low = 0;
  const air = (high - low || Math.abs(high) || 1) * 0.06;
  return [low === 0 ? 0 : low - air, high + air];
}
