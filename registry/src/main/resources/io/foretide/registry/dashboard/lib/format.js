// Numbers, times and sizes for a person, in the reader's own language.

const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const NOTHING = '–';

function missing(value) {
  return value === null || value === undefined || Number.isNaN(value);
}

export function count(value) {
  return missing(value) ? NOTHING : whole.format(value);
}

/** 1 file, 2 files. */
export function many(value, one) {
  return `${count(value)} ${one}${value === 1 ? '' : 's'}`;
}

export function short(value) {
  return missing(value) ? NOTHING : compact.format(value);
}

/** With as many digits as tell something. */
export function number(value, digits = 3) {
  if (missing(value)) return NOTHING;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(2);
  const decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? Math.min(digits, 2) : digits;
  return value.toLocaleString(undefined, { maximumFractionDigits: decimals });
}

export function percent(value, decimals = 1) {
  return missing(value) ? NOTHING : `${value.toFixed(decimals)} %`;
}

export function bytes(value) {
  if (missing(value)) return NOTHING;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let size = value;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 1 : 0)} ${units[unit]}`;
}

export function seconds(value) {
  if (missing(value)) return NOTHING;
  if (value < 1) return `${Math.round(value * 1000)} ms`;
  if (value < 60) return `${value.toFixed(value < 10 ? 1 : 0)} s`;
  if (value < 3600) return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
  return `${Math.floor(value / 3600)} h ${Math.round((value % 3600) / 60)} min`;
}

export function millis(value) {
  return missing(value) ? NOTHING : `${number(value)} ms`;
}

export function time(value) {
  return missing(value) ? NOTHING : moment.format(new Date(value));
}

export function timeExactly(value) {
  return missing(value) ? NOTHING : exact.format(new Date(value));
}

export function date(value) {
  return missing(value) ? NOTHING : day.format(new Date(value));
}

/** The time of a step: only its day where it is one of midnight. */
export function stepTime(value) {
  if (missing(value)) return NOTHING;
  return new Date(value).getTime() % 86_400_000 === 0 ? date(value) : time(value);
}

const UNITS = { Y: 'year', M: 'month', W: 'week', D: 'day', TH: 'hour', TM: 'minute', TS: 'second' };

/** 28 steps of P1D -> 28 days; 4 steps of PT15M -> 4 × 15 minutes. */
export function span(steps, step) {
  const [, time, length, letter] = /^P(T?)(\d+)([A-Z])$/.exec(step) ?? [];
  const unit = UNITS[`${time}${letter}`];
  if (!unit) return `${count(steps)} × ${step}`;
  return length === '1' ? many(steps, unit) : `${count(steps)} × ${many(Number(length), unit)}`;
}

const SPANS = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]];
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

export function ago(value) {
  if (missing(value)) return NOTHING;
  const passed = (new Date(value) - Date.now()) / 1000;
  const [unit, length] = SPANS.find(([, span]) => Math.abs(passed) >= span) ?? SPANS[3];
  return relative.format(Math.round(passed / length), unit);
}

/** FINISHED -> finished, production_ready -> production ready. */
export function words(value) {
  return missing(value) ? NOTHING : String(value).toLowerCase().replaceAll('_', ' ');
}
