// Fields, and whole forms made from a kind's settings.
import { freshId, h } from './dom.js';
import { count } from './format.js';

const known = (bound) => bound !== null && bound !== undefined;

/** A labelled control. Its `fault(text)` says what is wrong with the value; without text nothing is. */
export function field(label, control, help) {
  const id = control.id || freshId('field');
  control.id = id;
  const helpId = `${id}-help`;
  const faultId = `${id}-fault`;
  const wrong = h('span', { class: 'fault', id: faultId });
  control.setAttribute('aria-describedby', help ? `${helpId} ${faultId}` : faultId);
  const element = h('div', { class: 'field' },
    h('label', { for: id }, label), control,
    help ? h('span', { class: 'help', id: helpId }, help) : null, wrong);
  element.control = control;
  element.fault = (text) => {
    wrong.textContent = text ?? '';
    if (text) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  };
  return element;
}

/** @param options values, or [value, text] each */
export function select(options, value, onChange) {
  const element = h('select', {}, options.map((option) => {
    const [key, text] = Array.isArray(option) ? option : [option, option];
    return h('option', { value: key, selected: key === value }, text);
  }));
  if (onChange) element.addEventListener('change', () => onChange(element.value));
  return element;
}

const MOST_OPTIONS = 200;

/** One value of an attribute, or all: a list to choose from; where there are many, typed with suggestions. */
export function pick(attribute, value, onChange) {
  if (attribute.count <= MOST_OPTIONS) {
    return select([['', `all ${attribute.count}`], ...attribute.values], value, onChange);
  }
  const id = freshId('values');
  const input = h('input', { type: 'search', list: id, placeholder: `all ${attribute.count}`, set: { value } });
  input.addEventListener('change', () => onChange(input.value.trim()));
  const suggestions = h('datalist', { id }, attribute.values.map((one) => h('option', { value: one })));
  queueMicrotask(() => input.after(suggestions));
  return input;
}

export function check(label, checked, onChange) {
  const box = h('input', { type: 'checkbox', set: { checked } });
  if (onChange) box.addEventListener('change', () => onChange(box.checked));
  return h('label', { class: 'check' }, box, h('span', {}, label));
}

/** Calls back when typing has stopped for a moment. */
export function searchBox(value, onChange) {
  let timer = null;
  return h('input', {
    type: 'search', set: { value: value ?? '' }, on: {
      input: (event) => {
        clearTimeout(timer);
        timer = setTimeout(() => onChange(event.target.value.trim()), 300);
      },
    },
  });
}

/** Which values a setting takes; empty if any. */
export function range({ min: least, max: most }) {
  const bound = (value) => (Math.abs(value) >= 1e4 ? count(value) : value);
  const min = known(least) ? bound(least) : null;
  const max = known(most) ? bound(most) : null;
  if (known(min) && known(max)) return `${min} to ${max}`;
  if (known(min)) return `${min} or more`;
  return known(max) ? `${max} or less` : '';
}

function controlOf(setting, value) {
  if (setting.choices?.length) return select(setting.choices, value);
  if (setting.type === 'boolean') return select([['true', 'yes'], ['false', 'no']], value);
  if (setting.type === 'text') return h('input', { type: 'text', set: { value } });
  return h('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', set: { value } });
}

/** What is wrong with a value, as the registry would say it too; empty if nothing. */
export function faultOf(setting, text) {
  if (setting.type === 'text' || setting.type === 'boolean' || setting.choices?.length) return '';
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) return 'A number is expected here.';
  if (setting.type !== 'number' && !Number.isInteger(value)) return 'A whole number is expected here.';
  const low = setting.min !== null && setting.min !== undefined && value < setting.min;
  const high = setting.max !== null && setting.max !== undefined && value > setting.max;
  return low || high ? `It is ${range(setting)}.` : '';
}

/**
 * A form out of a kind's settings.
 * @returns an element; `chosen()` has what differs from the defaults, or null where something is wrong
 */
export function settingsForm(settings, given = {}) {
  const fields = settings.map((setting) => {
    const initial = given[setting.name] ?? setting.defaultValue;
    const limits = range(setting);
    const help = [setting.help.replace(/[^.]$/, '$&.'), limits && `Range ${limits}.`, setting.defaultValue !== '' && `Default ${setting.defaultValue}.`];
    const one = field(setting.name, controlOf(setting, initial), help.filter(Boolean).join(' '));
    one.control.addEventListener('change', () => one.fault(faultOf(setting, one.control.value)));
    return { setting, one };
  });
  const element = h('div', { class: 'grid-form' }, fields.map(({ one }) => one));
  element.chosen = () => {
    const chosen = {};
    let firstWrong = null;
    for (const { setting, one } of fields) {
      const text = one.control.value.trim();
      const wrong = faultOf(setting, text);
      one.fault(wrong);
      if (wrong) firstWrong ??= one.control;
      if (text !== setting.defaultValue) chosen[setting.name] = text;
    }
    firstWrong?.focus();
    return firstWrong ? null : chosen;
  };
  return element;
}
