// A run, watched to its end: how far it is, its loss as it falls, and the way to stop it.
import { del } from './http.js';
import { followRun } from './events.js';
import { h, link, replace } from './dom.js';
import { addLosses } from './curves.js';
import { liveChart, lineChart } from './chart.js';
import { badge, bar, facts, fault, notice, runLink, versionLink } from './parts.js';
import { number, percent, seconds, words } from './format.js';
import { who } from './ask.js';

const STAGES = ['STARTED', 'SNAPSHOT', 'BACKTEST', 'FIT', 'CALIBRATE', 'SAVE', 'FINISHED'];
const BAD = new Set(['FAILED', 'CANCELLED']);

/** Losses by epoch of the fit that is under way; a run has one fit per cutoff, and one for good. */
export class LossCurve {
  constructor() {
    this.lines = new Map();
    this.last = 0;
  }

  /** @returns whether there is something new */
  take(progress) {
    if (!progress.epoch || Object.keys(progress.losses ?? {}).length === 0) return false;
    if (progress.epoch < this.last) this.lines.clear();
    this.last = progress.epoch;
    addLosses(this.lines, progress.epoch, progress.losses);
    return true;
  }

  chart(title = 'Loss of the fit under way') {
    const lines = [...this.lines].map(([name, points], color) => ({ name, points, color, dashed: name !== 'training' }));
    return lineChart(title, 'Loss by epoch; lower is better.', lines, [], { xName: 'epoch', height: 200 });
  }
}

/**
 * @param options {signal, onEnd(progress)}
 */
export function watchRun(run, { signal, onEnd = () => {} } = {}) {
  const view = new RunView(run);
  view.done = followRun(run, {
    signal,
    onConnection: (there) => view.connection(there),
    each: (progress) => {
      view.show(progress);
      if (progress.stage === 'FINISHED' || BAD.has(progress.stage)) onEnd(progress);
    },
  }).catch((error) => view.broken(error));
  return view.element;
}

/** What is seen of a run; `show` takes its events, wherever they come from. */
export class RunView {
  constructor(run, links = true) {
    this.links = links;
    this.run = run;
    this.losses = new LossCurve();
    this.bar = bar(`Progress of ${run}`, 0);
    this.message = h('p', { role: 'status' }, 'Waiting for a trainer to take it.');
    this.detail = h('p', { class: 'small muted num' }, '');
    this.stages = h('ol', { class: 'stages', 'aria-label': 'Stages' }, STAGES.map((stage) => h('li', {}, words(stage))));
    this.link = h('p', { class: 'notice warn', hidden: true }, 'The connection broke off. It is taken up again where it was.');
    this.curve = null;
    this.outcome = h('div', { class: 'stack' });
    this.stop = h('button', { type: 'button', class: 'danger', on: { click: () => this.cancel() } }, 'Stop the run');
    this.element = h('div', { class: 'stack' },
      h('div', { class: 'row' }, links ? runLink(run) : h('code', {}, run)),
      this.bar, this.stages, this.message, this.detail, this.link,
      this.curvePlace = h('div', {}), this.outcome, h('div', { class: 'row' }, this.stop));
  }

  show(progress) {
    const over = progress.stage === 'FINISHED' || BAD.has(progress.stage);
    const tone = progress.stage === 'FINISHED' ? 'good' : BAD.has(progress.stage) ? 'bad' : '';
    this.bar.update(progress.percent / 100, tone);
    this.message.textContent = progress.message;
    this.detail.textContent = [
      `${Math.round(progress.percent)} %`,
      progress.epoch ? `epoch ${progress.epoch} of ${progress.epochs ?? '?'}` : null,
      ...Object.entries(progress.losses ?? {}).map(([name, value]) => `${name} loss ${number(value, 4)}`),
      progress.etaSeconds !== null && progress.etaSeconds !== undefined && !over ? `about ${seconds(progress.etaSeconds)} left` : null,
      `trainer ${progress.trainer}`,
    ].filter(Boolean).join(' · ');
    this.mark(progress.stage);
    if (this.losses.take(progress)) this.draw();
    if (over) this.end(progress);
  }

  mark(stage) {
    const at = STAGES.indexOf(stage);
    if (at < 0) return;
    [...this.stages.children].forEach((item, i) => {
      item.className = i < at || stage === 'FINISHED' ? 'done' : '';
      if (i === at && stage !== 'FINISHED') item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    });
  }

  draw() {
    if (!this.curve) {
      this.curve = liveChart(() => this.losses.chart());
      this.curvePlace.append(this.curve);
    } else {
      this.curve.redraw();
    }
  }

  end(progress) {
    this.stop.hidden = true;
    this.link.hidden = true;
    if (progress.stage !== 'FINISHED') {
      replace(this.outcome, notice('bad', progress.code ? [h('code', {}, progress.code), ' '] : null, progress.message));
      return;
    }
    const scores = progress.metrics ?? {};
    const version = progress.version;
    replace(this.outcome, notice('good',
      version ? ['Published ', this.links ? versionLink(progress.model, version) : badge(`${progress.model}/${version}`), '. '] : null,
      progress.message),
    this.links && version ? h('div', { class: 'row' },
      h('a', { class: 'button primary', href: link(['forecasts'], { model: progress.model }) }, 'See the forecast'),
      h('a', { class: 'button', href: link(['compare'], { model: progress.model }) }, 'Compare versions')) : null,
    facts([
      ['MASE', scores.MASE === undefined ? null : number(scores.MASE)],
      ['Coverage of the 95 % interval', scores.coverage95 === undefined ? null : percent(scores.coverage95)],
    ]));
  }

  connection(there) {
    this.link.hidden = there;
  }

  broken(error) {
    replace(this.outcome, fault(error));
  }

  async cancel() {
    this.stop.disabled = true;
    try {
      await del(`/models/training/${encodeURIComponent(this.run)}`, { who: who(), why: 'stopped in the dashboard' });
      this.message.textContent = 'Asked to stop.';
    } catch (error) {
      this.broken(error);
      this.stop.disabled = false;
    }
  }
}

