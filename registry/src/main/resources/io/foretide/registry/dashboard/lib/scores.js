// Scores of a version; those of a market mean something only beside the random walk, and with their intervals.
import { h } from './dom.js';
import { number, percent } from './format.js';

/** Whether a scorecard is of a market. */
export function ofMarket(card) {
  return typeof card?.beatsWalk === 'boolean';
}

/** Whether that is the end of another score's interval, which is shown beside that score. */
export function isEnd(name) {
  return /\.(low|high)$/.test(name);
}

/** A score, with its interval where it has one. */
export function score(metrics, name) {
  const low = metrics[`${name}.low`];
  return low === undefined ? number(metrics[name])
    : [number(metrics[name]), h('small', { class: 'muted nowrap' }, ` ${number(low)} to ${number(metrics[`${name}.high`])}`)];
}

function range(low, high) {
  return low === undefined ? 'too few cutoffs for an interval' : `95 %: ${low.toFixed(1)} to ${high.toFixed(1)}`;
}

function skillRange(metrics) {
  return range(metrics['skill.low'] && 100 * metrics['skill.low'], 100 * metrics['skill.high']);
}

/** The first tiles of a page about a version: what it is worth. */
export function worth(card) {
  const { metrics, baseline, baselineKind } = card;
  if (!ofMarket(card)) return [['MASE', number(metrics.MASE), `${baselineKind} ${number(baseline.MASE)}`]];
  return [
    ['Skill over the random walk', percent(100 * metrics.skill, 2), `${skillRange(metrics)}; ${card.beatsWalk ? 'surely better' : 'not surely better'}`],
    ['Direction', percent(metrics.direction), `${range(metrics['direction.low'], metrics['direction.high'])}; the larger side ${percent(metrics.majority)}`],
  ];
}

/** Columns of a table of versions: what they are worth. */
export function worthColumns(versions) {
  if (!versions.some((v) => ofMarket(v.scorecard))) {
    return [
      { name: 'MASE', num: true, cell: (v) => number(v.scorecard.metrics.MASE), sort: (v) => v.scorecard.metrics.MASE },
      { name: 'Floor', num: true, cell: (v) => number(v.scorecard.baseline.MASE) },
    ];
  }
  const of = (v) => v.scorecard.metrics;
  const small = (text) => h('div', { class: 'small muted' }, text);
  return [
    { name: 'Skill', num: true, sort: (v) => of(v).skill,
      cell: (v) => [percent(100 * of(v).skill, 2), ofMarket(v.scorecard) ? small(skillRange(of(v))) : null] },
    { name: 'Beats walk', cell: (v) => (v.scorecard.beatsWalk ? 'surely' : 'not surely') },
    { name: 'Direction', num: true, sort: (v) => of(v).direction,
      cell: (v) => [percent(of(v).direction), small(`larger side ${percent(of(v).majority)}`)] },
  ];
}
