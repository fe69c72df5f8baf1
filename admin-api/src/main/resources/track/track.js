import { Place } from './place.js';
import { LANGUAGES, WORDS, preferred } from './words.js';

// A position that is not confirmed for so long is taken away: it may have been withdrawn meanwhile.
const UNCONFIRMED_MS = 2_000;
const RETRY_MS = 3_000;
const BUSY_MS = 30_000;

const byId = (id) => document.getElementById(id);
const token = location.hash.slice(1);
const place = new Place(byId('map'));

let shown = { state: 'loading' };
let mark;
let language = preferred(navigator.languages);
let chosen = false;
let timer;

function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

function time(text, day) {
  const options = { hour: '2-digit', minute: '2-digit', ...(day ? { day: 'numeric', month: 'long' } : {}) };
  return new Intl.DateTimeFormat(language, options).format(new Date(text));
}

function etaText(eta) {
  const today = new Date(eta.from).toDateString() === new Date().toDateString();
  return `${time(eta.from, !today)} – ${time(eta.to, false)}`;
}

function noteText(words) {
  switch (shown.state) {
    case 'expected':
      return shown.eta ? words.laterMap : words.later;
    case 'approaching':
    case 'unavailable':
      return words.keepOpen;
    case 'ended':
    case 'unknown':
      return words.askSender;
    default:
      return '';
  }
}

function draw() {
  const words = WORDS[language];
  document.documentElement.lang = language;
  document.body.dataset.state = shown.state;
  document.title = words[shown.state];
  say(byId('headline'), words[shown.state]);
  say(byId('eta'), shown.eta ? etaText(shown.eta) : '');
  say(byId('vehicle'), shown.vehicle ?? '');
  byId('vehicle').hidden = !shown.vehicle;
  say(byId('note'), noteText(words));
  byId('map').setAttribute('aria-label', words.map);
  byId('languages').setAttribute('aria-label', words.languages);
  for (const button of byId('languages').children) {
    button.setAttribute('aria-pressed', String(button.lang === language));
  }
  if (shown.position) {
    place.show(shown.position);
  } else {
    place.clear();
  }
}

function put(next) {
  shown = next;
  if (!chosen && next.language) {
    language = next.language;
  }
  draw();
}

async function look() {
  const unconfirmed = setTimeout(() => shown.position && put({ ...shown, position: null }), UNCONFIRMED_MS);
  try {
    const answer = await fetch('/v1/share:view', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(mark ? { token, mark } : { token }),
      credentials: 'omit',
      cache: 'no-store',
    });
    if (answer.status === 410 || answer.status === 404 || answer.status === 422) {
      put({ state: answer.status === 410 ? 'ended' : 'unknown' });
      return;
    }
    if (!answer.ok) {
      put({ state: 'unavailable' });
      later(BUSY_MS);
      return;
    }
    const view = await answer.json();
    mark = view.mark;
    put(view);
    later(view.askAgainMs);
  } catch {
    put({ state: 'offline' });
    later(RETRY_MS);
  } finally {
    clearTimeout(unconfirmed);
  }
}

function later(ms) {
  clearTimeout(timer);
  timer = document.hidden ? undefined : setTimeout(look, ms);
}

for (const [code, name] of Object.entries(LANGUAGES)) {
  const button = document.createElement('button');
  button.type = 'button';
  button.lang = code;
  button.textContent = code.toUpperCase();
  button.setAttribute('aria-label', name);
  button.addEventListener('click', () => {
    chosen = true;
    language = code;
    draw();
  });
  byId('languages').append(button);
}

// Who does not look asks nothing, and keeps no position that may be gone meanwhile.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    clearTimeout(timer);
    timer = undefined;
    if (shown.position) {
      put({ ...shown, position: null });
    }
  } else if (shown.state !== 'ended' && shown.state !== 'unknown' && timer === undefined) {
    look();
  }
});
addEventListener('hashchange', () => location.reload());

draw();
if (token) {
  look();
} else {
  put({ state: 'unknown' });
}
