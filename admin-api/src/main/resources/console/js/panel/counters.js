import { element, setAttribute, setText } from '../dom.js';
import { isLate } from '../fleet.js';
import { milliseconds, rate } from '../format.js';
import { counterWords } from '../strings.js';

/** The figures above the map. */
export class Counters {
  #fleet;
  #values = {};

  constructor(list, fleet) {
    this.#fleet = fleet;
    for (const [name, text] of Object.entries(counterWords)) {
      this.#values[name] = element('dd', { id: `counter-${name}` }, '–');
      list.append(element('div', { class: `counter ${name}` }, element('dt', {}, text), this.#values[name]));
    }
  }

  update() {
    const vehicles = [...this.#fleet.vehicles.values()];
    const count = (test) => vehicles.filter(test).length;
    const { fixesPerSecond, ackP50Ms, ackP99Ms } = this.#fleet.rates;
    this.#show('vehicles', String(vehicles.length));
    this.#show('onRoute', String(count((vehicle) => vehicle.state === 'on_route')));
    this.#show('offRoute', String(count((vehicle) => vehicle.state === 'off_route')));
    this.#show('late', String(count(isLate)));
    this.#show('fixes', rate(fixesPerSecond));
    this.#show('ack', `${milliseconds(ackP50Ms)} / ${milliseconds(ackP99Ms)} ms`);
  }

  #show(name, text) {
    setText(this.#values[name], text);
    setAttribute(this.#values[name].parentNode, 'data-zero', text === '0');
  }
}
