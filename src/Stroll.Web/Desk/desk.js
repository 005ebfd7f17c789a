// The desk: one question, one screen, one key. What comes next lies ready, so that a key shows it at once; the answer goes out behind it.

import { $, colours, html, picture, post } from './desk-parts.js';
import { draw, frame, mark, paint } from './desk-scene.js';
import { build, listenForm, more, turn } from './desk-form.js';
import { listen } from './desk-keys.js';
import { clips } from './desk-clips.js';

const LOOP = { before: 2600, after: 3000 };
const BREAK_AFTER = 45 * 60;
// Where no scale felt anything there is no scene, but cameras may have seen it: from five seconds before to five seconds after.
const WITHOUT_SCENE = { from: -5000, length: 5000, at: 0 };

const state = { now: null, ahead: [], at: 0, playing: true, looping: true, speed: 0.5, last: 0, shownAt: 0, looked: 0, busy: false, sending: null, early: null, sinceBreak: 0 };
// How long it took from an answer to the next case on the screen; tests and curious people read it.
globalThis.deskTimes = [];

const note = words => ({ handle: state.now.handle, token: state.now.token, words: words ?? '' });
const say = (...words) => { $('told').className = 'told'; $('told').replaceChildren(...words); };

// ---- showing a case

function show(next) {
  state.now = next;
  state.shownAt = performance.now();
  state.looked = 0;
  $('desk').dataset.state = next ? 'case' : 'empty';
  $('desk').classList.remove('hidden-picture');
  $('hidden').hidden = true;
  $('rest').hidden = Boolean(next);
  $('builder').hidden = true;
  clips.show(next);
  if (!next) return;
  $('asked').textContent = next.asked;
  $('when').textContent = next.scene ? `${next.scene.place}, ${next.when}` : next.when;
  $('waiting').textContent = next.waiting > 1 ? `${next.waiting} wait.` : '';
  $('warm-up').hidden = !next.warmUp;
  $('options').replaceChildren(...next.options.map(optionButton));
  $('no-scene').hidden = Boolean(next.scene) || next.moments.length > 0 || next.hasClips;
  $('moments').hidden = next.moments.length === 0;
  $('moments').replaceChildren(...next.moments.map(words => html('li', '', words)));
  for (const id of ['drawing', 'weights']) $(id).classList.toggle('gone', !next.scene);
  $('transport').classList.toggle('gone', !next.scene && !next.hasClips);
  const draft = draftOf(next);
  if (draft || next.options.length === 0) build(next, draft);
  draw(next.scene);
  const span = spanOf(next);
  Object.assign($('time'), { min: span.from ?? 0, max: span.length });
  state.at = Math.max(span.from ?? 0, span.at - LOOP.before);
  state.playing = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  played();
  moved();
}

const spanOf = one => one?.scene ?? WITHOUT_SCENE;

/** Brings all that is shown to the moment of the clock. */
function moved() {
  paint(state.at, spanOf(state.now).at);
  clips.follow(state.at);
}

function draftOf(next) {
  try { const kept = JSON.parse(next.draft); return Array.isArray(kept) && kept.length > 0 ? kept : null; } catch { return null; }
}

function lie(ready) {
  state.ahead = ready ?? [];
  // Small pictures of what comes next are fetched before it is shown.
  for (const one of state.ahead) for (const option of one.options) for (const deed of option.deeds) picture(deed.barcode);
  clips.prepare(state.ahead);
}

function words(option) {
  const said = html('span', 'deeds');
  if (option.deeds.length === 0) said.append(html('span', '', 'Nothing was taken or put'));
  for (const deed of option.deeds) {
    const row = html('span', `deed c${deed.person % colours}`);
    const name = html('span', 'deed-words');
    name.append(html('b', '', deed.quantity > 0 ? 'took ' : 'put back '), `${Math.abs(deed.quantity)} × ${deed.name}`);
    const good = state.now?.goods.find(one => one.barcode === deed.barcode);
    if (good?.grams) name.append(html('small', 'muted', ` ${Math.round(good.grams * Math.abs(deed.quantity))} g`));
    const who = html('span', 'badge', deed.person);
    who.setAttribute('aria-label', `person ${deed.person}`);
    row.append(who, picture(deed.barcode), name);
    said.append(row);
  }
  return said;
}

function optionButton(option, index) {
  const item = html('li');
  const button = html('button', 'option');
  button.type = 'button';
  button.append(html('kbd', '', index + 1), words(option));
  button.addEventListener('click', () => answer('happened', option.deeds));
  const change = html('button', 'small change', 'Change');
  change.type = 'button';
  change.setAttribute('aria-label', `Change answer ${index + 1} before sending it`);
  change.addEventListener('click', () => build(state.now, option.deeds));
  item.append(button, change);
  return item;
}

// ---- answering

function answer(kind, deeds = [], began = performance.now()) {
  if (!state.now) return;
  // Who is faster than the line is not made to press twice.
  if (state.busy) state.early = { handle: state.now.handle, kind, deeds, began }; else state.sending = deliver(kind, deeds, began);
}

async function deliver(kind, deeds, began) {
  state.busy = true;
  const before = state.now;
  const seconds = (state.looked + (document.hidden ? 0 : Math.max(0, began - state.shownAt))) / 1000;
  const sent = post('answer', { handle: before.handle, token: before.token, kind, deeds, seconds });
  // The next one is here already. Whether the answer was kept is told as soon as it is known.
  if (state.ahead.length > 0) { show(state.ahead.shift()); shown(began); }
  try {
    const reply = await sent;
    if (!reply.ok) throw new Error(reply.status);
    const told = await reply.json();
    const waited = state.now === before;
    if (told.next?.handle !== state.now?.handle || waited) show(told.next ?? null);
    if (waited) shown(began);
    lie(told.ahead);
    tell(told, before);
    rest(seconds);
  } catch {
    show(before);
    say('Not sent: the connection is lost. Your answer is still here; try again.');
  } finally {
    state.busy = false;
    const early = state.early;
    state.early = null;
    if (early && early.handle === state.now?.handle) answer(early.kind, early.deeds, early.began);
  }
}

const shown = began => requestAnimationFrame(() => globalThis.deskTimes.push(performance.now() - began));

function tell(told, before) {
  if (!told.isKept && told.next?.handle === before.handle) return say('That cannot be: a line lacks its person, its goods or its number.');
  if (!told.isKept) return say('That case went to somebody else meanwhile. Nothing is lost.');
  const parts = ['Kept.'];
  if (told.wasRight === true) parts.splice(0, 1, 'Right: this one was known. ');
  if (told.wasRight === false) parts.splice(0, 1, 'The one before was known: ', words(told.truth), '. If you think that is wrong, tell a senior.');
  if (told.wasRight === undefined && told.machine) parts.splice(0, 1, 'Kept. The machine had: ', words(told.machine));
  say(...parts);
  if (told.wasRight !== undefined) $('told').classList.add(told.wasRight ? 'good' : 'held');
}

// Tired eyes confirm what is wrong; nobody is made to stop.
function rest(seconds) {
  state.sinceBreak += seconds;
  $('break').hidden = state.sinceBreak < BREAK_AFTER;
}

// ---- time

function played() { $('play').textContent = state.playing ? 'Pause' : 'Play'; clips.play(state.playing, state.speed); }

function step(now) {
  const passed = Math.min(100, now - state.last);
  state.last = now;
  if (state.now && state.playing && !document.hidden) {
    const span = spanOf(state.now);
    state.at += passed * state.speed;
    const end = state.looping ? Math.min(span.length, span.at + LOOP.after) : span.length;
    if (state.at > end) state.at = state.looping ? Math.max(span.from ?? 0, span.at - LOOP.before) : span.from ?? 0;
    moved();
  }
  requestAnimationFrame(step);
}

function go(time) {
  const span = spanOf(state.now);
  state.playing = false;
  state.at = Math.min(span.length, Math.max(span.from ?? 0, time));
  played();
  moved();
}

function toggle() { state.playing = !state.playing; played(); }

function faster() {
  state.speed = { 0.25: 0.5, 0.5: 1, 1: 0.25 }[state.speed];
  $('speed').textContent = { 0.25: '¼×', 0.5: '½×', 1: '1×' }[state.speed];
  $('speed').setAttribute('aria-label', `${$('speed').textContent} speed`);
  played();
}

function loop() {
  state.looping = !state.looping;
  $('loop').setAttribute('aria-pressed', String(state.looping));
}

function zoom() { $('zoom').setAttribute('aria-pressed', String($('desk').classList.toggle('zoomed'))); }

// ---- giving back, undo, hiding

async function giveBack(how) {
  if (!state.now) return;
  const reason = how === 'senior' ? prompt('What should the senior know? (may stay empty)') : '';
  if (reason === null) return;
  await state.sending;
  await post(`give-back/${how}`, note(reason));
  if (how === 'release') { state.ahead = []; state.sinceBreak = 0; $('break').hidden = true; $('rest').dataset.paused = 'yes'; show(null); } else await next();
  say({ senior: 'Handed up.', decline: 'Somebody else looks at it. Thank you for saying so.' }[how] ?? 'Given back.');
}

async function undo() {
  await state.sending;
  const answered = await post('undo');
  const earlier = answered.ok ? await answered.json().catch(() => null) : null;
  if (earlier) { if (state.now) state.ahead.unshift(state.now); show(earlier); say('Taken back. Answer again.'); } else { say('Too late to take it back; tell a senior.'); }
}

async function next() {
  delete $('rest').dataset.paused;
  const reply = await post('next');
  const hand = reply.ok ? await reply.json().catch(() => null) : null;
  show(hand?.next ?? null);
  lie(hand?.ahead);
}

function hide() {
  if (!state.now) return;
  state.playing = false;
  $('desk').classList.add('hidden-picture');
  $('hidden').hidden = false;
  $('hidden').querySelector('button').focus();
}

function bringBack() { $('desk').classList.remove('hidden-picture'); $('hidden').hidden = true; }

function toggleHelp() {
  $('help').hidden = !$('help').hidden;
  $('help-button').setAttribute('aria-expanded', String(!$('help').hidden));
}

// ---- beginning

const does = {
  none: () => { if (!state.now) return; if (state.now.options.length > 0) build(state.now, null); else answer('none'); },
  'cannot-tell': () => { answer('cannot-tell'); }, undo, play: toggle, back: () => go(state.at - 500), on: () => go(state.at + 500),
  'frame-back': () => go(clips.frame(state.at, -1) ?? frame(state.at, -1)), 'frame-on': () => go(clips.frame(state.at, 1) ?? frame(state.at, 1)), 'mark-back': () => go(mark(state.at, -1)), 'mark-on': () => go(mark(state.at, 1)),
  loop, speed: faster, zoom, camera: () => clips.next(), 'put-back': turn, more: () => more(1), fewer: () => more(-1),
  senior: () => { giveBack('senior'); }, context: () => clips.ask('context', note), heads: () => clips.ask('heads', note),
  pause: () => { giveBack('release'); }, hide: () => { if ($('hidden').hidden) hide(); else bringBack(); }, help: toggleHelp,
};

listenForm(answer, deeds => { if (state.now) post('beat', note(JSON.stringify(deeds))).catch(() => null); });
listen(does, (index, isChange) => {
  const option = state.now?.options[index];
  if (!option || !$('hidden').hidden) return false;
  if (isChange) build(state.now, option.deeds); else answer('happened', option.deeds);
  return true;
});
for (const [id, act] of Object.entries({
  undo, resume: next, play: toggle, 'help-button': toggleHelp, speed: faster, loop, zoom, 'step-back': does['frame-back'], 'step-on': does['frame-on'], again: bringBack,
  'take-break': () => giveBack('release'),
})) $(id).addEventListener('click', act);
document.querySelectorAll('[data-answer]').forEach(button => button.addEventListener('click', () => does[button.dataset.answer]()));
document.querySelectorAll('[data-back]').forEach(button => button.addEventListener('click', () => giveBack(button.dataset.back)));
document.querySelectorAll('[data-ask]').forEach(button => button.addEventListener('click', () => clips.ask(button.dataset.ask, note)));
$('time').addEventListener('input', event => go(Number(event.target.value)));
document.addEventListener('visibilitychange', () => {
  if (document.hidden) state.looked += performance.now() - state.shownAt; else state.shownAt = performance.now();
});

setInterval(async () => {
  if (document.hidden) return;
  if (!state.now) { if (!$('rest').dataset.paused) await next(); return; }
  const answered = await post('beat', note()).catch(() => null);
  if (answered?.status === 409) { say('That case went to somebody else meanwhile. Nothing is lost.'); await next(); }
}, 20000);

requestAnimationFrame(step);
next();
