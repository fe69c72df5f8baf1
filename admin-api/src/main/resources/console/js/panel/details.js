import { element, setChildren } from '../dom.js';
import { STALE_MS } from '../fleet.js';
import { age, course, distance, lateness, latenessWords, shortTime, speed } from '../format.js';
import { icon } from '../icons.js';
import { stateWords, unitWords, words } from '../strings.js';
import { ReportLinks } from './report-links.js';
import { stopList } from './stop-list.js';

/** The card of the selected vehicle: where it stands, and its plan stop by stop. */
export class Details {
  #box;
  #fleet;
  #plans;
  #planFact;
  #device = null;
  #title = element('h2', {});
  #chip = element('span', { class: 'chip' });
  #facts = element('dl', { class: 'facts' });
  #stops = element('div', { class: 'stops', tabindex: 0, role: 'region', 'aria-label': words.stops });

  #reports;

  constructor(box, fleet, plans, planFact, api, onClose) {
    this.#box = box;
    this.#fleet = fleet;
    this.#plans = plans;
    this.#planFact = planFact;
    this.#reports = new ReportLinks(api);
    const close = element('button', { type: 'button', class: 'quiet close', 'aria-label': words.close, title: words.close }, icon('close'));
    close.addEventListener('click', onClose);
    box.append(element('div', { class: 'card-head' }, this.#title, this.#chip, close), this.#facts, this.#reports.node, this.#stops);
    box.addEventListener('keydown', (event) => event.key === 'Escape' && onClose());
  }

  /** Shows a vehicle, or with null hides the card. */
  select(device) {
    this.#device = device;
    this.#stops.scrollTop = 0;
    this.update();
  }

  update() {
    const vehicle = this.#device === null ? null : this.#fleet.vehicles.get(this.#device);
    this.#box.hidden = !vehicle;
    if (!vehicle) {
      return;
    }
    const name = this.#fleet.nameOf(vehicle.device);
    this.#title.textContent = name;
    this.#title.title = name;
    this.#chip.textContent = stateWords[vehicle.state] ?? vehicle.state;
    this.#box.dataset.tone = this.#fleet.toneOf(vehicle);
    this.#box.setAttribute('aria-label', name);
    setChildren(this.#facts, this.#factsOf(vehicle).map(([term, value, bad]) => fact(term, value, bad)));
    this.#reports.show(vehicle);
    this.#showStops(vehicle);
  }

  #factsOf(vehicle) {
    if (vehicle.state === 'location_off') {
      return [];
    }
    const planFact = this.#planFact.current;
    const ageMs = vehicle.fixMs === null ? null : this.#fleet.nowMs() - vehicle.fixMs;
    const facts = [
      [words.speed, speed(vehicle.speedMps)],
      [words.course, course(vehicle.courseDegrees)],
      [words.lastFix, ageMs === null ? words.unknown : age(ageMs), ageMs > STALE_MS],
      [words.accuracy, vehicle.accuracyM === null ? words.unknown : `${vehicle.accuracyM} ${unitWords.m}`],
    ];
    if (vehicle.plan) {
      facts.push(
        [words.progress, words.of(distance(vehicle.progressM), distance(vehicle.pathM))],
        [words.lateness, latenessWords(vehicle.latenessSeconds), this.#fleet.toneOf(vehicle) === 'late'],
      );
    }
    if (planFact) {
      facts.push(
        [words.driven, distance(planFact.drivenM)],
        [words.offRoute, `${distance(planFact.offRouteM)}, ${Math.round((planFact.offRouteSeconds ?? 0) / 60)} ${unitWords.min}`],
      );
      if (planFact.gpsShare !== null) {
        facts.push([words.gpsShare, `${Math.round(planFact.gpsShare * 100)} %`]);
      }
    }
    return facts;
  }

  #showStops(vehicle) {
    const plan = vehicle.plan ? this.#plans.find(vehicle.plan) : null;
    if (vehicle.state === 'location_off') {
      setChildren(this.#stops, [element('p', { class: 'hint' }, words.locationOff)]);
    } else if (!vehicle.plan) {
      setChildren(this.#stops, [element('p', { class: 'hint' }, words.noPlan)]);
    } else if (!plan) {
      setChildren(this.#stops, [element('p', { class: 'hint' }, this.#planFact.failed ? words.planFailed : words.planLoading)]);
    } else {
      const nowMs = this.#fleet.nowMs();
      setChildren(this.#stops, [
        stopList(plan.stops, this.#planFact.stopStates(), (ms) => shortTime(ms, nowMs), lateness),
      ]);
    }
  }
}

function fact(term, value, bad) {
  return element('div', {}, element('dt', {}, term), element('dd', { class: bad ? 'bad' : false }, value));
}
