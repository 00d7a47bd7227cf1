// Everything that HTTP answers, out of the document that is made from the very routes.
import { address, get } from '../lib/http.js';
import { h } from '../lib/dom.js';
import { badge, card, head } from '../lib/parts.js';
import { field, searchBox } from '../lib/form.js';
import { table } from '../lib/table.js';

const METHODS = ['get', 'post', 'put', 'delete'];
const TONES = { get: 'accent', post: 'good', delete: 'bad' };

export default async function api(context) {
  const document_ = await get('/openapi.json', {}, context.signal);
  const search = (context.query.get('search') ?? '').toLowerCase();
  const chapters = new Map();
  for (const [path, item] of Object.entries(document_.paths)) {
    for (const method of METHODS.filter((m) => item[m])) {
      const operation = item[method];
      if (!`${path} ${operation.summary}`.toLowerCase().includes(search)) continue;
      const tag = operation.tags?.[0] ?? 'other';
      if (!chapters.has(tag)) chapters.set(tag, []);
      chapters.get(tag).push({ path, method, operation });
    }
  }
  return [
    head('REST API', `${document_.info.title} ${document_.info.version}, made from the routes themselves.`,
      h('a', { class: 'button', href: address('/openapi.json') }, 'openapi.json')),
    h('div', { class: 'filters', role: 'search' }, field('Search', searchBox(context.query.get('search'), (v) => context.with({ search: v })))),
    [...chapters].sort(([a], [b]) => a.localeCompare(b)).map(([tag, all]) =>
      card(tag, h('div', { class: 'stack' }, all.map((one) => shown(one, document_))))),
  ];
}

function shown({ path, method, operation }, document_) {
  const parameters = operation.parameters ?? [];
  const body = operation.requestBody?.content ?? {};
  const simple = method === 'get' && parameters.every((p) => !p.required);
  return h('details', {},
    h('summary', {}, badge(method.toUpperCase(), TONES[method]), ' ', h('code', {}, path), ' ', h('span', { class: 'muted' }, operation.summary)),
    h('div', { class: 'stack' },
      parameters.length ? table(`Parameters of ${method} ${path}`, [
        { name: 'Parameter', head: true, cell: (p) => h('code', {}, p.name) },
        { name: 'In', cell: (p) => p.in },
        { name: 'Must be', cell: (p) => (p.required ? 'yes' : 'no') },
        { name: 'What it is', wrap: true, cell: (p) => p.description ?? '' },
      ], parameters) : null,
      Object.entries(body).map(([type, { schema }]) => fields(`Body, ${type}`, schema, document_)),
      Object.entries(operation.responses ?? {}).flatMap(([status, response]) =>
        Object.entries(response.content ?? {}).filter(() => status.startsWith('2'))
          .map(([type, { schema }]) => fields(`Answer ${status}, ${type}`, schema, document_))),
      simple ? h('p', {}, h('a', { href: address(path) }, 'Ask it now')) : null));
}

function resolved(schema, document_) {
  const name = schema?.$ref?.split('/').at(-1);
  return name ? { name, ...document_.components.schemas[name] } : schema ?? {};
}

function fields(title, schema, document_) {
  const whole = resolved(schema, document_);
  const one = whole.type === 'array' ? resolved(whole.items, document_) : whole;
  const entries = Object.entries(one.properties ?? {});
  if (entries.length === 0) return h('p', { class: 'muted' }, title);
  return table(title, [
    { name: 'Field', head: true, cell: ([name]) => h('code', {}, name) },
    { name: 'Type', cell: ([, s]) => typeOf(s) },
    { name: 'What it is', wrap: true, cell: ([, s]) => s.description ?? resolved(s, document_).description ?? '' },
  ], entries, { visible: true });
}

function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  return [schema.type].flat().filter(Boolean).join(' or ') || 'any';
}
