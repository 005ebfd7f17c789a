// The form for what is not offered. Each change is kept, so that nothing is lost with a browser.

import { $, html } from './desk-parts.js';

let changed = () => {};

/** Begins to listen. */
export function listenForm(answer, keep) {
  changed = keep;
  $('builder').addEventListener('submit', event => { event.preventDefault(); answer('happened', deeds()); });
  $('builder').addEventListener('input', () => changed(deeds()));
  $('no-idea').addEventListener('click', () => answer('none'));
}

/** Opens it for a case with the given deeds, or with one empty line. */
export function build(shown, given) {
  $('deeds').replaceChildren(...(given ?? [{}]).map(deed => row(shown, deed)));
  if (!$('deeds').firstChild) $('deeds').append(html('p', 'muted', 'Nothing was taken or put.'));
  $('add-deed').onclick = () => { $('deeds').querySelector('p')?.remove(); $('deeds').append(row(shown, {})); changed(deeds()); };
  $('builder').hidden = false;
  $('deeds').querySelector('select, input')?.focus();
}

/** One more or fewer of the line that is written in; false without one. */
export const more = by => { const one = current(); if (!one) return false; one.more(by); changed(deeds()); return true; };

/** Took becomes put back and the other way round; false without a line. */
export const turn = () => { const one = current(); if (!one) return false; one.turn(); changed(deeds()); return true; };

const rows = () => $('builder').hidden ? [] : [...document.querySelectorAll('.deed-row')];
const deeds = () => rows().map(one => one.read());
const current = () => document.activeElement?.closest('.deed-row') ?? rows()[0];

function row(shown, deed) {
  const made = html('div', 'row deed-row');
  const person = html('select');
  for (const number of numbers(shown, deed)) person.append(new Option(`Person ${number}`, number));
  if (deed.person) person.value = deed.person;
  const way = html('select');
  way.append(new Option('took', 1), new Option('put back', -1));
  way.value = deed.quantity < 0 ? -1 : 1;
  const count = html('input');
  Object.assign(count, { type: 'number', min: 1, max: 99, value: Math.abs(deed.quantity ?? 1), inputMode: 'numeric' });
  const good = html('select');
  for (const one of shown.goods) good.append(new Option(one.grams ? `${one.name} (${Math.round(one.grams)} g)` : one.name, one.barcode));
  if (deed.barcode) good.value = deed.barcode;
  for (const [words, input] of [['Who', person], ['Way', way], ['How many', count], ['What', good]]) {
    const label = html('label', '', words);
    label.append(input);
    made.append(label);
  }
  made.append(away(made));
  made.read = () => ({ person: Number(person.value), barcode: good.value, name: '', quantity: Number(way.value) * Number(count.value) });
  made.more = by => { count.value = Math.min(99, Math.max(1, Number(count.value) + by)); };
  made.turn = () => { way.value = -Number(way.value); };
  return made;
}

function away(line) {
  const button = html('button', 'small', '×');
  button.type = 'button';
  button.setAttribute('aria-label', 'Take this line away');
  button.addEventListener('click', () => { line.remove(); changed(deeds()); });
  return button;
}

function numbers(shown, deed) {
  const asked = /person (\d+)/.exec(shown.asked);
  const all = [...(shown.scene?.people.map(one => one.number) ?? []), ...shown.options.flatMap(one => one.deeds.map(two => two.person)), deed.person ?? 0, asked ? Number(asked[1]) : 0];
  return [...new Set(all)].filter(one => one > 0).sort((a, b) => a - b);
}
