import { byId, element } from '../../js/dom.js';
import { currentLanguage } from '../../js/language.js';
import { words } from './words.js';

/** The documents that must be accepted first, each with its text and a button of its own. */
export class Documents {
  #api;
  #onChange;
  #policy = null;

  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
  }

  /** The hash of the privacy policy in force, in the language of this page; null before `load`. */
  get policy() {
    return this.#policy;
  }

  /** Reads what is in force and what is due; gives whether anything is. */
  async load() {
    const { items } = await this.#api.get('v1/documents');
    const policy = items.find((item) => item.kind === 'privacy-policy' && item.state === 'in-force');
    this.#policy = policy ? textOf(policy).hash : null;
    const { due } = await this.#api.get('v1/me/acceptances');
    byId('documents').hidden = due.length === 0;
    byId('document-rows').replaceChildren(...(await Promise.all(due.map((document) => this.#row(document)))));
    return due.length > 0;
  }

  async #row(document) {
    const text = textOf(document);
    const read = await this.#api.get(`v1/documents/${document.id}?language=${text.language}`);
    const button = element('button', { type: 'button', class: 'primary accept', 'data-document': document.kind }, words().acceptDocument);
    button.addEventListener('click', () => this.#accept(button, document.id, text.hash));
    return element(
      'section',
      {},
      element('h3', {}, text.title),
      element('div', { class: 'document-text', tabindex: '0' }, read.text),
      button,
    );
  }

  async #accept(button, document, hash) {
    button.disabled = true;
    try {
      await this.#api.post('v1/me/acceptances', { document, hash });
      this.#onChange('');
    } catch (error) {
      button.disabled = false;
      this.#onChange(words().failed(error.message), 'bad');
    }
  }
}

/** The text in the language of this page, else the one that binds. */
function textOf(document) {
  const inLanguage = (language) => document.texts.find((text) => text.language === language);
  return inLanguage(currentLanguage()) ?? inLanguage('ru') ?? document.texts[0];
}
