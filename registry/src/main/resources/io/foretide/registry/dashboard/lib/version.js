// A version in full.
import { address, at, get } from './http.js';
import { h, link } from './dom.js';
import { bytes, count, date, millis, number, percent, seconds, span, timeExactly } from './format.js';
import { card, crumbs, download, facts, head, runLink, state, tiles } from './parts.js';
import { lineChart } from './chart.js';
import { explanations } from './explanations.js';
import { isEnd, score, worth } from './scores.js';
import { table } from './table.js';
import { usage } from './usage.js';

export async function versionPage(model, number_, { signal }) {
  const { summary: version, published } = await get(at`/models/${model}/versions/${number_}`, {}, signal);
  const { metrics, baseline, windows } = version.scorecard;
  return [
    h('div', {}, crumbs(model, link(['models', model])),
      head(`${model}/${number_}`, `${version.kind}, published ${timeExactly(version.publishedAt)} by ${version.publishedBy}`,
        h('a', { class: 'button', href: link(['artifacts', model, String(number_)]) }, 'Inspect its files'),
        download(address(at`/models/${model}/versions/${number_}/artifacts.zip`), 'All files as zip'))),
    h('div', { class: 'row' }, version.aliases.map(state), version.retired ? state('retired') : null),
    tiles([
      ...worth(version.scorecard),
      ['Coverage of 95 %', percent(metrics.coverage95), `${count(windows)} windows`],
      ['Trained in', seconds(version.cost.trainSeconds), runLink(version.run)],
      ['Size', bytes(version.cost.artifactBytes), `${count(version.cost.artifacts)} files`],
      ['One forecast', version.cost.forecastMillis.length ? millis(Math.max(...version.cost.forecastMillis)) : '–',
        version.cost.forecastMillis.length ? 'of one series, when it went live' : 'not measured: no forecaster serves it'],
      ['Loaded in', version.cost.loadMillis.length ? `${Math.max(...version.cost.loadMillis)} ms` : '–', 'fetch, check, warm up'],
    ]),
    h('div', { class: 'columns' },
      card('Scores', scores(metrics, baseline, published.scorecard.championMetrics)),
      card('Score per cutoff', perCutoff(published.scorecard.cutoffs))),
    await explanations(model, number_, signal),
    h('div', { class: 'columns' }, provenance(published), settings(published)),
    await usage(model, number_, signal),
  ];
}

function scores(metrics, baseline, champion) {
  return table('Scores beside the naive floor and the champion of then', [
    { name: 'Score', head: true, cell: (name) => name },
    { name: 'Version', num: true, cell: (name) => score(metrics, name) },
    { name: 'Naive floor', num: true, cell: (name) => number(baseline[name]) },
    ...(champion ? [{ name: 'Champion then', num: true, cell: (name) => number(champion[name]) }] : []),
  ], Object.keys(metrics).filter((name) => !isEnd(name)));
}

function perCutoff(cutoffs) {
  const points = cutoffs.filter((c) => Number.isFinite(c.metrics.MASE)).map((c) => [new Date(c.cutoff).getTime(), c.metrics.MASE]);
  return lineChart('MASE per cutoff', 'MASE of the backtest at each rolling cutoff; lower is better.',
    [{ name: 'MASE', points, dots: true }], [], { time: true, height: 240 });
}

function provenance({ provenance: from }) {
  return card('How it came to be', facts([
    ['Data set digest', h('code', {}, from.datasetDigest)],
    ['Series', count(from.series)], ['Observations', count(from.observations)],
    ['Data', `${date(from.firstTime)} to ${date(from.cutoff)}`],
    ['Read up to', from.offsets.map((o) => `${o.topic}-${o.partition}@${o.offset}`).join(', ')],
    ['Code', from.codeVersion],
    ['Libraries', Object.entries(from.libraries).map(([k, v]) => `${k} ${v}`).join(', ')],
  ]));
}

function settings(published) {
  return card('Settings', facts([
    ['Kind', h('a', { href: link(['catalogue', published.kind]) }, published.kind)],
    ['Format', h('code', {}, published.format)], ['Seed', published.seed],
    ['Horizon', span(published.horizon, published.step)], ['Levels', published.levels.join(', ')],
    ...Object.entries(published.settings).map(([name, value]) => [h('code', {}, name), value]),
  ]));
}
