import { byId, element, setText } from './dom.js';
import { loginReasons } from './strings.js';

const COMPANY_ID = /[0-7][0-9a-f]{15}/g;

/** The form that begins a session, which the browser then holds as a cookie. */
export class Login {
  #api;
  #onBegun;

  /** @param {() => void} onBegun */
  constructor(api, onBegun) {
    this.#api = api;
    this.#onBegun = onBegun;
    byId('login-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  async #submit() {
    const button = byId('login-form').querySelector('button');
    const body = { email: byId('login-email').value, password: byId('login-password').value, cookie: true };
    if (!byId('company-choice').hidden) {
      body.company = byId('login-company').value;
    }
    button.disabled = true;
    try {
      await this.#api.postJson('v1/sessions', body);
      byId('login-password').value = '';
      byId('company-choice').hidden = true;
      this.#onBegun();
    } catch (refused) {
      this.#refuse(refused);
    } finally {
      button.disabled = false;
    }
  }

  #refuse(refused) {
    const choice = refused.problem?.errors?.find((error) => error.field === 'company');
    if (choice) {
      const ids = choice.allowed.match(COMPANY_ID) ?? [];
      byId('login-company').replaceChildren(...ids.map((id) => element('option', { value: id }, id)));
      byId('company-choice').hidden = false;
    }
    setText(byId('token-reason'), choice ? loginReasons.company : (loginReasons[refused.status] ?? loginReasons.failed));
  }
}
