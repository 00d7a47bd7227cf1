// Old versions retired by a policy; what it would do is shown before it does it.
import { at, post } from './http.js';
import { h, replace } from './dom.js';
import { action, card, empty } from './parts.js';
import { field } from './form.js';
import { table } from './table.js';
import { confirmChange } from './ask.js';

export function cleanUp(model, after) {
  const keep = h('input', { type: 'number', min: 0, set: { value: 10 } });
  const days = h('input', { type: 'number', min: 0, placeholder: 'any age' });
  const result = h('div', { class: 'stack' });
  const asked = () => ({
    keep: Number(keep.value),
    ...(days.value === '' ? {} : { olderThanDays: Number(days.value) }),
  });

  const look = action('Show what would go', async () => {
    const plan = await post(at`/models/${model}/clean-up`, { ...asked(), dryRun: true });
    const going = plan.versions.filter((v) => v.retired);
    replace(result,
      table('What a clean-up would do', [
        { name: 'Version', head: true, num: true, cell: (v) => v.version },
        { name: 'Would be', cell: (v) => (v.retired ? 'retired' : 'kept') },
        { name: 'Because', wrap: true, cell: (v) => v.because },
      ], plan.versions, { none: 'There is no version.' }),
      going.length ? retire(going.length) : empty('Nothing would be retired.'));
  });

  function retire(number) {
    return action(`Retire ${number}`, async () => {
      const done = await confirmChange('Clean up', `${number} versions of ${model} are retired. Their files stay in the store.`, `Retire ${number}`,
        (said) => post(at`/models/${model}/clean-up`, { ...asked(), ...said }), { danger: true });
      if (done) after();
    }, { danger: true, place: result });
  }

  return card('Clean-up', h('div', { class: 'stack' },
    h('p', { class: 'muted' }, 'Never one that an alias points to, or that a rollback would go back to.'),
    h('div', { class: 'filters' }, field('Newest to keep', keep), field('Older than days', days), look), result));
}
