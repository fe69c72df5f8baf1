import { timeMs } from './format.js';

// A fleet has a plan per vehicle: asked for all at once they would crowd out the live stream.
const REQUESTS_MAX = 4;
const RETRY_MS = 30_000;

/**
 * Plans by reference, read once each when first asked for. Fires `plan` with the reference when one arrives.
 * A plan: `{path: [[lat, lon]…], stops: [{seq, name, lat, lon, arriveMs, departMs, windowFromMs, windowToMs}…]}`.
 */
export class Plans extends EventTarget {
  #api;
  #known = new Map();
  #asked = new Map();
  #queue = [];
  #running = 0;

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    super();
    this.#api = api;
  }

  /** The plan if it is here; else null, and it is on its way. */
  find(reference) {
    if (!this.#known.has(reference)) {
      this.#ask(reference);
    }
    return this.#known.get(reference) ?? null;
  }

  /** Forgets every plan. */
  clear() {
    this.#known.clear();
    this.#asked.clear();
    this.#queue.length = 0;
  }

  stopName(reference, seq) {
    return this.#known.get(reference)?.stops.find((stop) => stop.seq === seq)?.name ?? null;
  }

  /** Reads a plan again, for the case that it was changed since. */
  refresh(reference) {
    this.#asked.delete(reference);
    this.#ask(reference);
  }

  #ask(reference) {
    const now = performance.now();
    if (now - (this.#asked.get(reference) ?? -Infinity) < RETRY_MS) {
      return;
    }
    this.#asked.set(reference, now);
    this.#queue.push(reference);
    this.#next();
  }

  async #next() {
    if (this.#running >= REQUESTS_MAX || this.#queue.length === 0) {
      return;
    }
    this.#running += 1;
    const reference = this.#queue.shift();
    try {
      const json = await this.#api.getJson(`v1/plans/${encodeURIComponent(reference)}`);
      this.#known.set(reference, parsePlan(json));
      this.dispatchEvent(new CustomEvent('plan', { detail: reference }));
    } catch {
      // It is asked for again at the next look after RETRY_MS; vehicles are shown meanwhile.
    } finally {
      this.#running -= 1;
      this.#next();
    }
  }
}

/** Reads the planfact GeoJSON: one LineString of kind path, points of kind stop; longitude comes first there. */
export function parsePlan(json) {
  const path = json.features.find((feature) => feature.properties?.kind === 'path');
  const stops = json.features
    .filter((feature) => feature.properties?.kind === 'stop')
    .map(({ properties, geometry }) => ({
      seq: properties.seq,
      name: properties.name ?? null,
      lat: geometry.coordinates[1],
      lon: geometry.coordinates[0],
      arriveMs: timeMs(properties.arrive),
      departMs: timeMs(properties.depart),
      windowFromMs: timeMs(properties.windowFrom),
      windowToMs: timeMs(properties.windowTo),
    }))
    .sort((a, b) => a.seq - b.seq);
  return { path: path ? path.geometry.coordinates.map(([lon, lat]) => [lat, lon]) : [], stops };
}
