/** Reads the HTTP API with the token of this tab. An answer that is not 2xx throws an ApiError. */
export class Api {
  #token = '';

  set token(token) {
    this.#token = token;
  }

  /** A page of the server as text. */
  async getPage(path) {
    const response = await fetch(path, {
      headers: { Accept: 'text/html', Authorization: `Bearer ${this.#token}` },
      cache: 'no-store',
      credentials: 'omit',
    });
    if (!response.ok) {
      throw new ApiError(response.status);
    }
    return response.text();
  }

  /** @param {string} path relative to the page, for example `v1/plans/0123456789abcdef` */
  async getJson(path) {
    const response = await fetch(path, {
      headers: { Accept: 'application/geo+json, application/json', Authorization: `Bearer ${this.#token}` },
      cache: 'no-store',
      credentials: 'omit',
    });
    if (!response.ok) {
      throw new ApiError(response.status);
    }
    return response.json();
  }
}

export class ApiError extends Error {
  constructor(status) {
    super(`status ${status}`);
    this.status = status;
  }
}
