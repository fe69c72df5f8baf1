import { byId, element, setText } from '../../js/dom.js';
import { words } from './words.js';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Whether tracking is on, by whom and for what; the private trip; the hours. */
export class Tracking {
  #api;
  #onChange;
  #trip = 'off';

  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
    byId('private-trip').addEventListener('click', () => this.#turnTrip());
  }

  show(tracking, trip) {
    const on = tracking.state === 'on';
    this.#trip = trip;
    byId('tracking').dataset.state = tracking.state;
    setText(byId('tracking-title'), on ? words().trackingOn : words().trackingOff);
    setText(byId('tracking-why'), tracking.why ? words().why[tracking.why] : '');
    const purposes = tracking.purposes.map((purpose) => words().purposes[purpose][0].toLowerCase()).join(', ');
    setText(byId('tracking-what'), on ? words().trackingBy(tracking.company ?? 'Relog', purposes) : '');
    setText(byId('private-trip'), trip === 'on' ? words().endPrivateTrip : words().startPrivateTrip);
    byId('hours').replaceChildren(...hourRows(tracking.hours));
  }

  async #turnTrip() {
    try {
      await this.#api.post('v1/me/private-trip', { state: this.#trip === 'on' ? 'off' : 'on' });
      this.#onChange('');
    } catch (error) {
      this.#onChange(words().failed(error.message), 'bad');
    }
  }
}

function hourRows(hours) {
  if (!hours) {
    return [element('dt', {}, '–')];
  }
  const line = (name, windows) => [
    element('dt', {}, name),
    element('dd', {}, windows.length > 0 ? windows.join(', ') : words().never),
  ];
  const week = hours.week
    ? DAYS.flatMap((day) => line(words().days[day], hours.week[day] ?? []))
    : [element('dt', {}, words().anyTime), element('dd')];
  const days = Object.entries(hours.days).flatMap(([day, windows]) => line(day, windows));
  return [...week, ...days, element('dt', {}, words().zone), element('dd', {}, hours.zone)];
}
