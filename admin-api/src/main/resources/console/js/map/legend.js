import { element } from '../dom.js';
import { legendWords } from '../strings.js';

const { L } = globalThis;

/** What the colours of the arrows mean. */
export function legendControl() {
  const control = L.control({ position: 'bottomright' });
  control.onAdd = () => {
    const entries = Object.entries(legendWords).map(([tone, text]) =>
      element('li', {}, element('span', { class: `swatch tone-${tone}`, 'aria-hidden': 'true' }), text),
    );
    return element('ul', { class: 'legend' }, ...entries);
  };
  return control;
}
