import { GridOverlay } from '/js/map/grid-overlay.js';

const { L } = globalThis;
const ZOOM = 15;

/** The map with one mark. It keeps no position but the one that it shows. */
export class Place {
  #box;
  #map = null;
  #mark = null;

  constructor(box) {
    this.#box = box;
  }

  show({ lat, lon }) {
    this.#box.hidden = false;
    if (!this.#map) {
      this.#map = L.map(this.#box, { attributionControl: false, minZoom: 5, maxZoom: 18 }).setView([lat, lon], ZOOM);
      this.#map.createPane('grid', this.#map.getPane('tilePane'));
      new GridOverlay(() => {}, { pane: 'grid' }).addTo(this.#map);
      L.control.scale({ imperial: false }).addTo(this.#map);
      const icon = L.divIcon({ className: 'here', iconSize: [22, 22] });
      this.#mark = L.marker([lat, lon], { icon, interactive: false, keyboard: false }).addTo(this.#map);
      return;
    }
    this.#mark.setLatLng([lat, lon]);
    if (!this.#map.getBounds().pad(-0.2).contains([lat, lon])) {
      this.#map.panTo([lat, lon]);
    }
  }

  /** Takes mark and map away, so that the page holds no position any more. */
  clear() {
    this.#box.hidden = true;
    this.#map?.remove();
    this.#map = null;
    this.#mark = null;
  }
}
