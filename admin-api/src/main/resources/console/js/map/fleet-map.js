import { hasPosition } from '../fleet.js';
import { roundDistance } from '../format.js';
import { icon } from '../icons.js';
import { words } from '../strings.js';
import { GridOverlay, gridControl } from './grid-overlay.js';
import { legendControl } from './legend.js';
import { PlanLayer } from './plan-layer.js';
import { VehicleOverlay } from './vehicle-overlay.js';

const { L } = globalThis;
// The card of the selected vehicle, with its distance from the edge: css/panel.css.
const CARD_PX = 410;
const FIT = { padding: [36, 36], maxZoom: 16 };

/** The map: grid, plans, vehicles. It fits itself to the fleet until a person moves it. */
export class FleetMap {
  #fleet;
  #map;
  #grid;
  #plans;
  #vehicles;
  #fitted = null;
  #moved = false;
  #fitting = false;

  /** @param {(device: string | null) => void} onPick a click on a vehicle, or beside all of them */
  constructor(box, fleet, plans, onPick) {
    this.#fleet = fleet;
    this.#map = L.map(box, { zoomSnap: 0.25, minZoom: 3, maxZoom: 19, attributionControl: false }).setView([0, 0], 3);
    this.#map.createPane('grid', this.#map.getPane('tilePane'));
    this.#map.createPane('plans').style.zIndex = '410';
    this.#map.createPane('fleet').style.zIndex = '430';
    this.#map.createPane('stops').style.zIndex = '420';
    this.#map.getPane('fleet').style.pointerEvents = 'none';
    const squares = gridControl().addTo(this.#map);
    L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(this.#map);
    this.#fitButton();
    legendControl().addTo(this.#map);
    this.#grid = new GridOverlay((metres) => squares.setWords(words.grid(roundDistance(metres))), { pane: 'grid' }).addTo(this.#map);
    this.#plans = new PlanLayer(this.#map, plans);
    this.#vehicles = new VehicleOverlay(fleet, { pane: 'fleet' }).addTo(this.#map);
    this.#listen(box, onPick);
  }

  /** Takes over what the fleet is now: positions, plans, and the view while nobody has moved it. */
  update() {
    const references = new Set();
    this.#fleet.vehicles.forEach((vehicle) => vehicle.plan && vehicle.state !== 'finished' && references.add(vehicle.plan));
    this.#plans.showFleet(references);
    this.#vehicles.follow();
    if (!this.#moved) {
      this.#fit(false);
    }
  }

  /** Marks a vehicle and draws its plan; `states` by stop. Null marks none. */
  select(vehicle, states) {
    this.#vehicles.selected = vehicle?.device ?? null;
    this.#vehicles.redraw();
    this.#plans.showSelected(vehicle?.plan ?? null, states);
  }

  /** Brings a vehicle and its plan into view, beside the card. */
  reveal(vehicle) {
    const bounds = this.#plans.selectedBounds();
    if (hasPosition(vehicle)) {
      bounds.extend([vehicle.lat, vehicle.lon]);
    }
    if (bounds.isValid()) {
      const roomLeft = this.#map.getSize().x > CARD_PX * 1.6 ? CARD_PX : 56;
      this.#moved = true;
      this.#map.fitBounds(bounds, { paddingTopLeft: [roomLeft, 40], paddingBottomRight: [40, 56], maxZoom: 16 });
    }
  }

  /** The box changed its size, or the theme its colours. */
  refresh() {
    this.#map.invalidateSize({ animate: false });
    this.#grid.redraw();
    this.#vehicles.redraw();
  }

  #fit(anew) {
    const bounds = this.#plans.bounds();
    this.#fleet.vehicles.forEach((vehicle) => hasPosition(vehicle) && bounds.extend([vehicle.lat, vehicle.lon]));
    if (!bounds.isValid() || (!anew && this.#fitted?.contains(bounds))) {
      return;
    }
    this.#fitted = bounds;
    this.#fitting = true;
    this.#map.fitBounds(bounds, { ...FIT, animate: anew });
    this.#fitting = false;
    this.#grid.setLatitude(bounds.getCenter().lat);
  }

  #fitButton() {
    const control = L.control({ position: 'topleft' });
    control.onAdd = () => {
      const bar = L.DomUtil.create('div', 'leaflet-bar');
      const button = L.DomUtil.create('a', 'fit', bar);
      button.href = '#';
      button.title = words.fitFleet;
      button.setAttribute('role', 'button');
      button.setAttribute('aria-label', words.fitFleet);
      button.append(icon('fit'));
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(button, 'click', (event) => {
        L.DomEvent.preventDefault(event);
        this.#moved = false;
        this.#fit(true);
      });
      return bar;
    };
    control.addTo(this.#map);
  }

  #listen(box, onPick) {
    this.#map.on('click', (event) => onPick(this.#vehicles.findAt(event.containerPoint)));
    this.#map.on('mousemove', (event) => {
      const device = this.#vehicles.findAt(event.containerPoint);
      if (device !== this.#vehicles.hovered) {
        this.#vehicles.hovered = device;
        box.classList.toggle('over-vehicle', device !== null);
        this.#vehicles.redraw();
      }
    });
    const moved = () => {
      this.#moved ||= !this.#fitting;
    };
    this.#map.on('dragstart', moved);
    box.addEventListener('wheel', moved, { passive: true });
    box.addEventListener('keydown', moved);
    box.querySelector('.leaflet-control-zoom').addEventListener('click', moved);
    new ResizeObserver(() => {
      this.refresh();
      if (!this.#moved && this.#fitted) {
        this.#fit(true);
      }
    }).observe(box);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.refresh());
  }
}
