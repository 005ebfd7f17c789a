// Keys of the desk: one key, one act. Everybody may choose their own, and switch all of them off (WCAG 2.1, 2.1.4).

import { $, html, post } from './desk-parts.js';

/** Every act that has a key: its name, its usual key, what it does in words. */
const acts = [
  ['none', '0', 'something else happened'], ['cannot-tell', 'q', "can't tell"], ['undo', 'u', 'take the last answer back'],
  ['play', 'k', 'play or stop'], ['back', 'j', 'half a second back'], ['on', 'l', 'half a second on'],
  ['frame-back', ',', 'one picture back'], ['frame-on', '.', 'one picture on'], ['mark-back', '[', 'mark before'], ['mark-on', ']', 'next mark'],
  ['loop', 'o', 'repeat the moment or play all of it'], ['speed', 'x', 'slower or faster'], ['zoom', 'z', 'bigger picture'], ['camera', 'v', 'next camera'],
  ['put-back', 'p', 'in the form: took or put back'], ['more', '+', 'in the form: one more'], ['fewer', '-', 'in the form: one fewer'],
  ['senior', 's', 'hand it to a senior'], ['context', 'm', 'see more, with a reason'], ['heads', 'b', 'ask to see heads, with a reason'],
  ['pause', 'r', 'give back and pause'], ['hide', 'escape', 'hide the picture at once'], ['help', '?', 'keys'],
];

const chosen = { off: false, keys: new Map() };
let waiting = null;

const keyOf = act => chosen.keys.get(act) ?? acts.find(one => one[0] === act)[1];

/** Begins to listen. */
export function listen(does, answer) {
  read();
  list();
  $('keys-off').checked = chosen.off;
  $('keys-off').addEventListener('change', () => { chosen.off = $('keys-off').checked; save(); });
  $('keys-reset').addEventListener('click', () => { chosen.keys.clear(); list(); save(); });
  addEventListener('keydown', event => {
    if (waiting) { event.preventDefault(); take(event); return; }
    const typing = event.target.matches?.('input:not([type=range]):not([type=checkbox]), select, textarea');
    if (chosen.off || event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== 'Escape')) return;
    const digit = /^Digit([1-9])$/.exec(event.code);
    const act = acts.find(one => keyOf(one[0]) === event.key.toLowerCase())?.[0];
    if ((digit && answer(Number(digit[1]) - 1, event.shiftKey)) || (act && does[act] && does[act]() !== false)) event.preventDefault();
  });
}

function read() {
  try {
    const kept = JSON.parse($('desk').dataset.keys || '{}');
    chosen.off = kept.off === 'true';
    for (const [act] of acts) if (typeof kept[act] === 'string') chosen.keys.set(act, kept[act]);
  } catch { chosen.keys.clear(); }
}

const save = () => post('keys', { keys: { ...Object.fromEntries(chosen.keys), off: String(chosen.off) } });

function list() {
  $('keys').replaceChildren(...acts.map(([act, , words]) => {
    const row = html('li');
    const change = html('button', 'small', 'Change');
    change.type = 'button';
    change.setAttribute('aria-label', `Another key for: ${words}`);
    change.addEventListener('click', () => { waiting = act; change.textContent = 'Press a key'; });
    row.append(html('kbd', '', shown(keyOf(act))), html('span', '', words), change);
    return row;
  }));
  document.querySelectorAll('[data-key]').forEach(one => { one.textContent = shown(keyOf(one.dataset.key)); });
}

const shown = key => ({ escape: 'Esc', ' ': 'Space' })[key] ?? (key.length === 1 ? key.toUpperCase() : key);

// A key that another act has goes over, and that one gets what is free now: no two acts ever share one.
function take(event) {
  const key = event.key.toLowerCase();
  if (['shift', 'control', 'alt', 'meta', 'tab'].includes(key) || /^[1-9]$/.test(key)) return;
  const [mine, other] = [waiting, acts.find(one => keyOf(one[0]) === key)?.[0]];
  const before = keyOf(mine);
  waiting = null;
  chosen.keys.set(mine, key);
  if (other && other !== mine) chosen.keys.set(other, before);
  list();
  save();
}
