import { CanvasOverlay, themeColours } from './canvas-overlay.js';
import { LabelSpace } from './labels.js';
import { hasPosition, STALE_MS } from '../fleet.js';

const GLIDE_MS = 900;
const HIT_PX = 18;
// Beyond these the eye gains nothing and a slow machine has no time left for anything else.
const GLIDES_UP_TO = 300;
const TRAILS_UP_TO = 500;
const ALL_LABELS_UP_TO = 400;
const LABEL_CHARS_MAX = 24;
const BESIDE_CHOSEN = 0.4;
const stillness = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * All vehicles in one picture: an arrow along the course (a disc where it is unknown), its recent trail, its
 * name where there is room. Positions glide to the newest ones, unless the reader asked for less motion.
 */
export const VehicleOverlay = CanvasOverlay.extend({
  initialize(fleet, options) {
    CanvasOverlay.prototype.initialize.call(this, options);
    this._fleet = fleet;
    this._glides = new Map();
    this._placed = [];
    this.selected = null;
    this.hovered = null;
  },

  /** Takes over the newest positions of the fleet. */
  follow() {
    const nowMs = performance.now();
    for (const vehicle of [...this._fleet.vehicles.values()].filter(hasPosition)) {
      const glide = this._glides.get(vehicle.device);
      if (!glide) {
        this._glides.set(vehicle.device, { from: [vehicle.lat, vehicle.lon], to: [vehicle.lat, vehicle.lon], startMs: nowMs });
      } else if (glide.to[0] !== vehicle.lat || glide.to[1] !== vehicle.lon) {
        glide.from = placeAt(glide, nowMs);
        glide.to = [vehicle.lat, vehicle.lon];
        glide.startMs = nowMs;
      }
    }
    for (const device of this._glides.keys()) {
      const vehicle = this._fleet.vehicles.get(device);
      if (!vehicle || !hasPosition(vehicle)) {
        this._glides.delete(device);
      }
    }
    this.redraw();
  },

  /** The device drawn under a point of the map's box, or null. */
  findAt(containerPoint) {
    const offset = this._map.layerPointToContainerPoint(this._bounds.min);
    let best = null;
    let bestPx = HIT_PX;
    for (const { vehicle, x, y } of this._placed) {
      const px = Math.hypot(x + offset.x - containerPoint.x, y + offset.y - containerPoint.y);
      if (px < bestPx) {
        best = vehicle.device;
        bestPx = px;
      }
    }
    return best;
  },

  paint(context, project, size, timeMs) {
    const colour = themeColours();
    const nowMs = this._fleet.nowMs();
    const gliding = this._fleet.vehicles.size <= GLIDES_UP_TO && !stillness.matches;
    let moving = false;
    this._placed = [];
    for (const vehicle of this._fleet.vehicles.values()) {
      const glide = this._glides.get(vehicle.device);
      if (glide) {
        moving ||= timeMs < glide.startMs + GLIDE_MS;
        const { x, y } = project(...(gliding ? placeAt(glide, timeMs) : glide.to));
        if (x > -40 && y > -40 && x < size.x + 40 && y < size.y + 40) {
          const tone = colour(this._fleet.toneOf(vehicle));
          this._placed.push({ vehicle, x, y, tone, chosen: vehicle.device === this.selected, stale: nowMs - vehicle.fixMs > STALE_MS });
        }
      }
    }
    this._placed.sort((a, b) => urgency(a) - urgency(b));
    const trails = this._placed.length > TRAILS_UP_TO ? this._placed.filter((place) => place.chosen) : this._placed;
    trails.forEach((place) => drawTrail(context, project, place));
    this._placed.forEach((place) => drawVehicle(context, place, colour));
    this._drawLabels(context, size, colour);
    // For those who cannot see a canvas, and for tests.
    this._container.dataset.drawn = String(this._placed.length);
    if (moving && gliding) {
      this.redraw();
    }
  },

  _drawLabels(context, size, colour) {
    const space = new LabelSpace(this._placed);
    context.font = '600 12px system-ui, sans-serif';
    context.textBaseline = 'middle';
    const crowded = this._placed.length > ALL_LABELS_UP_TO;
    for (const place of [...this._placed].reverse()) {
      const wanted = place.chosen || place.vehicle.device === this.hovered;
      const text = shortened(this._fleet.nameOf(place.vehicle.device));
      const box = crowded && !wanted ? null : space.find(place, context.measureText(text).width, wanted);
      if (box) {
        drawLabel(context, box, text, place, colour, this.selected === null || wanted ? 0.88 : BESIDE_CHOSEN);
      }
    }
  },
});

function placeAt({ from, to, startMs }, nowMs) {
  const share = Math.min(1, Math.max(0, (nowMs - startMs) / GLIDE_MS));
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** Drawn last, labelled first: the chosen one, then trouble, then the rest. */
function urgency({ vehicle, chosen }) {
  if (chosen) {
    return 3;
  }
  return vehicle.state === 'off_route' ? 2 : Number((vehicle.latenessSeconds ?? 0) > 0);
}

function drawTrail(context, project, { vehicle, x, y, tone, stale, chosen }) {
  if (stale || vehicle.trail.length < 2) {
    return;
  }
  const points = [...vehicle.trail.slice(0, -1).map(([lat, lon]) => project(lat, lon)), { x, y }];
  context.strokeStyle = tone;
  context.lineCap = 'round';
  context.lineWidth = chosen ? 4 : 3;
  for (let i = 1; i < points.length; i += 1) {
    context.globalAlpha = (chosen ? 0.75 : 0.45) * (i / points.length) ** 2;
    context.beginPath();
    context.moveTo(points[i - 1].x, points[i - 1].y);
    context.lineTo(points[i].x, points[i].y);
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawVehicle(context, { vehicle, x, y, tone, chosen, stale }, colour) {
  context.save();
  context.translate(x, y);
  if (chosen) {
    context.beginPath();
    context.arc(0, 0, 17, 0, 2 * Math.PI);
    context.fillStyle = tone;
    context.globalAlpha = 0.18;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = tone;
    context.lineWidth = 2;
    context.stroke();
  }
  context.beginPath();
  if (vehicle.courseDegrees === null) {
    context.arc(0, 0, 6, 0, 2 * Math.PI);
  } else {
    context.rotate((vehicle.courseDegrees * Math.PI) / 180);
    context.moveTo(0, -11);
    context.lineTo(8, 9);
    context.lineTo(0, 4.5);
    context.lineTo(-8, 9);
    context.closePath();
  }
  context.lineJoin = 'round';
  context.strokeStyle = colour('paper');
  context.lineWidth = 4;
  context.stroke();
  context.fillStyle = stale ? colour('paper') : tone;
  context.fill();
  if (stale) {
    context.strokeStyle = tone;
    context.lineWidth = 1.5;
    context.stroke();
  }
  context.restore();
}

function shortened(name) {
  const letters = [...name];
  return letters.length > LABEL_CHARS_MAX ? `${letters.slice(0, LABEL_CHARS_MAX - 1).join('')}…` : name;
}

function drawLabel(context, { left, top, width, height }, text, { tone, chosen }, colour, strength) {
  context.globalAlpha = chosen ? 1 : strength;
  context.fillStyle = chosen ? tone : colour('label');
  context.beginPath();
  context.roundRect(left, top, width, height, 4);
  context.fill();
  context.fillStyle = chosen ? colour('on-tone') : colour('ink');
  context.fillText(text, left + 5, top + height / 2 + 0.5);
  context.globalAlpha = 1;
}
