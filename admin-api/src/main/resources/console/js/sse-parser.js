/**
 * Parser of a Server-Sent Events body (WHATWG HTML, 9.2.6). Text may be split anywhere. `lastId` survives
 * the end of a body: the next request sends it as Last-Event-ID.
 */
export class SseParser {
  #onMessage;
  #rest = '';
  #type = '';
  #data = [];
  #id;
  lastId = '';

  /** @param {(message: {type: string, data: string}) => void} onMessage called once per complete event */
  constructor(onMessage, lastId = '') {
    this.#onMessage = onMessage;
    this.lastId = lastId;
    this.#id = lastId;
  }

  push(text) {
    this.#rest += text;
    // A CR at the very end may be half of a CRLF: wait for what follows it.
    const lines = this.#rest.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    lines.forEach((line) => this.#line(line));
  }

  #line(line) {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.#type = value;
    } else if (field === 'data') {
      this.#data.push(value);
    } else if (field === 'id' && !value.includes('\0')) {
      this.#id = value;
    } // Comments (an empty field name) are the heartbeat; their bytes alone count.
  }

  #dispatch() {
    this.lastId = this.#id;
    const message = { type: this.#type || 'message', data: this.#data.join('\n') };
    const complete = this.#data.length > 0;
    this.#type = '';
    this.#data = [];
    if (complete) {
      this.#onMessage(message);
    }
  }
}
