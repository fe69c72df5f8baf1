const SVG = 'http://www.w3.org/2000/svg';

// Outlines on a 24 × 24 grid, drawn with the colour of the text around them.
const OUTLINES = {
  arrived: 'M12 3a6 6 0 0 1 6 6c0 4-6 11-6 11S6 13 6 9a6 6 0 0 1 6-6zM9.5 9l2 2 3.2-3.6',
  departed: 'M4 12h14M13 6.5 18.5 12 13 17.5',
  missed: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  late: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 7.5V12l3 2',
  off_route: 'M5 19c0-7 7-4 7-10V5M8.5 8 12 4.5 15.5 8M16 15l4 4M20 15l-4 4',
  on_route: 'M6 20c0-8 12-5 12-13V4M14.5 7 18 3.5 21.5 7M4 9l2.5 2.5L11 7',
  unplanned_stop: 'M9 6v12M15 6v12',
  finished: 'M6 21V4M6 4.5c4-2 7 2 12 0v8c-5 2-8-2-12 0',
  gps_lost: 'M5 12a7 7 0 0 1 2-5M19 12a7 7 0 0 1-2 5M8.5 12A3.5 3.5 0 0 1 12 8.5M4 4l16 16',
  close: 'M6 6l12 12M18 6 6 18',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5M12 10v4M10 12h4',
};

/** A decorative icon; the words beside it carry the meaning. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', OUTLINES[name] ?? OUTLINES.departed);
  svg.append(path);
  return svg;
}
