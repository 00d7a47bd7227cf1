// A run, asked for by a form that is made from the kind's own settings.
import { at, get, post } from '../lib/http.js';
import { h, replace } from '../lib/dom.js';
import { count, date, span } from '../lib/format.js';
import { card, empty, facts, fault, head } from '../lib/parts.js';
import { field, pick, select, settingsForm } from '../lib/form.js';
import { watchRun } from '../lib/watch.js';
import { who } from '../lib/ask.js';

export default async function train(context) {
  const { query, signal } = context;
  const [models, kinds, attributes] = await Promise.all([
    get('/models', { limit: 1000 }, signal),
    get('/models/list', { limit: 500 }, signal),
    get('/forecasts/attributes', {}, signal),
  ]);
  const title = head('Train', 'Choose a model, a kind and its settings. A trainer takes the run as soon as one is free.');
  if (models.items.length === 0) {
    return [title, empty('There is no model to train yet; the first upload of a data set defines one.')];
  }
  const model = models.items.find((m) => m.model === query.get('model')) ?? models.items[0];
  const kindId = query.get('kind') || model.definition?.kind || kinds.items[0]?.id;
  const kind = await get(at`/kinds/${kindId}`, {}, signal);
  const place = h('div', { class: 'stack' });
  return [
    title,
    h('div', { class: 'side' },
      h('div', { class: 'stack' },
        card('What', h('div', { class: 'stack' },
          field('Model', select(models.items.map((m) => m.model), model.model, (value) => context.with({ model: value }))),
          field('Kind', select(kinds.items.map((k) => [k.id, k.name]), kindId, (value) => context.with({ kind: value })), kind.bestFor))),
        card('Data', dataOf(model))),
      form(context, model, kind, attributes, place)),
    place,
  ];
}

function dataOf({ definition }) {
  return definition
    ? facts([
      ['Data set', definition.dataset], ['Horizon', span(definition.horizon, definition.step)],
      ['Cutoffs of the backtest', count(definition.backtestCutoffs)], ['Promotion', definition.promotion.toLowerCase()],
      ['Scope', Object.entries(definition.scope).map(([k, v]) => `${k}=${v}`).join(', ') || 'all series'],
    ])
    : empty('The model has no definition yet.');
}

function form(context, model, kind, attributes, place) {
  const given = model.definition?.kind === kind.id ? model.definition.settings : {};
  const settings = settingsForm(kind.settings, given);
  const seed = h('input', { type: 'text', inputmode: 'numeric', set: { value: '42' } });
  const cause = h('input', { type: 'text', maxlength: 300 });
  const scope = scopeFields(attributes);
  const faults = h('div', {});
  const start = h('button', { type: 'submit', class: 'primary' }, 'Start the run');

  async function send(event) {
    event.preventDefault();
    const chosen = settings.chosen();
    if (!chosen) return;
    start.disabled = true;
    replace(faults);
    try {
      const { config } = await post('/models/configure', { kind: kind.id, settings: chosen });
      const { run } = await post('/models/train', {
        model: model.model, config, scope: scope.chosen(), seed: Number(seed.value) || 0,
        who: who(), cause: cause.value.trim() || 'asked for in the dashboard',
      });
      const watched = card(`Run ${run}`, watchRun(run, { signal: context.signal }));
      place.prepend(watched);
      watched.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    } catch (error) {
      replace(faults, fault(error));
    } finally {
      start.disabled = false;
    }
  }

  return h('form', { class: 'card stack', novalidate: true, on: { submit: send } },
    h('h2', {}, `Settings of ${kind.name}`),
    kind.settings.length ? settings : empty('This kind has no settings.'),
    h('details', {}, h('summary', {}, 'Which series, seed and reason'),
      h('div', { class: 'grid-form' }, scope.fields, field('Seed', seed, 'The same seed gives the same model.'),
        field('Why', cause, 'For the record.'))),
    faults,
    h('div', { class: 'row' }, start, h('span', { class: 'muted small' }, model.champion
      ? `Now served: version ${model.champion.version}, ${model.champion.kind}, of ${date(model.champion.publishedAt)}.` : null)));
}

function scopeFields(attributes) {
  const fields = attributes.map((attribute) => ({
    attribute,
    one: field(attribute.name, pick(attribute, '', () => {})),
  }));
  return {
    fields: fields.map(({ one }) => one),
    chosen: () => Object.fromEntries(fields
      .filter(({ one }) => one.control.value !== '')
      .map(({ attribute, one }) => [attribute.name, one.control.value])),
  };
}
