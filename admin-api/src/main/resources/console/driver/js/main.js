import { byId, setText } from '../../js/dom.js';
import { currentLanguage, keepLanguage } from '../../js/language.js';
import { Api } from './api.js';
import { Documents } from './documents.js';
import { Entry } from './entry.js';
import { Erasure } from './erasure.js';
import { showOwnData } from './own-data.js';
import { Switches } from './switches.js';
import { TrackMap } from './track-map.js';
import { Tracking } from './tracking.js';
import { words } from './words.js';

// The only place that wires: what the server says is read anew after each change, so that the page never guesses.
const api = new Api();
const documents = new Documents(api, changed);
const switches = new Switches(api, () => documents.policy, changed);
const tracking = new Tracking(api, changed);
const entry = new Entry(api, load, say);
const erasure = new Erasure(api, changed);
let map = null;

byId('language').value = currentLanguage();
byId('language').addEventListener('change', () => {
  keepLanguage(byId('language').value);
  showWords();
  load();
});
byId('sign-out').addEventListener('click', signOut);
byId('day').value = today();
byId('day').addEventListener('change', showTrack);
addEventListener('hashchange', begin);
// What others changed meanwhile: the hours, a basis, a shift.
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && load());

showWords();
begin();

async function begin() {
  await entry.readFragment();
  await load();
}

/** Reads everything and shows it; without a session, how to get one. */
async function load() {
  if (entry.isInvited) {
    showEntry();
    return;
  }
  try {
    const me = await api.get('v1/me');
    entry.hide();
    byId('sign-out').hidden = false;
    await erasure.load();
    // Whose data is blocked sees how far its erasure is, and takes it along.
    byId('own').hidden = me.person.standing === 'blocked';
    if (me.person.standing !== 'blocked') {
      await documents.load();
      await showOwn(me);
    }
  } catch (error) {
    if (error.status === 401) {
      showEntry();
    } else {
      say(words().failed(error.message), 'bad');
    }
  }
}

async function showOwn(me) {
  const [now, permissions, history, audit] = await Promise.all([
    api.get('v1/me/tracking'),
    api.get('v1/me/permissions'),
    api.get('v1/me/permissions/history?limit=100'),
    // Who has not accepted the documents sees who looked after that.
    api.get('v1/me/audit?limit=50').catch(() => ({ items: [] })),
  ]);
  byId('own').hidden = false;
  tracking.show(now, permissions.privateTrip);
  switches.show(permissions.items);
  showOwnData(me, history, audit);
  await showTrack();
}

async function showTrack() {
  map ??= new TrackMap(byId('map'));
  const from = new Date(`${byId('day').value}T00:00`);
  const to = new Date(from);
  to.setDate(to.getDate() + 1);
  const track = await api.get(`v1/me/track?from=${from.toISOString()}&to=${to.toISOString()}`);
  const count = map.show(track);
  setText(byId('track-count'), words().trackCount(count));
  byId('map').dataset.points = String(count);
}

function showEntry() {
  byId('own').hidden = true;
  byId('sign-out').hidden = true;
  byId('erasure').hidden = true;
  entry.show();
  erasure.loadWithoutSession();
}

async function signOut() {
  await api.delete('v1/sessions/current').catch(() => {});
  location.reload();
}

async function changed(text, tone) {
  say(text, tone);
  await load();
}

function say(text, tone = 'good') {
  const notice = byId('notice');
  notice.hidden = text === '';
  notice.dataset.tone = tone;
  setText(notice, text);
}

function showWords() {
  document.documentElement.lang = currentLanguage();
  document.querySelectorAll('[data-word]').forEach((node) => setText(node, words()[node.dataset.word]));
}

/** The day here, as a date field wants it. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
