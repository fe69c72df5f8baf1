import { timeMs } from './format.js';
import { words } from './strings.js';

// Beyond these the page would grow for as long as it is open.
const EVENTS_MAX = 200;
const TRAIL_MAX = 24;

/** Late enough to call for a look, in minutes as shown; smaller delays are not coloured. */
const LATE_MINUTES = 5;
/** A fix older than this no longer says where the vehicle is. */
export const STALE_MS = 120_000;

const NOTHING_SHOWN = {
  state: 'location_off',
  lat: null,
  lon: null,
  time: null,
  fixMs: null,
  speedMps: null,
  courseDegrees: null,
  accuracyM: null,
  plan: null,
  progressM: null,
  pathM: null,
  latenessSeconds: null,
  nextStop: null,
  etaNextStop: null,
  stopsDone: null,
  stopsTotal: null,
};

/**
 * What the server has said so far: vehicles, events, rates. It fires `change` with `detail` one of
 * `snapshot`, `vehicles`, `event`. Its clock is the server's, carried on by this browser's own ticks.
 */
export class Fleet extends EventTarget {
  /** @type {Map<string, any>} vehicles as sent, by device, with `trail` (recent positions) and `fixMs` added */
  vehicles = new Map();
  /** Events newest first. @type {any[]} */
  events = [];
  rates = { fixesPerSecond: null, ackP50Ms: null, ackP99Ms: null };
  #serverMs = Date.now();
  #heardMs = performance.now();

  /** Forgets every vehicle and event. */
  clear() {
    this.vehicles.clear();
    this.events = [];
    this.rates = { fixesPerSecond: null, ackP50Ms: null, ackP99Ms: null };
    this.dispatchEvent(new CustomEvent('change', { detail: 'snapshot' }));
  }

  nowMs() {
    return this.#serverMs + (performance.now() - this.#heardMs);
  }

  /** Applies one message of the stream. Types that a newer server may add are passed over. */
  apply(type, body) {
    if (type === 'snapshot') {
      this.#hear(body);
      const gone = new Set(this.vehicles.keys());
      for (const vehicle of body.vehicles) {
        gone.delete(vehicle.device);
        this.#put(vehicle);
      }
      body.locationOff.forEach((vehicle) => {
        gone.delete(vehicle.device);
        this.#hide(vehicle);
      });
      gone.forEach((device) => this.vehicles.delete(device));
      // After a reconnect the snapshot may carry only what was missed; known events are told apart by their ids.
      body.events.forEach((event) => this.#putEvent(event));
    } else if (type === 'vehicles') {
      this.#hear(body);
      body.vehicles.forEach((vehicle) => this.#put(vehicle));
      body.locationOff.forEach((vehicle) => this.#hide(vehicle));
    } else if (type === 'event') {
      this.#putEvent(body);
    } else {
      return;
    }
    this.dispatchEvent(new CustomEvent('change', { detail: type }));
  }

  nameOf(device) {
    return this.vehicles.get(device)?.name || words.device(device);
  }

  /** The colour family of a vehicle, one word that the style sheets and the map share. */
  toneOf(vehicle) {
    switch (vehicle.state) {
      case 'off_route':
        return 'off';
      case 'finished':
        return 'done';
      case 'no_plan':
      case 'location_off':
        return 'none';
      default:
        if (isLate(vehicle)) {
          return 'late';
        }
        return vehicle.state === 'not_started' ? 'idle' : 'ok';
    }
  }

  #hear(body) {
    this.#serverMs = Date.parse(body.time);
    this.#heardMs = performance.now();
    this.rates = body.rates ?? this.rates;
  }

  #put(vehicle) {
    const trail = this.vehicles.get(vehicle.device)?.trail ?? [];
    const [latBefore, lonBefore] = trail.at(-1) ?? [];
    if (hasPosition(vehicle) && (latBefore !== vehicle.lat || lonBefore !== vehicle.lon)) {
      trail.push([vehicle.lat, vehicle.lon]);
      if (trail.length > TRAIL_MAX) {
        trail.shift();
      }
    }
    this.vehicles.set(vehicle.device, { ...vehicle, trail, fixMs: timeMs(vehicle.time) });
  }

  /** Forgets where a vehicle was and how it does: its location is off, and why is not told. */
  #hide({ device, name }) {
    this.vehicles.set(device, { ...NOTHING_SHOWN, device, name, trail: [] });
  }

  #putEvent(event) {
    const known = this.events.findIndex((other) => other.id === event.id);
    if (known >= 0) {
      if (this.events[known].version > event.version) {
        return;
      }
      this.events.splice(known, 1);
    }
    const entry = { ...event, timeMs: timeMs(event.time) };
    const place = this.events.findIndex((other) => other.timeMs <= entry.timeMs);
    this.events.splice(place < 0 ? this.events.length : place, 0, entry);
    this.events.length = Math.min(this.events.length, EVENTS_MAX);
  }
}

/** A vehicle with a plan is known before its first fix. */
export function hasPosition(vehicle) {
  return typeof vehicle.lat === 'number' && typeof vehicle.lon === 'number';
}

export function isLate(vehicle) {
  return isLateBy(vehicle.latenessSeconds) && vehicle.state !== 'finished';
}

export function isLateBy(seconds) {
  return Math.round((seconds ?? 0) / 60) >= LATE_MINUTES;
}

/** Share of the plan that is done, 0 to 1: along the path, else by stops; null without a plan. */
export function progressShare(vehicle) {
  if (vehicle.progressM !== null && vehicle.pathM > 0) {
    return Math.min(1, Math.max(0, vehicle.progressM / vehicle.pathM));
  }
  return vehicle.stopsTotal > 0 ? vehicle.stopsDone / vehicle.stopsTotal : null;
}
