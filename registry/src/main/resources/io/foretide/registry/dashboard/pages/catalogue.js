// Every kind that can be trained, honestly described.
import { at, get } from '../lib/http.js';
import { h, link } from '../lib/dom.js';
import { bytes, count, many, millis, number, percent, seconds, time as moment, words } from '../lib/format.js';
import { badge, card, crumbs, empty, facts, head, tabs, tiles } from '../lib/parts.js';
import { field, range, searchBox, select } from '../lib/form.js';
import { table } from '../lib/table.js';

export default async function catalogue(context) {
  return context.parts[0] ? one(context.parts[0], context) : all(context);
}

async function all(context) {
  const { query, signal } = context;
  const wanted = Object.fromEntries(['category', 'use_case', 'production_ready', 'search'].map((k) => [k, query.get(k)]));
  const [categories, useCases, kinds, advice] = await Promise.all([
    get('/models/categories', {}, signal),
    get('/models/use-cases', {}, signal),
    get('/models/list', { ...wanted, limit: 500 }, signal),
    wanted.use_case ? get('/models/recommend', { use_case: wanted.use_case }, signal) : [],
  ]);
  const total = categories.reduce((sum, c) => sum + c.count, 0);
  return [
    head('Catalogue', 'Every kind of model that can be trained here, with what it is good for and what it is not.'),
    tabs('Families', [['', `All ${total}`], ...categories.map((c) => [c.category, `${words(c.category)} ${c.count}`])],
      wanted.category ?? '', (category) => link(['catalogue'], { ...wanted, category })),
    h('div', { class: 'filters', role: 'search' },
      field('Use case', select([['', 'Any'], ...useCases.map((u) => [u.id, `${u.name} (${u.kinds.length})`])],
        wanted.use_case ?? '', (value) => context.with({ use_case: value }))),
      field('Readiness', select([['', 'Any'], ['true', 'Beat the naive floor here'], ['false', 'Not so far']],
        wanted.production_ready ?? '', (value) => context.with({ production_ready: value }))),
      field('Search', searchBox(wanted.search, (value) => context.with({ search: value })))),
    advice.length ? recommended(advice, useCases.find((u) => u.id === wanted.use_case)?.name ?? wanted.use_case) : null,
    kinds.items.length
      ? h('ul', { class: 'cards' }, kinds.items.map((kind) => h('li', {}, kindCard(kind))))
      : empty('No kind passes these filters. ', h('a', { href: link(['catalogue']) }, 'Show all')),
  ];
}

function recommended(advice, name) {
  return card(`Recommended for ${name.toLowerCase()}`, table('Recommendations, the best first', [
    { name: 'Rank', num: true, cell: (r) => r.rank },
    { name: 'Kind', head: true, cell: (r) => h('a', { href: link(['catalogue', r.kind]) }, r.name) },
    { name: 'Why', wrap: true, cell: (r) => r.reasons.join('; ') },
    { name: 'What speaks against it', wrap: true, cell: (r) => r.caveats.join('; ') || '–' },
  ], advice.slice(0, 8)));
}

function ready(kind) {
  return kind.productionReady ? badge('beats the floor', 'good') : badge(kind.measured.versions ? 'below the floor' : 'not trained here');
}

/** A sentence of its own, as part of another. */
function within(text) {
  return text.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}

function kindCard(kind) {
  return h('article', { class: 'card kind-card' },
    h('h2', {}, h('a', { href: link(['catalogue', kind.id]) }, kind.name)),
    h('div', { class: 'row' }, badge(words(kind.category), 'accent'), ready(kind), kind.needsGpu ? badge('wants a GPU', 'warn') : null),
    h('p', {}, kind.description),
    h('div', { class: 'small' }, h('strong', {}, 'Best for '), within(kind.bestFor)),
    h('div', { class: 'row small muted' },
      h('span', {}, `from ${many(kind.minimumSamples, 'observation')}`),
      kind.measured.mase !== undefined ? h('span', {}, `MASE ${number(kind.measured.mase)}`) : null));
}

const MEGABYTE = 1024 * 1024;

/** As it is served here, or else as it was in a benchmark. */
function forecastTile({ measured, benchmark }) {
  if (measured.forecastMillis !== undefined) return ['One forecast', millis(measured.forecastMillis), 'of one series'];
  const told = benchmark?.values.inference_p50;
  return ['One forecast', millis(told), told === undefined ? 'not measured: none is served' : 'of one series, by benchmark'];
}

function benchmarked({ contender, data, about, who, time }) {
  return `${contender} on ${data} (${about}), published ${moment(time)} by ${who}`;
}

async function one(id, { signal }) {
  const kind = await get(at`/kinds/${id}`, {}, signal);
  const { measured } = kind;
  const cost = kind.benchmark?.values ?? {};
  return [
    h('div', {}, crumbs('Catalogue', link(['catalogue'])),
      head(kind.name, kind.description, h('a', { class: 'button primary', href: link(['train'], { kind: id }) }, 'Train it'))),
    h('div', { class: 'row' }, badge(words(kind.category), 'accent'), ready(kind), h('span', { class: 'muted small' }, kind.readiness)),
    tiles([
      ['MASE here', number(measured.mase), measured.baselineMase !== undefined ? `naive floor ${number(measured.baselineMase)}` : 'not measured so far'],
      ['Coverage of 95 %', percent(measured.coverage95)],
      ['Training', seconds(measured.trainSeconds), 'median of its runs'],
      forecastTile(kind),
      ['Memory', bytes(cost.memory === undefined ? undefined : cost.memory * MEGABYTE), cost.memory === undefined ? 'no benchmark so far' : 'of a fit, by benchmark'],
      ['Loading', millis(measured.loadMillis), measured.loadMillis === undefined ? 'not measured: none is served' : 'fetch, check, warm up'],
      ['Size', bytes(measured.artifactBytes)],
      ['Versions', count(measured.versions), `${count(measured.betterThanFloor)} beat the floor`],
    ]),
    h('div', { class: 'columns' },
      card('Strengths', h('ul', {}, kind.strengths.map((text) => h('li', {}, text)))),
      card('Weaknesses', h('ul', {}, kind.weaknesses.map((text) => h('li', {}, text))))),
    card('What to know', facts([
      ['Best for', kind.bestFor],
      ['Use cases', kind.useCases.join(', ')],
      ['Data needs', kind.dataNeeds],
      ['Observations per series', `${count(kind.minimumSamples)} at least, ${count(kind.recommendedSamples)} to be at its best`],
      ['Explains', kind.explainability],
      ['Learns online', kind.onlineLearning ? 'yes' : 'no'],
      ['Starts from another version', kind.transferLearning ? 'yes' : 'no'],
      ['GPU', kind.needsGpu ? 'of little use without one' : 'not needed'],
      ['Variants', kind.variants.join(', ')],
      ['Paper', kind.paper],
      ['Latest benchmark', kind.benchmark ? benchmarked(kind.benchmark) : 'none; foretide benchmark --publish makes one'],
    ])),
    card('Settings', table(`Settings of ${kind.name}`, [
      { name: 'Name', head: true, cell: (s) => h('code', {}, s.name) },
      { name: 'Type', cell: (s) => s.type },
      { name: 'Default', cell: (s) => h('code', {}, s.defaultValue || '–') },
      { name: 'Takes', cell: (s) => s.choices.join(', ') || range(s) || '–' },
      { name: 'What it does', wrap: true, cell: (s) => s.help },
    ], kind.settings, { none: 'It has no settings.' })),
  ];
}
