// Prometheus' text format, as far as a page needs it.

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** @returns {{name: string, labels: Object<string, string>, value: number}[]} */
export function parseMetrics(text) {
  return text.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => {
    const [, name, labels, value] = LINE.exec(line) ?? [];
    return name && {
      name,
      labels: Object.fromEntries([...(labels ?? '').matchAll(LABEL)].map(([, key, text_]) => [key, text_])),
      value: Number(value),
    };
  }).filter((metric) => metric && Number.isFinite(metric.value));
}

export function labelled(metrics, name) {
  return metrics.filter((metric) => metric.name === name);
}
