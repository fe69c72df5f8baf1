import { byId, setText } from './dom.js';
import { LiveStream } from './live-stream.js';
import { connectionWords, tokenReasons } from './strings.js';
import { forgetToken, hasFreshToken, keepToken, readToken } from './token.js';

/** The token of this tab and the stream that it opens; says in the header how the stream does. */
export class Session {
  #api;
  #onMessage;
  #onEnd;
  #stream = null;
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
    byId('sign-out').addEventListener('click', () => this.#end('none'));
    addEventListener('hashchange', () => hasFreshToken() && this.begin());
    addEventListener('online', () => this.#stream?.retryNow());
    // Escape would leave a page that cannot show anything and does not say why.
    this.#dialog.addEventListener('cancel', (event) => event.preventDefault());
  }

  /** Connects with the token of the address or of this tab, or asks for one. */
  begin() {
    const token = readToken();
    this.#stream?.stop();
    if (!token) {
      this.#end('none');
      return;
    }
    this.#dialog.close();
    this.#api.token = token;
    const stream = new LiveStream(
      'v1/live',
      token,
      (state) => stream === this.#stream && this.#show(state),
      (type, body) => stream === this.#stream && this.#onMessage(type, body),
    );
    this.#stream = stream;
    stream.run();
  }

  #show(state) {
    document.body.dataset.connection = state.name;
    setText(byId('connection-text'), connectionWords[state.name](state.seconds));
    byId('retry').hidden = state.name !== 'waiting';
    byId('sign-out').hidden = state.name === 'token';
    if (state.name === 'token') {
      this.#end(state.reason);
    }
  }

  #end(reason) {
    this.#stream?.stop();
    this.#stream = null;
    forgetToken();
    this.#api.token = '';
    this.#onEnd();
    document.body.dataset.connection = 'token';
    setText(byId('connection-text'), connectionWords.token());
    byId('retry').hidden = true;
    byId('sign-out').hidden = true;
    setText(byId('token-reason'), tokenReasons[reason]);
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
  }
}
