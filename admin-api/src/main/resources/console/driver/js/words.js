import { currentLanguage } from '../../js/language.js';
import { en } from './words-en.js';
import { kk } from './words-kk.js';
import { ru } from './words-ru.js';

const LANGUAGES = { en, ru, kk };

/** Every word that the page shows, in the current language. */
export function words() {
  return LANGUAGES[currentLanguage()];
}

/** A time as people of this language write it. */
export function timeText(iso) {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}
