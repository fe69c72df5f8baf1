import { element, setAttribute } from '../dom.js';
import { words } from '../strings.js';

const TABS = ['vehicles', 'events'];

/** On a narrow screen one list at a time; css/layout.css hides the other by `body[data-tab]`. */
export function makeTabs(nav) {
  const buttons = TABS.map((tab) => {
    const button = element('button', { type: 'button', 'data-tab': tab }, words[tab]);
    button.addEventListener('click', () => show(tab));
    return button;
  });
  const show = (tab) => {
    document.body.dataset.tab = tab;
    buttons.forEach((button) => setAttribute(button, 'aria-pressed', String(button.dataset.tab === tab)));
  };
  nav.append(...buttons);
  show(TABS[0]);
}
