import { currentLanguage } from './language.js';
import { en } from './words-en.js';
import { kk } from './words-kk.js';
import { ru } from './words-ru.js';

/** Every word that the page shows, in the language that was chosen when it was loaded. */
export const {
  words,
  connectionWords,
  tokenReasons,
  loginReasons,
  counterWords,
  columnWords,
  stateWords,
  legendWords,
  eventWords,
  stopStateWords,
  unitWords,
  compassWords,
  roleWords,
  attentionWords,
} = { en, kk, ru }[currentLanguage()];

export const filterWords = { ...attentionWords, ...stateWords };
