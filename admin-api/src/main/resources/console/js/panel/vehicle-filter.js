import { element } from '../dom.js';
import { isLate } from '../fleet.js';
import { filterWords, words } from '../strings.js';

/** The text and the state that a row must match. */
export class VehicleFilter {
  #text;
  #state;

  constructor(textInput, stateSelect, onChange) {
    this.#text = textInput;
    this.#state = stateSelect;
    textInput.placeholder = words.filter;
    textInput.setAttribute('aria-label', words.filter);
    stateSelect.setAttribute('aria-label', words.filterState);
    for (const [value, text] of Object.entries(filterWords)) {
      stateSelect.append(element('option', { value }, text));
    }
    textInput.addEventListener('input', onChange);
    stateSelect.addEventListener('change', onChange);
  }

  /** @param {{vehicle: any, name: string, stop: string}} row */
  matches({ vehicle, name, stop }) {
    const text = this.#text.value.trim().toLocaleLowerCase();
    const hay = `${name} ${stop} ${vehicle.device}`.toLocaleLowerCase();
    return (text === '' || hay.includes(text)) && this.#matchesState(vehicle);
  }

  #matchesState(vehicle) {
    switch (this.#state.value) {
      case 'all':
        return true;
      case 'late':
        return isLate(vehicle);
      case 'attention':
        return isLate(vehicle) || vehicle.state === 'off_route';
      default:
        return vehicle.state === this.#state.value;
    }
  }
}
