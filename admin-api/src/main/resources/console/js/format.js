import { currentLanguage } from './language.js';
import { compassWords, unitWords, words } from './strings.js';

// Days before months and 24 hours in English too.
const LOCALE = currentLanguage() === 'en' ? 'en-GB' : currentLanguage();

/** The zone all times are shown in, by name and offset: `Asia/Almaty, GMT+5`. */
export function zoneName() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const offset = new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset' })
    .formatToParts(new Date())
    .find((part) => part.type === 'timeZoneName');
  return offset && timeZone !== 'UTC' ? `${timeZone}, ${offset.value}` : timeZone;
}

const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minute = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const dayAndMinute = new Intl.DateTimeFormat(LOCALE, { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' });

export function clockTime(ms) {
  return clock.format(ms);
}

/** Local hours and minutes; with the day when it is not the day of `nowMs`. */
export function shortTime(ms, nowMs) {
  if (ms === null || Number.isNaN(ms)) {
    return words.unknown;
  }
  const sameDay = new Date(ms).toDateString() === new Date(nowMs).toDateString();
  return (sameDay ? minute : dayAndMinute).format(ms);
}

/** Milliseconds of an RFC 3339 text, null of nothing. */
export function timeMs(text) {
  return text ? Date.parse(text) : null;
}

export function age(ms) {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 100) {
    return `${seconds} ${unitWords.s}`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} ${unitWords.min}` : `${Math.round(minutes / 60)} ${unitWords.h}`;
}

/** Signed minutes with the unit, `+4 min`; a true minus sign. */
export function lateness(seconds) {
  if (seconds === null || seconds === undefined) {
    return words.unknown;
  }
  const minutes = Math.round(seconds / 60);
  return `${minutes > 0 ? '+' : minutes < 0 ? '−' : ''}${Math.abs(minutes)} ${unitWords.min}`;
}

/** The same in words, for those who do not see the sign or the colour. */
export function latenessWords(seconds) {
  if (seconds === null || seconds === undefined) {
    return words.unknown;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes === 0) {
    return words.onTime;
  }
  return minutes > 0 ? words.late(minutes) : words.early(-minutes);
}

export function distance(metres) {
  if (metres === null || metres === undefined) {
    return words.unknown;
  }
  return metres < 1_000 ? `${Math.round(metres)} ${unitWords.m}` : `${(metres / 1_000).toFixed(1)} ${unitWords.km}`;
}

/** A length that is whole in its unit, as the squares of the grid are. */
export function roundDistance(metres) {
  return metres < 1_000 ? `${metres} ${unitWords.m}` : `${metres / 1_000} ${unitWords.km}`;
}

export function speed(metresPerSecond) {
  return metresPerSecond === null || metresPerSecond === undefined
    ? words.unknown
    : `${Math.round(metresPerSecond * 3.6)} ${unitWords.kmh}`;
}

export function course(degrees) {
  return degrees === null || degrees === undefined
    ? words.unknown
    : `${degrees}° ${compassWords[Math.round(degrees / 45) % 8]}`;
}

export function rate(perSecond) {
  if (perSecond === null || perSecond === undefined) {
    return words.unknown;
  }
  return perSecond < 100 ? perSecond.toFixed(1) : Math.round(perSecond).toLocaleString('en');
}

export function milliseconds(ms) {
  if (ms === null || ms === undefined) {
    return words.unknown;
  }
  return ms < 10 ? ms.toFixed(1) : String(Math.round(ms));
}
