import { element } from '../dom.js';
import { words } from '../strings.js';

/** Buttons that open printable reports, each in a tab of its own. */
export class ReportLinks {
  #api;
  #vehicle = null;
  #plan = element('button', { type: 'button', class: 'quiet' }, words.planReport);
  #day = element('button', { type: 'button', class: 'quiet' }, words.dayReport);
  node = element('p', { class: 'reports' }, this.#plan, this.#day);

  /** @param {import('../api.js').Api} api */
  constructor(api) {
    this.#api = api;
    this.#plan.addEventListener('click', () => this.#open(`v1/plans/${this.#vehicle.plan}/report`));
    this.#day.addEventListener('click', () => this.#open(`v1/devices/${this.#vehicle.device}/report`));
  }

  show(vehicle) {
    this.#vehicle = vehicle;
    this.#plan.hidden = !vehicle.plan;
  }

  /**
   * The token must not stand in an address, so the page is fetched and then shown. The tab opens first: a browser
   * lets a click open one, and an answer that comes later none.
   */
  async #open(path) {
    const tab = window.open('about:blank');
    if (!tab) {
      return;
    }
    tab.opener = null;
    tab.document.title = words.reportLoading;
    try {
      const page = await this.#api.getPage(path);
      tab.location.href = URL.createObjectURL(new Blob([page], { type: 'text/html;charset=utf-8' }));
    } catch {
      tab.document.title = words.reportFailed;
      tab.document.body.textContent = words.reportFailed;
    }
  }
}
