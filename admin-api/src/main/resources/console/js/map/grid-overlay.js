import { CanvasOverlay, themeColours } from './canvas-overlay.js';

const { L } = globalThis;
const SQUARE_PX_MIN = 64;
const EARTH_CIRCUMFERENCE_M = 40_075_016.686;
const MAJOR_EVERY = 5;

/**
 * The ground instead of tiles from a stranger: a metric grid. Mercator stretches with latitude, so the squares are
 * true at the latitude given to `setLatitude` (the fleet's) and near enough across a town.
 */
export const GridOverlay = CanvasOverlay.extend({
  initialize(onSquare, options) {
    CanvasOverlay.prototype.initialize.call(this, options);
    this._latitude = 0;
    this._onSquare = onSquare;
  },

  setLatitude(latitude) {
    this._latitude = latitude;
    this.redraw();
  },

  paint(context, project, size) {
    const worldPx = 256 * 2 ** this._zoom;
    const metrePx = worldPx / (EARTH_CIRCUMFERENCE_M * Math.cos((this._latitude * Math.PI) / 180));
    const squareM = squareMetres(SQUARE_PX_MIN / metrePx);
    const stepPx = squareM * metrePx;
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    const colour = themeColours();
    const minor = linesOf(origin, size, stepPx, (index) => index % MAJOR_EVERY !== 0);
    const major = linesOf(origin, size, stepPx, (index) => index % MAJOR_EVERY === 0);
    stroke(context, minor, size, colour('grid'));
    stroke(context, major, size, colour('grid-major'));
    this._onSquare(squareM);
  },
});

/** The smallest of 1, 2, 5 times a power of ten that is not below the given length. */
function squareMetres(atLeastM) {
  const power = 10 ** Math.floor(Math.log10(atLeastM));
  return power * [1, 2, 5, 10].find((factor) => power * factor >= atLeastM);
}

function linesOf(origin, size, stepPx, wanted) {
  const along = (from, length) => {
    const places = [];
    for (let index = Math.ceil(from / stepPx); index * stepPx <= from + length; index += 1) {
      if (wanted(index)) {
        places.push(Math.round(index * stepPx - from) + 0.5);
      }
    }
    return places;
  };
  return { xs: along(origin.x, size.x), ys: along(origin.y, size.y) };
}

function stroke(context, { xs, ys }, size, colour) {
  context.beginPath();
  xs.forEach((x) => {
    context.moveTo(x, 0);
    context.lineTo(x, size.y);
  });
  ys.forEach((y) => {
    context.moveTo(0, y);
    context.lineTo(size.x, y);
  });
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.stroke();
}

/** Says in a corner of the map how large a square is. */
export function gridControl(position = 'bottomleft') {
  const control = L.control({ position });
  const box = L.DomUtil.create('div', 'grid-size');
  control.onAdd = () => box;
  control.setWords = (text) => {
    if (box.textContent !== text) {
      box.textContent = text;
    }
  };
  return control;
}
