import { byId, element } from '../../js/dom.js';
import { timeText, words } from './words.js';

/** The purposes as switches; each press is one call. */
export class Switches {
  #api;
  #policy;
  #onChange;

  /**
   * @param {() => string | null} policy hash of the privacy policy that this person saw
   * @param {(text: string) => void} onChange told after each change, with what to say
   */
  constructor(api, policy, onChange) {
    this.#api = api;
    this.#policy = policy;
    this.#onChange = onChange;
  }

  show(items) {
    byId('switches').replaceChildren(...items.map((item) => this.#row(item)));
  }

  #row(item) {
    const [title, hint] = words().purposes[item.purpose];
    const on = item.state === 'granted';
    const label = `switch-${item.purpose}`;
    const button = element('button', {
      type: 'button',
      role: 'switch',
      'aria-checked': String(on),
      'aria-labelledby': label,
      'data-purpose': item.purpose,
    });
    button.addEventListener('click', () => this.#turn(button, item.purpose, !on));
    const row = element('div', { class: 'switch-row' }, element('b', { id: label }, title), button, element('p', { class: 'hint' }, hint));
    if (on && item.basis && item.basis !== 'consent') {
      row.append(element('p', { class: 'hint' }, words().otherBasis(words().bases[item.basis])));
    } else if (on) {
      row.append(element('p', { class: 'hint' }, words().since(timeText(item.since))));
    }
    return row;
  }

  async #turn(button, purpose, on) {
    button.disabled = true;
    try {
      const body = on ? { state: 'granted', document: this.#policy() } : { state: 'withdrawn' };
      const answer = await this.#api.put(`v1/me/permissions/${purpose}`, body);
      this.#onChange(on ? '' : answer.objection ? words().objected : words().withdrawn(answer.stored.what));
    } catch (error) {
      button.disabled = false;
      this.#onChange(words().failed(error.message), 'bad');
    }
  }
}
