import { setText } from '../dom.js';
import { words } from '../strings.js';
import { eventTitle } from './event-list.js';

// A fleet makes events faster than a screen reader can speak them.
const INTERVAL_MS = 12_000;

/** Tells screen readers of new events: at most one sentence per interval, with the number of the others. */
export class Announcer {
  #region;
  #fleet;
  #plans;
  #known = null;
  #pending = 0;
  #timer = null;

  constructor(region, fleet, plans) {
    this.#region = region;
    this.#fleet = fleet;
    this.#plans = plans;
  }

  /** Looks for events that were not there at the last look; those of the first snapshot are old news. */
  update() {
    const fresh = this.#known ? this.#fleet.events.filter((event) => !this.#known.has(event.id)).length : 0;
    this.#known = new Set(this.#fleet.events.map((event) => event.id));
    this.#pending += fresh;
    if (this.#pending > 0 && this.#timer === null) {
      this.#speak();
      this.#timer = setInterval(() => this.#speak(), INTERVAL_MS);
    }
  }

  #speak() {
    if (this.#pending === 0) {
      clearInterval(this.#timer);
      this.#timer = null;
      return;
    }
    const latest = this.#fleet.events[0];
    const sentence = `${this.#fleet.nameOf(latest.device)}: ${eventTitle(latest, this.#plans)}`;
    setText(this.#region, words.announce(this.#pending, sentence));
    this.#pending = 0;
  }
}
