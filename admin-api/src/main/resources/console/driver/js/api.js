/**
 * Calls the HTTP API with the cookie of this person's session, which no script can read. An answer that is not 2xx
 * throws an ApiError with the words of the server.
 */
export class Api {
  get(path) {
    return this.#send('GET', path);
  }

  post(path, body) {
    return this.#send('POST', path, body);
  }

  put(path, body) {
    return this.#send('PUT', path, body);
  }

  delete(path) {
    return this.#send('DELETE', path);
  }

  async #send(method, path, body) {
    const response = await fetch(`/${path}`, {
      method,
      headers: {
        Accept: 'application/json, application/geo+json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'same-origin',
    });
    const type = response.headers.get('content-type') ?? '';
    const answer = type.includes('json') ? await response.json() : null;
    if (!response.ok) {
      throw new ApiError(response.status, answer);
    }
    return answer;
  }
}

export class ApiError extends Error {
  /** @param {{type?: string, detail?: string, errors?: {allowed: string}[]} | null} problem */
  constructor(status, problem) {
    super([problem?.detail ?? `status ${status}`, ...(problem?.errors ?? []).map((error) => error.allowed)].join(' '));
    this.status = status;
    this.kind = (problem?.type ?? '').split(':').pop();
  }
}
