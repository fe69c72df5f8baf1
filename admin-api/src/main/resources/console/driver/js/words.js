import { en } from './words-en.js';
import { kk } from './words-kk.js';
import { ru } from './words-ru.js';

const KEY = 'relog.language';
const LANGUAGES = { en, ru, kk };

/** The language of this page: as chosen here before, else the browser's, else English. */
export function currentLanguage() {
  const wanted = [localStorage.getItem(KEY), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  return wanted.find((language) => language in LANGUAGES) ?? 'en';
}

/** Keeps the choice for the next time. */
export function keepLanguage(language) {
  localStorage.setItem(KEY, language);
}

/** Every word that the page shows, in the current language. */
export function words() {
  return LANGUAGES[currentLanguage()];
}

/** A time as people of this language write it. */
export function timeText(iso) {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}
