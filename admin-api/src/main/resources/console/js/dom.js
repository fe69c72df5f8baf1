/**
 * Builds an element. Data reaches the page through text nodes and attributes only, never as markup.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null>} attributes false and null leave one out
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    setAttribute(node, name, value);
  }
  node.append(...children);
  return node;
}

/** Sets, or for false and null removes, an attribute; does nothing when it already has the value. */
export function setAttribute(node, name, value) {
  if (value === null || value === false) {
    node.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : String(value);
  if (node.getAttribute(name) !== text) {
    node.setAttribute(name, text);
  }
}

/** Writes text only when it differs, so that an unchanged row costs no layout. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Brings the children of a parent into the given order, moving only those that are out of place. */
export function setChildren(parent, nodes) {
  const focused = document.activeElement;
  let place = parent.firstChild;
  for (const node of nodes) {
    if (node === place) {
      place = place.nextSibling;
    } else {
      parent.insertBefore(node, place);
    }
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
  // A moved node loses the focus; a person who tabs through a sorted table must not.
  if (focused instanceof HTMLElement && focused !== document.activeElement && parent.contains(focused)) {
    focused.focus({ preventScroll: true });
  }
}

export function byId(id) {
  const node = document.getElementById(id);
  if (!node) {
    throw new Error(`the page has no element #${id}`);
  }
  return node;
}
