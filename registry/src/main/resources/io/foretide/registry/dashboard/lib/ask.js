// Questions before something is done.
import { freshId, h } from './dom.js';
import { fault } from './parts.js';
import { field } from './form.js';

const WHO = 'foretide-who';

/** Who the reader is, as far as they said; where keys are asked for, the key's name counts instead. */
export function who() {
  return localStorage.getItem(WHO) || undefined;
}

/**
 * Asks whether and why, then does it; an error is shown in the dialog, which stays open.
 * @param work called with {who, why}
 * @param options {danger, more: fields that stand before the reason}
 * @returns {Promise<boolean>} whether it was done
 */
export function confirmChange(title, text, verb, work, { danger = false, more = null } = {}) {
  return new Promise((resolve) => {
    const id = freshId('ask');
    const why = h('input', { type: 'text', maxlength: 300 });
    const name = h('input', { type: 'text', maxlength: 80, autocomplete: 'username', set: { value: who() ?? '' } });
    const faults = h('div', {});
    const yes = h('button', { type: 'submit', class: danger ? 'primary danger' : 'primary' }, verb);
    let done = false;

    const form = h('form', { class: 'stack', on: { submit: send } },
      h('h2', { id }, title),
      text ? h('p', {}, text) : null,
      more,
      field('Why', why, 'For the audit log.'),
      field('Who', name, 'Counts only where no API key is asked for.'),
      faults,
      h('div', { class: 'row' }, yes,
        h('button', { type: 'button', on: { click: () => dialog.close() } }, 'Do nothing')));
    const dialog = h('dialog', { 'aria-labelledby': id }, form);

    async function send(event) {
      event.preventDefault();
      localStorage.setItem(WHO, name.value.trim());
      yes.disabled = true;
      try {
        await work({ who: name.value.trim() || undefined, why: why.value.trim() || undefined });
        done = true;
        dialog.close();
      } catch (error) {
        faults.replaceChildren(fault(error));
        yes.disabled = false;
      }
    }

    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(done);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
