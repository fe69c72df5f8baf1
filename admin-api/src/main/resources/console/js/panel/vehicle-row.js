import { element, setAttribute, setText } from '../dom.js';
import { isLate, progressShare, STALE_MS } from '../fleet.js';
import { age, distance, lateness, latenessWords, shortTime, timeMs } from '../format.js';
import { legendWords, stateWords, words } from '../strings.js';

/** One vehicle in the table. The node lives as long as the vehicle; only changed texts are written. */
export class VehicleRow {
  node;
  #button;
  #state = element('span', { class: 'chip' });
  #bar = element('span', { class: 'bar-fill' });
  #progress;
  #share = element('span', { class: 'small' });
  #late = element('span');
  #stop = element('span', { class: 'stop-name' });
  #eta = element('time', { class: 'small' });
  #age = element('span');
  #fixMs = null;

  constructor(device, onPick) {
    this.#button = element('button', { type: 'button', class: 'name' });
    this.#progress = element('span', { class: 'progress', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-label': words.progress }, this.#bar);
    this.node = element(
      'tr',
      { 'data-device': device },
      element('th', { scope: 'row', class: 'name' }, this.#button),
      element('td', { class: 'state' }, this.#state),
      element('td', { class: 'progress' }, this.#progress, this.#share),
      element('td', { class: 'lateness' }, this.#late),
      element('td', { class: 'next' }, this.#stop, this.#eta),
      element('td', { class: 'age' }, this.#age),
    );
    this.node.addEventListener('click', () => onPick(device));
  }

  show({ vehicle, name, tone, stop }, nowMs, selected) {
    setAttribute(this.node, 'data-tone', tone);
    setAttribute(this.node, 'data-state', vehicle.state);
    setAttribute(this.node, 'data-selected', selected);
    setAttribute(this.#button, 'aria-pressed', String(selected));
    setText(this.#button, name);
    setAttribute(this.#button, 'title', name);
    setText(this.#state, tone === 'late' ? legendWords.late : stateWords[vehicle.state] ?? vehicle.state);
    setAttribute(this.#state, 'title', stateWords[vehicle.state] ?? vehicle.state);
    this.#showProgress(vehicle);
    setText(this.#late, lateness(vehicle.latenessSeconds));
    setAttribute(this.#late, 'title', latenessWords(vehicle.latenessSeconds));
    setAttribute(this.#late, 'class', isLate(vehicle) ? 'bad' : false);
    setText(this.#stop, stop || words.unknown);
    setAttribute(this.#stop, 'title', stop || false);
    setText(this.#eta, vehicle.etaNextStop ? shortTime(timeMs(vehicle.etaNextStop), nowMs) : '');
    setAttribute(this.#eta, 'datetime', vehicle.etaNextStop ?? false);
    this.#fixMs = vehicle.fixMs;
    this.tick(nowMs);
  }

  tick(nowMs) {
    setText(this.#age, this.#fixMs === null ? words.unknown : age(nowMs - this.#fixMs));
    setAttribute(this.node, 'data-stale', this.#fixMs === null || nowMs - this.#fixMs > STALE_MS);
  }

  #showProgress(vehicle) {
    const share = progressShare(vehicle);
    const percent = share === null ? null : Math.round(share * 100);
    this.#progress.hidden = percent === null;
    this.#bar.style.width = `${percent ?? 0}%`;
    setAttribute(this.#progress, 'aria-valuenow', percent);
    setAttribute(this.#progress, 'title', vehicle.pathM > 0 && vehicle.progressM !== null ? words.of(distance(vehicle.progressM), distance(vehicle.pathM)) : false);
    const stops = vehicle.stopsTotal > 0 ? ` · ${vehicle.stopsDone ?? 0}/${vehicle.stopsTotal}` : '';
    setAttribute(this.#share, 'title', stops ? words.stopsDone(vehicle.stopsDone ?? 0, vehicle.stopsTotal) : false);
    setText(this.#share, percent === null ? words.unknown : `${percent} %${stops}`);
  }
}
