const HEIGHT_PX = 18;
const PADDING_PX = 5;
const CELL_PX = 48;

/**
 * Finds room for labels beside their vehicles, so that none covers another or a vehicle. Boxes are kept by the cells of
 * a coarse grid that they touch; a search looks at a handful of neighbours, however large the fleet is.
 */
export class LabelSpace {
  #cells = new Map();

  /** @param {{x: number, y: number}[]} vehicles whose arrows must stay free */
  constructor(vehicles) {
    vehicles.forEach(({ x, y }) => this.#take({ left: x - 7, top: y - 7, width: 14, height: 14, of: `${x} ${y}` }));
  }

  /** A box to the right, left, above or below; null where all are taken, unless `force`. */
  find({ x, y }, textPx, force) {
    const width = Math.ceil(textPx) + 2 * PADDING_PX;
    const places = [
      [x + 13, y - HEIGHT_PX / 2],
      [x - 13 - width, y - HEIGHT_PX / 2],
      [x - width / 2, y - 14 - HEIGHT_PX],
      [x - width / 2, y + 14],
    ].map(([left, top]) => ({ left: Math.round(left), top: Math.round(top), width, height: HEIGHT_PX, of: `${x} ${y}` }));
    const box = places.find((place) => this.#isFree(place)) ?? (force ? places[0] : null);
    if (box) {
      this.#take(box);
    }
    return box;
  }

  #isFree(box) {
    return cellsOf(box).every((cell) => (this.#cells.get(cell) ?? []).every((other) => other.of === box.of || !overlap(box, other)));
  }

  #take(box) {
    for (const cell of cellsOf(box)) {
      const taken = this.#cells.get(cell);
      if (taken) {
        taken.push(box);
      } else {
        this.#cells.set(cell, [box]);
      }
    }
  }
}

function cellsOf({ left, top, width, height }) {
  const cells = [];
  for (let column = Math.floor(left / CELL_PX); column <= Math.floor((left + width) / CELL_PX); column += 1) {
    for (let row = Math.floor(top / CELL_PX); row <= Math.floor((top + height) / CELL_PX); row += 1) {
      cells.push(`${column}:${row}`);
    }
  }
  return cells;
}

function overlap(a, b) {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}
