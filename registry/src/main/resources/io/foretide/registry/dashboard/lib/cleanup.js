// What nobody needs any more, taken away by a policy; what would go is shown before it does.
import { at, post } from './http.js';
import { h, replace, say } from './dom.js';
import { bytes, count, many } from './format.js';
import { action, card, empty, versionLink } from './parts.js';
import { field } from './form.js';
import { table } from './table.js';
import { confirmChange } from './ask.js';

/** Old versions of a model, retired. */
export function retireOld(model, after) {
  const keep = h('input', { type: 'number', min: 0, set: { value: 10 } });
  const days = h('input', { type: 'number', min: 0, placeholder: 'any age' });
  return lookedAt({
    title: 'Retire old versions',
    text: 'Never one that an alias points to, or that a rollback would go back to.',
    fields: [field('Newest to keep', keep), field('Older than days', days)],
    path: at`/models/${model}/clean-up`,
    asked: () => ({ keep: Number(keep.value), ...(days.value === '' ? {} : { olderThanDays: Number(days.value) }) }),
    shown: (plan) => table('What a clean-up would do', [
      { name: 'Version', head: true, num: true, cell: (v) => v.version },
      { name: 'Would be', cell: (v) => (v.retired ? 'retired' : 'kept') },
      { name: 'Because', wrap: true, cell: (v) => v.because },
    ], plan.versions, { none: 'There is no version.' }),
    going: (plan) => plan.retired && {
      verb: `Retire ${many(plan.retired, 'version')}`,
      warning: `${many(plan.retired, 'version')} of ${model} ${plan.retired === 1 ? 'is' : 'are'} retired for good. Their files stay in the store.`,
    },
    nothing: 'Nothing would be retired.',
    after,
  });
}

/** Files that only retired versions used, deleted from the store. */
export function deleteFiles(after) {
  const days = h('input', { type: 'number', min: 0, set: { value: 1 } });
  return lookedAt({
    title: 'Delete files nobody needs',
    text: 'Those that only retired versions used; never one that a forecaster has loaded, and none while a run is under way.',
    fields: [field('Retired for days', days)],
    path: '/artifacts/clean-up',
    asked: () => ({ retiredForDays: Number(days.value) }),
    shown: (plan) => table('What would be deleted', [
      { name: 'Version', head: true, cell: (v) => versionLink(v.model, v.version) },
      { name: 'Files', cell: (v) => (v.deleted ? `${count(v.files)} would go` : 'stay') },
      { name: 'Size', num: true, cell: (v) => (v.deleted ? bytes(v.bytes) : '–') },
      { name: 'Because', wrap: true, cell: (v) => v.because },
    ], plan.versions, { none: 'No retired version has files in the store.' }),
    going: (plan) => plan.versions.some((v) => v.deleted) && {
      verb: `Delete ${many(plan.files, 'file')}`,
      warning: `${many(plan.files, 'file')} of ${bytes(plan.bytes)} ${plan.files === 1 ? 'is' : 'are'} erased from the store. They cannot be brought back; what is known of their versions stays.`,
    },
    nothing: 'Nothing would be deleted.',
    after,
  });
}

/**
 * A card that asks the registry what would happen, shows it, and has it done once that is confirmed.
 * @param going of a plan {verb, warning}, or nothing where nothing would happen
 */
function lookedAt({ title, text, fields, path, asked, shown, going, nothing, after }) {
  const result = h('div', { class: 'stack' });
  const look = action('Show what would go', async () => {
    const wish = asked();
    const plan = await post(path, { ...wish, dryRun: true });
    const way = going(plan);
    replace(result, shown(plan), way ? h('div', { class: 'row' }, doIt(wish, way)) : plan.versions.length ? empty(nothing) : null);
  }, { place: result });

  function doIt(wish, { verb, warning }) {
    return action(verb, async () => {
      const done = await confirmChange(title, warning, verb,
        (said) => post(path, { ...wish, dryRun: false, ...said }), { danger: true });
      if (!done) return;
      say(`${verb}: done`);
      after();
    }, { danger: true, place: result });
  }

  return card(title, h('div', { class: 'stack' },
    h('p', { class: 'muted' }, text), h('div', { class: 'filters' }, fields, look), result));
}
