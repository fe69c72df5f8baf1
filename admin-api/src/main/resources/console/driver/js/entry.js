import { byId, setText } from '../../js/dom.js';
import { words } from './words.js';

const FRAGMENT = /^#(invite|enrol)=([^&]+)/;

/** How a person comes in: by an invitation, or with e-mail and password. A code for a device is only shown. */
export class Entry {
  #api;
  #onEntered;
  #onTrouble;
  #invitation = null;

  constructor(api, onEntered, onTrouble) {
    this.#api = api;
    this.#onEntered = onEntered;
    this.#onTrouble = onTrouble;
    byId('sign-in-form').addEventListener('submit', (event) => this.#send(event, () => this.#signIn()));
    byId('invitation-form').addEventListener('submit', (event) => this.#send(event, () => this.#accept()));
  }

  /** Takes a token out of the address, so that neither a bookmark nor a screenshot carries it. */
  async readFragment() {
    const found = FRAGMENT.exec(location.hash);
    if (!found) {
      return;
    }
    history.replaceState(null, '', location.pathname + location.search);
    const value = decodeURIComponent(found[2]);
    if (found[1] === 'enrol') {
      byId('enrolment').hidden = false;
      setText(byId('enrolment-code'), value);
      return;
    }
    try {
      this.#invitation = { token: value, ...(await this.#api.post('v1/invitations:show', { token: value })) };
    } catch (error) {
      this.#onTrouble(words().failed(error.message), 'bad');
    }
  }

  /** Whether an invitation waits to be accepted. */
  get isInvited() {
    return this.#invitation !== null;
  }

  show() {
    byId('invitation').hidden = !this.isInvited;
    byId('sign-in').hidden = this.isInvited;
    if (this.isInvited) {
      const { companyName, role, hasLogin } = this.#invitation;
      setText(byId('invitation-text'), words().invitationText(companyName, words().roles[role]));
      setText(byId('invitation-password-label'), hasLogin ? words().password : words().newPassword);
      byId('invitation-password').required = hasLogin || this.#invitation.passwordNeeded;
    }
  }

  hide() {
    byId('invitation').hidden = true;
    byId('sign-in').hidden = true;
  }

  async #signIn() {
    await this.#api.post('v1/sessions', { email: byId('email').value, password: byId('password').value, cookie: true });
    byId('password').value = '';
  }

  async #accept() {
    const password = byId('invitation-password').value;
    await this.#api.post('v1/invitations:accept', {
      token: this.#invitation.token,
      cookie: true,
      ...(password === '' ? {} : { password }),
    });
    byId('invitation-password').value = '';
    this.#invitation = null;
  }

  async #send(event, work) {
    event.preventDefault();
    try {
      await work();
      await this.#onEntered();
    } catch (error) {
      this.#onTrouble(words().failed(error.message), 'bad');
    }
  }
}
