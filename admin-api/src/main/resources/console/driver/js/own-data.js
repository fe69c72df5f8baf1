import { byId, element } from '../../js/dom.js';
import { timeText, words } from './words.js';

/** Profile, what was permitted when, and who looked. */
export function showOwnData(me, history, audit) {
  const { person, company } = me;
  const facts = [
    [words().name, [person.firstName, person.lastName].filter(Boolean).join(' ')],
    [words().email, person.email],
    [words().phone, person.phone],
    [words().company, company.name],
  ];
  byId('profile').replaceChildren(
    ...facts.filter(([, value]) => value).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  );
  byId('history').replaceChildren(...lines(history.items.map(permission)));
  byId('looked').replaceChildren(...lines(audit.items.map((row) => `${timeText(row.at)}: ${row.actor}, ${row.action}`)));
}

function permission(item) {
  const [title] = words().purposes[item.purpose];
  const from = timeText(item.since);
  return `${title}: ${item.until ? words().until(from, timeText(item.until)) : words().sinceLine(from)}`;
}

function lines(texts) {
  return texts.length > 0 ? texts.map((text) => element('li', {}, text)) : [element('li', {}, words().nobody)];
}
