// What the model that was trained last expects over all of its series.
import { get, post } from './http.js';
import { h, link, replace } from './dom.js';
import { cardWith } from './parts.js';
import { outlook } from './outlook.js';

const LEVELS = [0.025, 0.25, 0.75, 0.975];

/** Comes after the rest of the page, and stays away where nothing is forecast yet. */
export function glance(signal) {
  const place = h('div', {});
  fill(place, signal).catch((error) => error.name === 'AbortError' || console.warn(error));
  return place;
}

async function fill(place, signal) {
  const { items } = await get('/models', { limit: 200 }, signal);
  const live = items.filter((m) => m.deployments.some((d) => d.state === 'SERVING') && m.champion);
  const newest = live.sort((a, b) => b.champion.publishedAt.localeCompare(a.champion.publishedAt))[0];
  if (!newest) return;
  const levels = LEVELS.filter((l) => l >= newest.definition.levels[0] && l <= newest.definition.levels.at(-1));
  const answer = await post('/forecast', { model: newest.model, levels }, signal);
  const { chart } = await outlook(answer, {}, signal);
  replace(place, cardWith('What is expected', h('a', { href: link(['forecasts'], { model: newest.model }) }, 'Pick a product'), chart));
}
