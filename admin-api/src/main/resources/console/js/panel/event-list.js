import { byId, element, setChildren, setText } from '../dom.js';
import { clockTime } from '../format.js';
import { icon } from '../icons.js';
import { eventWords, words } from '../strings.js';

const SHOWN_MAX = 100;

/** Events, newest first. One that is corrected by a later version is drawn anew. */
export class EventList {
  #fleet;
  #plans;
  #onPick;
  #rows = new Map();

  constructor(fleet, plans, onPick) {
    this.#fleet = fleet;
    this.#plans = plans;
    this.#onPick = onPick;
  }

  update() {
    // What was taken back stays known, so that an older version cannot bring it up again.
    const standing = this.#fleet.events.filter((event) => !event.retracted);
    const shown = standing.slice(0, SHOWN_MAX);
    const rows = new Map(shown.map((event) => [event.id, this.#rowFor(event)]));
    this.#rows = rows;
    setChildren(byId('event-rows'), [...rows.values()].map((row) => row.node));
    setText(byId('event-count'), words.eventCount(standing.length));
    setText(byId('event-hint'), shown.length === 0 ? words.noEvents : '');
  }

  #rowFor(event) {
    const title = eventTitle(event, this.#plans);
    const name = this.#fleet.nameOf(event.device);
    const key = `${event.version} ${title} ${name}`;
    const known = this.#rows.get(event.id);
    return known?.key === key ? known : { key, node: this.#draw(event, title, name) };
  }

  #draw(event, title, name) {
    const button = element(
      'button',
      { type: 'button', class: `event type-${event.type}`, 'data-event': event.id },
      element('span', { class: 'event-icon' }, icon(event.type)),
      element('span', { class: 'event-title' }, title),
      element('time', { class: 'event-time', datetime: event.time }, clockTime(event.timeMs)),
      element('span', { class: 'event-vehicle' }, name),
    );
    button.addEventListener('click', () => this.#onPick(event.device));
    return element('li', {}, button);
  }
}

/** What happened and where: `Arrived: Depot`. */
export function eventTitle(event, plans) {
  const what = eventWords[event.type] ?? event.type;
  if (event.stop === null || event.stop === undefined) {
    return what;
  }
  return `${what}: ${event.stopName ?? plans.stopName(event.plan, event.stop) ?? words.stop(event.stop)}`;
}
