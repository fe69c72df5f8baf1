import { byId, element, setAttribute, setChildren, setText } from '../dom.js';
import { progressShare } from '../fleet.js';
import { columnWords, words } from '../strings.js';
import { VehicleFilter } from './vehicle-filter.js';
import { VehicleRow } from './vehicle-row.js';

// A table longer than this is not read but filtered.
const ROWS_MAX = 300;

const SORT_KEYS = {
  name: (row) => row.name,
  state: (row) => row.vehicle.state,
  progress: (row) => progressShare(row.vehicle) ?? -1,
  lateness: (row) => row.vehicle.latenessSeconds ?? -Infinity,
  next: (row) => row.vehicle.etaNextStop ?? '￿',
  age: (row) => -row.vehicle.fixMs,
};
const LARGEST_FIRST = new Set(['progress', 'lateness']);
const byText = new Intl.Collator('en', { numeric: true });

/** The vehicles as a table that can be sorted and filtered; a name is a button that selects. */
export class VehicleTable {
  #fleet;
  #plans;
  #onPick;
  #rows = new Map();
  #sort = { column: 'name', descending: false };
  #heads = {};
  #filter;
  #body = byId('vehicle-rows');
  #hint = byId('vehicle-hint');
  #selected = null;

  constructor(fleet, plans, onPick) {
    this.#fleet = fleet;
    this.#plans = plans;
    this.#onPick = onPick;
    this.#filter = new VehicleFilter(byId('filter-text'), byId('filter-state'), () => this.update());
    for (const [column, text] of Object.entries(columnWords)) {
      const button = element('button', { type: 'button' }, text);
      button.addEventListener('click', () => this.#sortBy(column));
      this.#heads[column] = element('th', { scope: 'col', class: column }, button);
      byId('vehicle-head').append(this.#heads[column]);
    }
    this.#markSort();
  }

  select(device) {
    this.#selected = device;
    this.update();
  }

  /** Scrolls the row of a vehicle into view. */
  reveal(device) {
    this.#rows.get(device)?.node.scrollIntoView({ block: 'nearest' });
  }

  update() {
    const all = [...this.#fleet.vehicles.values()].map((vehicle) => this.#describe(vehicle));
    const wanted = all.filter((row) => this.#filter.matches(row)).sort((a, b) => this.#compare(a, b));
    const shown = wanted.slice(0, ROWS_MAX);
    setChildren(this.#body, shown.map((row) => this.#rowFor(row).node));
    for (const device of this.#rows.keys()) {
      if (!this.#fleet.vehicles.has(device)) {
        this.#rows.delete(device);
      }
    }
    this.#showHint(all.length, wanted.length, shown.length);
  }

  /** Only what time alone changes: the ages. */
  tick() {
    const nowMs = this.#fleet.nowMs();
    this.#rows.forEach((row) => row.tick(nowMs));
  }

  #describe(vehicle) {
    const stop = vehicle.nextStop === null ? '' : this.#plans.stopName(vehicle.plan, vehicle.nextStop) ?? words.stop(vehicle.nextStop);
    return { vehicle, name: this.#fleet.nameOf(vehicle.device), tone: this.#fleet.toneOf(vehicle), stop };
  }

  #rowFor(row) {
    const { device } = row.vehicle;
    if (!this.#rows.has(device)) {
      this.#rows.set(device, new VehicleRow(device, this.#onPick));
    }
    const shown = this.#rows.get(device);
    shown.show(row, this.#fleet.nowMs(), device === this.#selected);
    return shown;
  }

  #compare(a, b) {
    const key = SORT_KEYS[this.#sort.column];
    const [x, y] = [key(a), key(b)];
    const order = typeof x === 'string' ? byText.compare(x, y) : Math.sign(x - y) || 0;
    return (this.#sort.descending ? -order : order) || byText.compare(a.name, b.name);
  }

  #sortBy(column) {
    const again = this.#sort.column === column;
    this.#sort = { column, descending: again ? !this.#sort.descending : LARGEST_FIRST.has(column) };
    this.#markSort();
    this.update();
  }

  #markSort() {
    for (const [column, head] of Object.entries(this.#heads)) {
      const order = this.#sort.descending ? 'descending' : 'ascending';
      setAttribute(head, 'aria-sort', column === this.#sort.column ? order : null);
    }
  }

  #showHint(all, wanted, shown) {
    const text = all === 0 ? words.noVehicles : wanted === 0 ? words.noMatch : words.shown(shown, wanted);
    setText(this.#hint, text);
    this.#hint.hidden = shown > 0 && shown === wanted;
  }
}
