const { L } = globalThis;

/**
 * A canvas that covers the map and half a screen around it, kept in place by Leaflet's own Renderer while
 * panning and zooming. A subclass draws in `paint(context, project)`; `project(lat, lon)` gives canvas pixels.
 */
export const CanvasOverlay = L.Renderer.extend({
  options: { padding: 0.5 },

  /** Asks for a new picture with the next frame; any number of calls before it cost one picture. */
  redraw() {
    if (this._frame || !this._map) {
      return;
    }
    this._frame = requestAnimationFrame((timeMs) => {
      this._frame = null;
      if (this._map) {
        this._picture(timeMs);
      }
    });
  },

  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), move: this._onMove };
  },

  /** While a finger drags past the painted margin, paint further. */
  _onMove() {
    const view = L.bounds(this._map.containerPointToLayerPoint([0, 0]), this._map.containerPointToLayerPoint(this._map.getSize()));
    if (!this._map._animatingZoom && this._bounds && !this._bounds.contains(view)) {
      this._update();
    }
  },

  _initContainer() {
    this._container = L.DomUtil.create('canvas', 'leaflet-zoom-animated');
    this._context = this._container.getContext('2d');
  },

  _destroyContainer() {
    cancelAnimationFrame(this._frame);
    this._frame = null;
    L.DomUtil.remove(this._container);
    this._container = null;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) {
      return;
    }
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = Math.round(size.x * ratio);
    this._container.height = Math.round(size.y * ratio);
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this._ratio = ratio;
    this._picture(performance.now());
  },

  /** Leaflet calls this for vector layers; here there are none. */
  _updatePaths() {},

  _picture(timeMs) {
    const context = this._context;
    const { min } = this._bounds;
    const size = this._bounds.getSize();
    context.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
    context.clearRect(0, 0, size.x, size.y);
    // The picture belongs to the zoom of its last _update, also while the next zoom is animated.
    const origin = this._map.getPixelOrigin().add(min);
    const project = (lat, lon) => this._map.project([lat, lon], this._zoom).subtract(origin);
    this.paint(context, project, size, timeMs);
  },
});

/** The colours of the theme in force, by the names that css/theme.css gives them. */
export function themeColours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}
