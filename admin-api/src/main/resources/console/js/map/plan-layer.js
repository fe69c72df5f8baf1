import { element } from '../dom.js';

const { L } = globalThis;
// More lines than this say nothing to the eye and cost a second per zoom; the selected plan is always drawn.
const PLANS_MAX = 120;

/**
 * Paths and stops: those of the fleet faint in the background, those of the selected vehicle in front, its stops
 * numbered and coloured by state. Colours come from css/map.css by class.
 */
export class PlanLayer {
  #map;
  #plans;
  #faint = new Map();
  #front = L.layerGroup();
  #frontKey = '';

  /** @param {import('../plans.js').Plans} plans */
  constructor(map, plans) {
    this.#map = map;
    this.#plans = plans;
    this.#front.addTo(map);
  }

  /** Draws the plans that the fleet has now and removes the others. */
  showFleet(references) {
    const wanted = [...references].slice(0, PLANS_MAX);
    for (const [reference, layer] of this.#faint) {
      if (!wanted.includes(reference)) {
        layer.remove();
        this.#faint.delete(reference);
      }
    }
    for (const reference of wanted) {
      const plan = this.#faint.has(reference) ? null : this.#plans.find(reference);
      if (plan) {
        this.#faint.set(reference, this.#draw(plan, 'faint').addTo(this.#map));
      }
    }
  }

  /**
   * Draws one plan in front; null takes it away.
   * @param {Map<number, {state: string}>} states by stop
   */
  showSelected(reference, states) {
    const plan = reference ? this.#plans.find(reference) : null;
    const key = plan ? `${reference} ${[...states].map(([seq, { state }]) => seq + state)}` : '';
    if (key === this.#frontKey) {
      return;
    }
    this.#frontKey = key;
    this.#front.clearLayers();
    if (plan) {
      this.#front.addLayer(this.#line(plan, 'casing'));
      this.#front.addLayer(this.#line(plan, 'front'));
      plan.stops.forEach((stop) => this.#front.addLayer(numberedStop(stop, states.get(stop.seq)?.state ?? 'pending')));
    }
  }

  /** The area of the plans drawn; not valid when there is none. */
  bounds() {
    const bounds = L.latLngBounds([]);
    this.#faint.forEach((group) => group.eachLayer((layer) => bounds.extend(layer.getBounds?.() ?? layer.getLatLng())));
    return bounds;
  }

  /** The area of the plan in front; not valid when there is none. */
  selectedBounds() {
    const bounds = L.latLngBounds([]);
    this.#front.eachLayer((layer) => bounds.extend(layer.getBounds?.() ?? layer.getLatLng()));
    return bounds;
  }

  #draw(plan, kind) {
    const dots = plan.stops.map((stop) =>
      L.circleMarker([stop.lat, stop.lon], { radius: 3, interactive: false, className: `plan-stop ${kind}`, pane: 'plans' }),
    );
    return L.featureGroup([this.#line(plan, kind), ...dots]);
  }

  /** The path, or where the plan has none a dashed line from stop to stop. */
  #line(plan, kind) {
    const hasPath = plan.path.length > 1;
    const points = hasPath ? plan.path : plan.stops.map((stop) => [stop.lat, stop.lon]);
    return L.polyline(points, {
      interactive: false,
      smoothFactor: 1.5,
      className: `plan-path ${kind}${hasPath ? '' : ' guessed'}`,
      pane: 'plans',
    });
  }
}

function numberedStop(stop, state) {
  const html = element('span', { class: `stop-pin ${state}` }, String(stop.seq));
  return L.marker([stop.lat, stop.lon], {
    icon: L.divIcon({ className: 'stop-pin-box', html, iconSize: [22, 22] }),
    interactive: false,
    keyboard: false,
    pane: 'stops',
  });
}
