const KEY = 'relog.language';
const LANGUAGES = ['en', 'ru', 'kk'];

/** The language of the pages: as chosen here before, else the browser's, else English. */
export function currentLanguage() {
  const wanted = [localStorage.getItem(KEY), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  return wanted.find((language) => LANGUAGES.includes(language)) ?? 'en';
}

/** Keeps the choice for the next time. */
export function keepLanguage(language) {
  localStorage.setItem(KEY, language);
}
