import { element } from '../dom.js';
import { isLateBy } from '../fleet.js';
import { stopStateWords, words } from '../strings.js';

const UNSEEN = { state: 'pending', arrivedMs: null, departedMs: null, etaMs: null, latenessSeconds: null, window: null };

/**
 * The stops of a plan in order, each with its state in words, the planned and the actual or expected time, and the difference.
 * @param {(ms: number) => string} time
 * @param {(seconds: number | null) => string} lateness
 */
export function stopList(stops, states, time, lateness) {
  return element('ol', { class: 'stop-list' }, ...stops.map((stop) => stopEntry(stop, states.get(stop.seq) ?? UNSEEN, time, lateness)));
}

function stopEntry(stop, fact, time, lateness) {
  const late = fact.latenessSeconds;
  const hasTime = fact.arrivedMs !== null || fact.etaMs !== null;
  return element(
    'li',
    { class: `stop ${fact.state}`, 'data-seq': stop.seq },
    element('span', { class: `stop-pin ${fact.state}`, 'aria-hidden': 'true' }, String(stop.seq)),
    element('span', { class: 'stop-name' }, stop.name ?? words.stop(stop.seq)),
    element('span', { class: 'stop-state' }, stopStateWords[fact.state] ?? fact.state),
    element('span', { class: 'stop-times small' }, timesOf(stop, fact, time)),
    element('span', { class: `stop-late small${isLateBy(late) || fact.window === 'late' ? ' bad' : ''}` }, late !== null && hasTime ? lateness(late) : ''),
  );
}

function timesOf(stop, fact, time) {
  const parts = [];
  if (stop.arriveMs !== null) {
    parts.push(`${words.planned} ${time(stop.arriveMs)}`);
  }
  const window = windowOf(stop, time);
  if (window) {
    parts.push(window);
  }
  if (fact.arrivedMs !== null) {
    parts.push(`${words.actual} ${time(fact.arrivedMs)}${fact.departedMs === null ? '' : `–${time(fact.departedMs)}`}`);
  } else if (fact.etaMs !== null && fact.state !== 'missed') {
    parts.push(`${words.expected} ${time(fact.etaMs)}`);
  }
  return parts.join(' · ');
}

/** The window that the planner gave; one side may be open. */
function windowOf(stop, time) {
  if (stop.windowFromMs === null && stop.windowToMs === null) {
    return '';
  }
  const from = stop.windowFromMs === null ? '' : time(stop.windowFromMs);
  const to = stop.windowToMs === null ? '' : time(stop.windowToMs);
  return `${words.window} ${from}–${to}`;
}
