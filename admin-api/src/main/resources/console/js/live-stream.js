import { SseParser } from './sse-parser.js';

// The server sends a heartbeat every 15 s: three missed ones mean that the line is dead.
const SILENCE_MAX_MS = 45_000;
const BACKOFF_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** The server answered, and the answer is that this login or token will not do. */
class TokenRefused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Follows /v1/live until stopped: reconnects with back-off and resumes after the last event it saw. EventSource
 * cannot send an Authorization header nor tell a refusal from a bad line, and a token in a URL would end up in logs;
 * hence fetch.
 */
export class LiveStream {
  #url;
  #api;
  #onState;
  #onMessage;
  #abort = new AbortController();
  #wake = () => {};
  #stopped = false;
  #failures = 0;
  #lastId = '';

  /**
   * @param {string} url
   * @param {import('./api.js').Api} api
   * @param {(state: {name: 'connecting'|'live'|'waiting'|'token', seconds?: number, reason?: string}) => void} onState
   * @param {(type: string, body: any) => void} onMessage
   */
  constructor(url, api, onState, onMessage) {
    this.#url = url;
    this.#api = api;
    this.#onState = onState;
    this.#onMessage = onMessage;
  }

  async run() {
    while (!this.#stopped) {
      try {
        this.#onState({ name: 'connecting' });
        await this.#follow();
      } catch (error) {
        if (error instanceof TokenRefused) {
          this.#stopped = true;
          this.#onState({ name: 'token', reason: error.reason });
          return;
        }
      }
      if (!this.#stopped) {
        await this.#wait();
      }
    }
  }

  stop() {
    this.#stopped = true;
    this.#abort.abort();
    this.#wake();
  }

  /** Ends a wait at once, for an impatient person or a network that came back. */
  retryNow() {
    this.#wake();
  }

  async #follow() {
    this.#abort = new AbortController();
    const silence = new Silence(() => this.#abort.abort());
    try {
      const response = await fetch(this.#url, {
        ...this.#options(),
        signal: this.#abort.signal,
      });
      checkAnswer(response);
      await this.#read(response.body.getReader(), silence);
    } finally {
      silence.end();
    }
  }

  async #read(reader, silence) {
    const text = new TextDecoder();
    const parser = new SseParser((message) => this.#deliver(message), this.#lastId);
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.#stopped) {
        return;
      }
      silence.broken();
      parser.push(text.decode(value, { stream: true }));
      this.#lastId = parser.lastId;
    }
  }

  #deliver(message) {
    const body = JSON.parse(message.data);
    this.#failures = 0;
    this.#onState({ name: 'live' });
    this.#onMessage(message.type, body);
  }

  #options() {
    const options = this.#api.options('text/event-stream');
    if (this.#lastId) {
      options.headers['Last-Event-ID'] = this.#lastId;
    }
    return options;
  }

  /** Counts the seconds down in public, then returns; a fifth of chance keeps many pages from returning as one. */
  async #wait() {
    const base = BACKOFF_MS[Math.min(this.#failures, BACKOFF_MS.length - 1)];
    this.#failures += 1;
    const untilMs = performance.now() + base * (1 + Math.random() / 5);
    let woken = false;
    while (!woken && !this.#stopped && performance.now() < untilMs) {
      const leftMs = untilMs - performance.now();
      this.#onState({ name: 'waiting', seconds: Math.ceil(leftMs / 1_000) });
      await new Promise((resume) => {
        const timer = setTimeout(resume, Math.min(1_000, leftMs));
        this.#wake = () => {
          woken = true;
          clearTimeout(timer);
          resume();
        };
      });
    }
    this.#wake = () => {};
  }
}

function checkAnswer(response) {
  if (response.status === 401) {
    throw new TokenRefused('rejected');
  }
  if (response.status === 403) {
    throw new TokenRefused('forbidden');
  }
  if (!response.ok || !response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
    throw new Error(`status ${response.status}`);
  }
}

/** Calls back when nothing at all has arrived for too long. */
class Silence {
  #onTooLong;
  #timer;

  constructor(onTooLong) {
    this.#onTooLong = onTooLong;
    this.broken();
  }

  broken() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onTooLong, SILENCE_MAX_MS);
  }

  end() {
    clearTimeout(this.#timer);
  }
}
