const KEY = 'relog.token';
const FRAGMENT = /^#token=([^&]+)/;

/**
 * Takes the token out of `#token=…` and clears the address bar, so that neither a bookmark nor a screenshot carries
 * it; else gives the one that this tab already holds. Null when there is none.
 */
export function readToken() {
  const found = FRAGMENT.exec(location.hash);
  if (found) {
    history.replaceState(null, '', location.pathname + location.search);
    keepToken(decode(found[1]));
  }
  return sessionStorage.getItem(KEY);
}

/** Whether the address carries a token that was not taken out yet. */
export function hasFreshToken() {
  return FRAGMENT.test(location.hash);
}

/** Keeps a token for the life of this tab. */
export function keepToken(token) {
  sessionStorage.setItem(KEY, token.trim());
}

export function forgetToken() {
  sessionStorage.removeItem(KEY);
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray percent sign: the server will refuse it in its own words.
  }
}
