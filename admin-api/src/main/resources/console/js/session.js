import { byId, setText } from './dom.js';
import { LiveStream } from './live-stream.js';
import { Login } from './login.js';
import { connectionWords, roleWords, tokenReasons } from './strings.js';
import { forgetToken, hasFreshToken, keepToken, readToken } from './token.js';

// No script can see the cookie: this tells a browser that never logged in from one that may still be.
const BEGUN = 'relog.session';

/**
 * Who looks: a person with a session, held by the browser as a cookie, or a token of this tab. Opens the stream, and says
 * in the header who it is for and how it does.
 */
export class Session {
  #api;
  #onMessage;
  #onEnd;
  #stream = null;
  #me = null;
  #dialog = byId('token-dialog');

  /**
   * @param {(type: string, body: any) => void} onMessage
   * @param {() => void} onEnd the token is gone, and what it let this page see must go too
   */
  constructor(api, onMessage, onEnd) {
    this.#api = api;
    this.#onMessage = onMessage;
    this.#onEnd = onEnd;
    byId('token-form').addEventListener('submit', () => {
      keepToken(byId('token-input').value);
      byId('token-input').value = '';
      this.begin();
    });
    byId('retry').addEventListener('click', () => this.#stream?.retryNow());
    new Login(api, () => {
      localStorage.setItem(BEGUN, 'yes');
      this.begin();
    });
    byId('sign-out').addEventListener('click', () => this.#leave());
    addEventListener('hashchange', () => hasFreshToken() && this.begin());
    addEventListener('online', () => this.#stream?.retryNow());
    // Escape would leave a page that cannot show anything and does not say why.
    this.#dialog.addEventListener('cancel', (event) => event.preventDefault());
  }

  /** Connects with the token of the address or of this tab, or with the session, or asks for a login. */
  async begin() {
    const token = readToken() ?? '';
    this.#stream?.stop();
    this.#stream = null;
    this.#api.token = token;
    this.#me = null;
    if (!token && !localStorage.getItem(BEGUN)) {
      this.#end('none');
      return;
    }
    if (!token) {
      try {
        this.#me = await this.#api.getJson('v1/me');
      } catch (refused) {
        if (refused.status === 401) {
          localStorage.removeItem(BEGUN);
        }
        this.#end(refused.status === 401 ? 'none' : 'away');
        return;
      }
    }
    if (this.#me?.person.role === 'driver') {
      // A driver sees no fleet, and has a page of their own.
      location.assign('driver/');
      return;
    }
    setText(byId('who'), this.#me ? whoWords(this.#me) : '');
    byId('own-data').hidden = !this.#me;
    this.#dialog.close();
    const stream = new LiveStream(
      'v1/live',
      this.#api,
      (state) => stream === this.#stream && this.#show(state),
      (type, body) => stream === this.#stream && this.#onMessage(type, body),
    );
    this.#stream = stream;
    stream.run();
  }

  /** Ends the session on the server too: the cookie alone would still be good elsewhere. */
  async #leave() {
    if (this.#me) {
      await this.#api.delete('v1/sessions/current').catch(() => {});
      localStorage.removeItem(BEGUN);
    }
    this.#end('none');
  }

  #show(state) {
    document.body.dataset.connection = state.name;
    setText(byId('connection-text'), connectionWords[state.name](state.seconds));
    byId('retry').hidden = state.name !== 'waiting';
    byId('sign-out').hidden = state.name === 'token';
    if (state.name === 'token') {
      this.#end(this.#whyEnded(state.reason));
    }
  }

  #whyEnded(reason) {
    if (this.#me && reason === 'rejected') {
      return 'ended';
    }
    return reason === 'forbidden' && this.#me?.person.standing === 'documents_due' ? 'documents' : reason;
  }

  #end(reason) {
    this.#stream?.stop();
    this.#stream = null;
    forgetToken();
    this.#api.token = '';
    this.#me = null;
    setText(byId('who'), '');
    this.#onEnd();
    document.body.dataset.connection = 'token';
    setText(byId('connection-text'), connectionWords.token());
    byId('retry').hidden = true;
    byId('sign-out').hidden = true;
    byId('own-data').hidden = true;
    byId('documents-link').hidden = reason !== 'documents';
    setText(byId('token-reason'), tokenReasons[reason]);
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
  }
}

function whoWords({ person, company }) {
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  return [name, roleWords[person.role], company.name].filter(Boolean).join(' · ');
}
