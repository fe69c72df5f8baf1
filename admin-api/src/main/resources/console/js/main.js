import { Api } from './api.js';
import { byId, setText } from './dom.js';
import { Fleet } from './fleet.js';
import { clockTime, zoneName } from './format.js';
import { currentLanguage, keepLanguage } from './language.js';
import { FleetMap } from './map/fleet-map.js';
import { Announcer } from './panel/announcer.js';
import { Counters } from './panel/counters.js';
import { Details } from './panel/details.js';
import { EventList } from './panel/event-list.js';
import { makeTabs } from './panel/tabs.js';
import { VehicleTable } from './panel/vehicle-table.js';
import { PlanFactWatch } from './plan-fact.js';
import { Plans } from './plans.js';
import { Session } from './session.js';
import { words } from './strings.js';

// The only place that wires: what the stream brings goes into the fleet, and from there to the views.
document.documentElement.lang = currentLanguage();
document.querySelectorAll('[data-word]').forEach((node) => setText(node, words[node.dataset.word]));
document.querySelectorAll('[data-label]').forEach((node) => node.setAttribute('aria-label', words[node.dataset.label]));
document.querySelectorAll('select.language').forEach((select) => {
  select.value = currentLanguage();
  select.addEventListener('change', () => {
    keepLanguage(select.value);
    location.reload();
  });
});
makeTabs(byId('tabs'));

const api = new Api();
const fleet = new Fleet();
const plans = new Plans(api);
const planFact = new PlanFactWatch(api);
const map = new FleetMap(byId('map'), fleet, plans, pick);
const table = new VehicleTable(fleet, plans, pickFromList);
const events = new EventList(fleet, plans, pickFromList);
const details = new Details(byId('details'), fleet, plans, planFact, api, () => pick(null));
const counters = new Counters(byId('counters'), fleet);
const announcer = new Announcer(byId('announcer'), fleet, plans);
let selected = null;

function pick(device) {
  selected = device;
  const vehicle = fleet.vehicles.get(device);
  if (vehicle?.plan) {
    plans.refresh(vehicle.plan);
  }
  table.select(device);
  if (device) {
    table.reveal(device);
  }
  details.select(device);
  follow();
}

function pickFromList(device) {
  pick(device);
  if (fleet.vehicles.has(device)) {
    map.reveal(fleet.vehicles.get(device));
  }
}

/** Keeps the front of the map with the selected vehicle, whose plan may change while it is looked at. */
function follow() {
  const vehicle = fleet.vehicles.get(selected) ?? null;
  planFact.watch(vehicle?.plan ?? null);
  map.select(vehicle, planFact.stopStates());
}

function showAll() {
  map.update();
  table.update();
  counters.update();
  events.update();
  announcer.update();
  details.update();
  follow();
}

// Many messages may come between two frames of the screen, and a hidden page needs none. After a picture that was slow
// to draw the page rests three times as long: a large fleet on a small machine must leave room for the person.
let drawing = false;
let restMs = 0;
function showSoon() {
  if (!drawing) {
    drawing = true;
    setTimeout(() => requestAnimationFrame(draw), restMs);
  }
}

function draw() {
  const startMs = performance.now();
  drawing = false;
  showAll();
  const tookMs = performance.now() - startMs;
  restMs = tookMs > 10 ? 3 * tookMs : 0;
}

fleet.addEventListener('change', showSoon);
plans.addEventListener('plan', showSoon);
planFact.addEventListener('change', showSoon);

setText(byId('zone'), zoneName());
byId('map').setAttribute('aria-label', words.map);
setInterval(() => {
  setText(byId('clock'), clockTime(fleet.nowMs()));
  table.tick();
}, 1_000);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && selected !== null) {
    pick(null);
  }
});

showAll();
const session = new Session(api, receive, forget);
session.begin();

function receive(type, body) {
  fleet.apply(type, body);
  if (type === 'event') {
    planFact.refresh(body.plan);
  }
}

function forget() {
  plans.clear();
  fleet.clear();
  pick(null);
}
