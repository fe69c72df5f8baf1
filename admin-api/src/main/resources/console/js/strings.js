/** Every word that the page shows: translate this module and the page is translated. */
export const words = {
  live: 'live',
  skipToVehicles: 'Skip to the vehicles',
  vehicles: 'Vehicles',
  events: 'Events',
  map: 'Map of the fleet; the table lists the same vehicles',
  retryNow: 'Retry now',
  signOut: 'Log out',
  logIn: 'Log in',
  email: 'E-mail',
  password: 'Password',
  company: 'Company',
  useToken: 'Use an access token instead',
  connect: 'Connect',
  token: 'Access token',
  tokenHint: 'It stays in this browser tab only. The server printed the path of the file that holds the first one.',
  close: 'Close',
  fitFleet: 'Show the whole fleet',
  filter: 'Filter by name or stop',
  filterState: 'Filter by state',
  noVehicles: 'No vehicle has sent a position yet.',
  noMatch: 'No vehicle matches the filter.',
  noEvents: 'Nothing has happened yet.',
  noPlan: 'No plan is assigned to this vehicle.',
  planLoading: 'Loading the plan…',
  planFailed: 'The plan could not be read. It is tried again.',
  stops: 'Stops',
  nextStop: 'Next stop',
  progress: 'Progress',
  lateness: 'Lateness',
  speed: 'Speed',
  course: 'Course',
  lastFix: 'Last fix',
  accuracy: 'Accuracy',
  driven: 'Driven',
  offRoute: 'Off route',
  gpsShare: 'Time with GPS',
  planned: 'plan',
  actual: 'actual',
  expected: 'ETA',
  window: 'window',
  planReport: 'Plan report',
  dayReport: 'Report of the day',
  reportLoading: 'The report is being made…',
  reportFailed: 'The report could not be made; close this page and try again.',
  unknown: '–',
  onTime: 'on time',
  grid: (size) => `Grid: squares of ${size}`,
  shown: (shown, all) => `${shown} of ${all} shown. Narrow the filter to see the others.`,
  eventCount: (count) => (count === 0 ? '' : `${count} kept, newest first`),
  device: (reference) => `Device ${reference.slice(0, 6)}`,
  stop: (seq) => `Stop ${seq}`,
  stopsDone: (done, total) => `${done} of ${total} stops`,
  of: (part, whole) => `${part} of ${whole}`,
  late: (minutes) => `${minutes} min late`,
  early: (minutes) => `${minutes} min early`,
  announce: (count, latest) => (count === 1 ? latest : `${count} new events. Latest: ${latest}`),
};

/** What the connection line says for each state of the stream. */
export const connectionWords = {
  connecting: () => 'connecting…',
  live: () => 'live',
  waiting: (seconds) => `reconnecting in ${seconds} s`,
  token: () => 'login needed',
};

export const tokenReasons = {
  none: '',
  away: 'The server does not answer as it should; try again.',
  ended: 'The session has ended; log in again.',
  rejected: 'The server did not accept the token.',
  forbidden: 'This login may not see live positions.',
};

/** Why a login was refused, by the status of the answer. */
export const loginReasons = {
  401: 'The e-mail address or the password is wrong, or the address is not verified yet.',
  403: 'This login is no longer in any company.',
  422: 'Enter an e-mail address and a password.',
  429: 'Too many tries; wait a while.',
  company: 'You are in several companies: choose one.',
  failed: 'The server does not answer as it should; try again.',
};

export const counterWords = {
  vehicles: 'Vehicles',
  onRoute: 'On route',
  offRoute: 'Off route',
  late: 'Late',
  fixes: 'Fixes/s',
  ack: 'Ack p50 / p99',
};

export const columnWords = {
  name: 'Vehicle',
  state: 'State',
  progress: 'Progress',
  lateness: 'Late',
  next: 'Next stop',
  age: 'Last fix',
};

export const stateWords = {
  on_route: 'on route',
  off_route: 'off route',
  not_started: 'not started',
  finished: 'finished',
  no_plan: 'no plan',
};

export const filterWords = {
  all: 'All',
  attention: 'Needs attention',
  late: 'Late',
  ...stateWords,
};

export const legendWords = {
  ok: 'on route',
  late: 'late',
  off: 'off route',
  idle: 'not started',
  done: 'finished',
  none: 'no plan',
};

export const eventWords = {
  arrived: 'Arrived',
  departed: 'Departed',
  missed: 'Missed',
  late: 'Running late',
  off_route: 'Left the route',
  on_route: 'Back on route',
  unplanned_stop: 'Unplanned stop',
  finished: 'Finished the plan',
  gps_lost: 'GPS lost',
};

export const stopStateWords = {
  pending: 'ahead',
  next: 'next',
  arrived: 'at the stop',
  departed: 'done',
  missed: 'missed',
};

export const compassWords = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'];
