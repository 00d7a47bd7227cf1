// A version that answers for a share of the series in the champion's place, and how that ends.
import { at, post } from './http.js';
import { h, say } from './dom.js';
import { number } from './format.js';
import { action } from './parts.js';
import { field } from './form.js';
import { confirmChange } from './ask.js';

const FIRST_SHARE = 10;

/**
 * What can be done about a version as canary.
 * @param share of the canary that there is, in percent
 */
export function canaryButtons(model, version, aliases, share, after, place) {
  if (!aliases.champion || aliases.champion === version) return [];
  return aliases.canary === version
    ? [shareButton('Share', 'Change the share', model, version, share, after, place), endButton(model, after, place)]
    : [shareButton('Canary', 'Start the canary', model, version, FIRST_SHARE, after, place)];
}

function shareButton(text, verb, model, version, share, after, place) {
  return action(text, async () => {
    const input = h('input', { type: 'number', min: 0.1, max: 100, step: 'any', required: true, set: { value: share } });
    const done = await confirmChange(`Try ${model}/${version} as canary`,
      'It answers for a share of the series, chosen by hash, in the champion’s place; that ends with the champion’s next move.', verb,
      (said) => post(at`/models/${model}/canary`, { version, share: Number(input.value), ...said }),
      { more: field('Percent of the series', input, 'More than 0, up to 100.') });
    if (!done) return;
    say(`Canary ${model}/${version} answers for ${number(Number(input.value))} percent of the series.`);
    after();
  }, { place });
}

function endButton(model, after, place) {
  return action('End canary', async () => {
    const done = await confirmChange(`End the canary of ${model}`, 'The champion answers for every series again.', 'End it',
      (said) => post(at`/models/${model}/canary`, { share: 0, ...said }));
    if (!done) return;
    say(`The canary of ${model} has ended.`);
    after();
  }, { place });
}
