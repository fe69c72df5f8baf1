/**
 * Reads the HTTP API: with the token of this tab if there is one, else with the cookie of the session, which no script
 * can read. An answer that is not 2xx throws an ApiError.
 */
export class Api {
  #token = '';

  set token(token) {
    this.#token = token;
  }

  /** What any request to the API is made with. */
  options(accept) {
    const headers = { Accept: accept };
    if (this.#token) {
      headers.Authorization = `Bearer ${this.#token}`;
    }
    return { headers, cache: 'no-store', credentials: this.#token ? 'omit' : 'same-origin' };
  }

  /** A page of the server as text. */
  async getPage(path) {
    return (await this.#send(path, this.options('text/html'))).text();
  }

  /** @param {string} path relative to the page, for example `v1/plans/0123456789abcdef` */
  async getJson(path) {
    return (await this.#send(path, this.options('application/geo+json, application/json'))).json();
  }

  /** Sends a small object, gets one. */
  async postJson(path, body) {
    const options = this.options('application/json');
    options.headers['Content-Type'] = 'application/json';
    return (await this.#send(path, { ...options, method: 'POST', body: JSON.stringify(body) })).json();
  }

  async delete(path) {
    await this.#send(path, { ...this.options('application/json'), method: 'DELETE' });
  }

  async #send(path, options) {
    const response = await fetch(path, options);
    if (!response.ok) {
      throw new ApiError(response.status, await response.json().catch(() => ({})));
    }
    return response;
  }
}

/** A refusal of the server, with the problem it told. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(`status ${status}`);
    this.status = status;
    this.problem = problem;
  }
}
