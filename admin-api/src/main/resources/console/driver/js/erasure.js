import { byId, element, setText } from '../../js/dom.js';
import { timeText, words } from './words.js';

const KEY = 'relog.erasure';
const LOOK_EVERY_MS = 2000;

/** Taking one's data along, having it deleted, how far that is, and the certificate, which needs no login. */
export class Erasure {
  #api;
  #onChange;
  #timer = 0;

  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
    byId('export-make').addEventListener('click', () => this.#act(() => this.#api.post('v1/me/exports')));
    byId('export-fetch').addEventListener('click', () => this.#act(() => this.#fetch()));
    byId('erase-ask').addEventListener('click', () => this.#confirm(true));
    byId('erase-not').addEventListener('click', () => this.#confirm(false));
    byId('erase-now').addEventListener('click', () => this.#ask({ withoutPackage: true }));
    byId('erase-later').addEventListener('click', () => this.#ask({ withWindow: true }));
    byId('erase-cancel').addEventListener('click', () => this.#act(() => this.#api.post(`v1/me/erasures/${byId('erase-cancel').value}/cancel`)));
  }

  /** Reads packages and erasures of the person, and shows them. */
  async load() {
    const [exports, erasures] = await Promise.all([this.#api.get('v1/me/exports?limit=1'), this.#api.get('v1/me/erasures?limit=1')]);
    byId('erasure').hidden = false;
    this.#showExport(exports.items[0]);
    this.#showErasure(erasures.items.find((item) => item.scope.whole && item.state !== 'cancelled'));
  }

  /** Without a session: looks whether an erasure that was asked for here is done. */
  async loadWithoutSession() {
    const id = sessionStorage.getItem(KEY);
    if (id === null) {
      return;
    }
    byId('erasure').hidden = false;
    byId('own-package').hidden = true;
    this.#confirm(false);
    byId('erase-ask').hidden = true;
    byId('erase-cancel').hidden = true;
    try {
      await this.#api.get(`v1/erasure-certificates/${id}`);
      setText(byId('erase-state'), words().eraseStates.done);
      this.#showCertificate(id);
    } catch {
      setText(byId('erase-state'), words().eraseStates.erasing);
      this.#lookAgain();
    }
  }

  #showExport(item) {
    const open = item !== undefined && ['queued', 'running', 'failed'].includes(item.state);
    const ready = item?.state === 'ready';
    byId('own-package').hidden = false;
    byId('export-make').hidden = open || ready;
    byId('export-fetch').hidden = !ready;
    byId('export-fetch').value = item?.id ?? '';
    setText(byId('export-state'), open ? words().exportMaking : ready ? words().exportReady(timeText(item.expiresAt)) : '');
    if (open) {
      this.#lookAgain();
    }
  }

  #showErasure(item) {
    byId('erasure').dataset.state = item?.state ?? 'none';
    byId('erase-ask').hidden = item !== undefined || !byId('erase-confirm').hidden;
    byId('erase-cancel').hidden = !(item?.state === 'waiting' && item.askedBy === 'person');
    byId('erase-cancel').value = item?.id ?? '';
    byId('erase-certificate').hidden = true;
    if (item === undefined) {
      setText(byId('erase-state'), '');
      return;
    }
    this.#confirm(false);
    byId('erase-ask').hidden = true;
    sessionStorage.setItem(KEY, item.id);
    const state = words().eraseStates[item.state];
    setText(byId('erase-state'), typeof state === 'function' ? state(timeText(item.dueAt), item.hold?.reason ?? '') : state);
    if (item.state === 'done') {
      this.#showCertificate(item.id);
    } else if (item.state !== 'held') {
      this.#lookAgain();
    }
  }

  #showCertificate(id) {
    const link = element('a', { href: `/v1/erasure-certificates/${id}`, download: `certificate-${id}.json` }, words().certificate);
    byId('erase-certificate').replaceChildren(link);
    byId('erase-certificate').hidden = false;
  }

  #confirm(shown) {
    byId('erase-confirm').hidden = !shown;
    byId('erase-ask').hidden = shown;
  }

  #lookAgain() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onChange(''), LOOK_EVERY_MS);
  }

  async #ask(wish) {
    await this.#act(async () => {
      const asked = await this.#api.post('v1/me/erasures', wish);
      sessionStorage.setItem(KEY, asked.id);
    });
  }

  async #fetch() {
    const { token } = await this.#api.post(`v1/me/exports/${byId('export-fetch').value}/download-links`);
    const response = await fetch('/v1/exports:download', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
      cache: 'no-store',
      credentials: 'same-origin',
    });
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const address = URL.createObjectURL(await response.blob());
    element('a', { href: address, download: 'my-data.zip' }).click();
    setTimeout(() => URL.revokeObjectURL(address), LOOK_EVERY_MS);
  }

  async #act(step) {
    try {
      await step();
      this.#onChange('');
    } catch (error) {
      this.#onChange(words().failed(error.message), 'bad');
    }
  }
}
