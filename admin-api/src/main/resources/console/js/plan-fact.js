import { timeMs } from './format.js';

const REFRESH_MS = 5_000;

/**
 * The plan-fact of the one plan that is looked at, read again every few seconds while it is. Fires `change`.
 */
export class PlanFactWatch extends EventTarget {
  #api;
  #reference = null;
  #timer = null;
  /** The last answer for the plan that is watched; null before it. */
  current = null;
  failed = false;

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    super();
    this.#api = api;
  }

  /** Watches a plan instead of the one before; null watches none. */
  watch(reference) {
    if (reference === this.#reference) {
      return;
    }
    this.#reference = reference;
    this.current = null;
    this.failed = false;
    clearInterval(this.#timer);
    if (reference) {
      this.#timer = setInterval(() => this.refresh(), REFRESH_MS);
      this.refresh();
    }
  }

  /** Reads at once, for example because an event of this plan came. */
  async refresh(reference = this.#reference) {
    if (!reference || reference !== this.#reference) {
      return;
    }
    try {
      const json = await this.#api.getJson(`v1/plans/${encodeURIComponent(reference)}/plan-fact`);
      this.#take(reference, parsePlanFact(json), false);
    } catch {
      this.#take(reference, this.current, true);
    }
  }

  #take(reference, planFact, failed) {
    if (reference === this.#reference) {
      this.current = planFact;
      this.failed = failed;
      this.dispatchEvent(new Event('change'));
    }
  }

  /** What is known of each stop of the watched plan, by its seq. */
  stopStates() {
    return this.current?.stops ?? new Map();
  }
}

function parsePlanFact(json) {
  const stops = new Map();
  for (const stop of json.stops ?? []) {
    const state = String(stop.state ?? 'pending').toLowerCase();
    stops.set(stop.seq, {
      state: state === 'pending' && stop.seq === json.nextStop ? 'next' : state,
      plannedMs: timeMs(stop.plannedArrive),
      arrivedMs: timeMs(stop.arrived),
      departedMs: timeMs(stop.departed),
      etaMs: timeMs(stop.eta),
      latenessSeconds: stop.latenessSeconds ?? null,
      windowFromMs: timeMs(stop.windowFrom),
      windowToMs: timeMs(stop.windowTo),
      window: stop.window ?? null,
    });
  }
  return {
    drivenM: json.drivenM ?? null,
    pathM: json.pathM ?? null,
    offRouteM: json.offRouteM ?? null,
    offRouteSeconds: json.offRouteSeconds ?? null,
    gpsShare: json.gpsShare ?? null,
    unplannedStops: json.unplannedStops ?? null,
    stops,
  };
}
