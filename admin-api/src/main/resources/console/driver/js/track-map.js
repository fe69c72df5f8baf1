import { GridOverlay } from '../../js/map/grid-overlay.js';

const { L } = globalThis;
/** A gap of this length begins a new line: between these points nobody knows the way. */
const GAP_MS = 5 * 60_000;

/** The own track of a day on a map without tiles. */
export class TrackMap {
  #map;
  #grid;
  #lines = L.layerGroup();

  constructor(box) {
    this.#map = L.map(box, { attributionControl: false, zoomSnap: 0.5 }).setView([43.24, 76.9], 11);
    this.#map.createPane('grid', this.#map.getPane('tilePane'));
    this.#grid = new GridOverlay(() => {}, { pane: 'grid' }).addTo(this.#map);
    L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(this.#map);
    this.#lines.addTo(this.#map);
  }

  /** Draws a track; gives how many positions it has. */
  show(track) {
    this.#lines.clearLayers();
    const points = track.features.map((feature) => ({
      place: [feature.geometry.coordinates[1], feature.geometry.coordinates[0]],
      timeMs: Date.parse(feature.properties.time),
    }));
    for (const line of split(points)) {
      L.polyline(line, { className: 'own-track', weight: 4 }).addTo(this.#lines);
    }
    if (points.length > 0) {
      const bounds = L.latLngBounds(points.map((point) => point.place));
      this.#map.invalidateSize({ animate: false });
      this.#map.fitBounds(bounds, { maxZoom: 16, padding: [20, 20] });
      this.#grid.setLatitude(bounds.getCenter().lat);
    }
    return points.length;
  }
}

function split(points) {
  const lines = [];
  let lastMs = -Infinity;
  for (const point of points) {
    if (Math.abs(point.timeMs - lastMs) > GAP_MS) {
      lines.push([]);
    }
    lines.at(-1).push(point.place);
    lastMs = point.timeMs;
  }
  return lines;
}
