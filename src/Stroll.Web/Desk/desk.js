// The desk: one question, one screen, one key. The drawing and the weights run on one clock.

const $ = id => document.getElementById(id);
const NS = 'http://www.w3.org/2000/svg';
const colours = 8;
const LOOP = { before: 2600, after: 3000 };

const state = { now: null, at: 0, playing: true, speed: 0.5, last: 0, shownAt: 0, looked: 0, busy: false };
// How long it took from an answer to the next case on the screen; tests and curious people read it.
globalThis.deskTimes = [];

const shape = (name, attributes = {}, text) => {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};
const html = (name, className = '', text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

async function post(path, body) {
  const answer = await fetch(`/review/${path}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(body ?? {}),
  });
  if (answer.status === 401) location.href = '/sign-in?back=/review';
  return answer;
}

const note = words => ({ handle: state.now.handle, token: state.now.token, words: words ?? '' });

// ---- showing a case

function show(next) {
  state.now = next;
  state.shownAt = performance.now();
  state.looked = 0;
  $('desk').dataset.state = next ? 'case' : 'empty';
  $('rest').hidden = Boolean(next);
  $('builder').hidden = true;
  if (!next) return;
  $('asked').textContent = next.asked;
  $('when').textContent = next.scene ? `${next.scene.place}, ${next.when}` : next.when;
  $('waiting').textContent = next.waiting > 1 ? `${next.waiting} wait.` : '';
  $('options').replaceChildren(...next.options.map(optionButton));
  $('moments').hidden = next.moments.length === 0;
  $('moments').replaceChildren(...next.moments.map(words => html('li', '', words)));
  for (const id of ['drawing', 'weights']) $(id).style.display = next.scene ? '' : 'none';
  document.querySelector('.transport').hidden = !next.scene;
  if (next.options.length === 0) build(null);
  if (next.scene) draw(next.scene);
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
    row.append(html('span', 'badge', deed.person), name);
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
  change.addEventListener('click', () => build(option.deeds));
  item.append(button, change);
  return item;
}

// ---- answering

async function answer(kind, deeds = []) {
  if (!state.now || state.busy) return;
  state.busy = true;
  const began = performance.now();
  const seconds = (state.looked + (document.hidden ? 0 : began - state.shownAt)) / 1000;
  try {
    const reply = await post('answer', { handle: state.now.handle, token: state.now.token, kind, deeds, seconds });
    if (!reply.ok) throw new Error(reply.status);
    const told = await reply.json();
    const before = state.now.handle;
    show(told.next ?? null);
    tell(told, before);
    requestAnimationFrame(() => globalThis.deskTimes.push(performance.now() - began));
  } catch {
    $('told').textContent = 'Not sent: the connection is lost. Your answer is still here; try again.';
  } finally {
    state.busy = false;
  }
}

function tell(told, before) {
  const line = $('told');
  line.className = 'told';
  if (!told.isKept && told.next?.handle === before) {
    line.replaceChildren('That cannot be: a line lacks its person, its goods or its number.');
    return;
  }
  if (!told.isKept) {
    line.replaceChildren('That case went to somebody else meanwhile. Nothing is lost.');
    return;
  }
  const parts = [];
  if (told.wasRight === true) { line.classList.add('good'); parts.push('Right: this one was known. '); }
  if (told.wasRight === false) { line.classList.add('held'); parts.push('This one was known: ', words(told.truth)); }
  if (told.wasRight === undefined && told.machine) parts.push('Kept. The machine had: ', words(told.machine));
  if (parts.length === 0) parts.push('Kept.');
  line.replaceChildren(...parts);
}

// ---- the form for what is not offered

function build(deeds) {
  const list = $('deeds');
  list.replaceChildren();
  for (const deed of deeds ?? [{}]) list.append(deedRow(deed));
  if (!list.firstChild) list.append(html('p', 'muted', 'Nothing was taken or put.'));
  $('builder').hidden = false;
  list.querySelector('select, input')?.focus();
}

function deedRow(deed) {
  const row = html('div', 'row deed-row');
  const person = html('select');
  const numbers = new Set([...(state.now.scene?.people.map(one => one.number) ?? []), ...state.now.options.flatMap(one => one.deeds.map(two => two.person)), deed.person ?? 0]);
  const asked = /person (\d+)/.exec(state.now.asked);
  if (asked) numbers.add(Number(asked[1]));
  for (const number of [...numbers].filter(one => one > 0).sort((a, b) => a - b)) person.append(new Option(`Person ${number}`, number));
  if (deed.person) person.value = deed.person;
  const way = html('select');
  way.append(new Option('took', 1), new Option('put back', -1));
  way.value = deed.quantity < 0 ? -1 : 1;
  const count = html('input');
  Object.assign(count, { type: 'number', min: 1, max: 99, value: Math.abs(deed.quantity ?? 1), inputMode: 'numeric' });
  const good = html('select');
  for (const one of state.now.goods) good.append(new Option(one.grams ? `${one.name} (${Math.round(one.grams)} g)` : one.name, one.barcode));
  if (deed.barcode) good.value = deed.barcode;
  const away = html('button', 'small', '×');
  away.type = 'button';
  away.setAttribute('aria-label', 'Take this line away');
  away.addEventListener('click', () => row.remove());
  for (const [words, input] of [['Who', person], ['Way', way], ['How many', count], ['What', good]]) {
    const label = html('label', '', words);
    label.append(input);
    row.append(label);
  }
  row.append(away);
  row.read = () => ({ person: Number(person.value), barcode: good.value, name: '', quantity: Number(way.value) * Number(count.value) });
  row.more = by => { count.value = Math.min(99, Math.max(1, Number(count.value) + by)); };
  row.turn = () => { way.value = -Number(way.value); };
  return row;
}

const rows = () => [...document.querySelectorAll('.deed-row')];
$('builder').addEventListener('submit', event => { event.preventDefault(); answer('happened', rows().map(row => row.read())); });
$('add-deed').addEventListener('click', () => { $('deeds').querySelector('p')?.remove(); $('deeds').append(deedRow({})); });
$('no-idea').addEventListener('click', () => answer('none'));

// ---- the drawing: shelf from above, people below it

const view = { scene: null, people: [], x: v => v, y: v => v };

function draw(scene) {
  const svg = $('drawing');
  const [left, right, near, far] = [-0.7, scene.width + 0.7, -1.25, scene.depth + 0.06];
  const scale = 100;
  view.scene = scene;
  view.x = x => x * scale;
  view.y = y => -y * scale;
  svg.setAttribute('viewBox', `${left * scale} ${-far * scale} ${(right - left) * scale} ${(far - near) * scale}`);
  svg.replaceChildren(shape('rect', { class: 'board', x: 0, y: -scene.depth * scale, width: scene.width * scale, height: scene.depth * scale, rx: 4 }));
  view.plates = scene.plates.map(plate => drawPlate(svg, plate, scale, scene.depth));
  drawGoods(svg, scene, scale);
  view.people = scene.people.map(person => drawPerson(svg, person));
  drawWeights(scene);
  state.at = Math.max(0, scene.at - LOOP.before);
  $('time').max = scene.length;
  state.playing = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  $('play').textContent = state.playing ? 'Pause' : 'Play';
  paint();
}

function drawPlate(svg, plate, scale, depth) {
  const width = (plate.right - plate.left) * scale;
  const body = shape('rect', { class: 'plate', x: plate.left * scale + 1, y: -depth * scale + 1, width: width - 2, height: depth * scale - 2, rx: 2 });
  const change = shape('text', { class: 'plate-change', x: (plate.left + plate.right) / 2 * scale, y: -depth * scale / 2 + 3, 'text-anchor': 'middle' });
  svg.append(body, change);
  return { body, change, rest: at(plate.times, plate.grams, 0) ?? 0 };
}

// What is meant to stand on neighbouring plates is written once, in front of them.
function drawGoods(svg, scene, scale) {
  let first = 0;
  scene.plates.forEach((plate, i) => {
    if (scene.plates[i + 1]?.goods === plate.goods) return;
    const middle = (scene.plates[first].left + plate.right) / 2 * scale;
    const room = Math.max(4, Math.floor((plate.right - scene.plates[first].left) * scale / 3.5));
    const words = plate.goods.length > room ? `${plate.goods.slice(0, room - 1)}…` : plate.goods;
    const label = shape('text', { class: 'goods', x: middle, y: 8, 'text-anchor': 'middle' }, words);
    label.append(shape('title', {}, plate.goods));
    svg.append(label);
    first = i + 1;
  });
}

function drawPerson(svg, person) {
  const group = shape('g', { class: `c${person.number % colours}` });
  const arms = [shape('line', { class: 'arm' }), shape('line', { class: 'arm' })];
  const body = shape('circle', { class: 'body', r: 13 });
  const label = shape('text', { class: 'body-number', 'text-anchor': 'middle' }, person.number);
  const hands = [shape('circle', { class: 'wrist', r: 5 }), shape('circle', { class: 'wrist', r: 5 })];
  group.append(...arms, body, label, ...hands);
  svg.append(group);
  return { person, group, arms, body, label, hands };
}

// The last value that was there at a time.
function at(times, values, time) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle + 1; else high = middle;
  }
  return low > 0 ? values[low - 1] : values[0];
}

function place(node, x, y) { node.setAttribute('transform', `translate(${view.x(x)} ${view.y(y)})`); }

function paint() {
  const scene = view.scene;
  if (!scene || !state.now) return;
  for (const [i, plate] of scene.plates.entries()) {
    const grams = at(plate.times, plate.grams, state.at);
    const change = grams === undefined ? 0 : Math.round(grams - view.plates[i].rest);
    view.plates[i].change.textContent = Math.abs(change) >= 15 ? (change > 0 ? `+${change}` : change) : '';
    view.plates[i].body.classList.toggle('moved', Math.abs(change) >= 15);
  }
  for (const { person, group, arms, body, label, hands } of view.people) {
    const seen = person.times.length > 0 && person.times[0] <= state.at && state.at - person.times.at(-1) < 600;
    group.style.display = seen ? '' : 'none';
    if (!seen) continue;
    const [x, y] = at(person.times, person.body, state.at);
    place(body, x, y);
    place(label, x, y - 0.045);
    for (const [i, side] of [person.left, person.right].entries()) {
      const hand = at(person.times, side, state.at);
      const there = hand?.length > 0;
      hands[i].style.display = arms[i].style.display = there ? '' : 'none';
      if (!there) continue;
      place(hands[i], hand[0], hand[1]);
      const ends = { x1: view.x(x), y1: view.y(y), x2: view.x(hand[0]), y2: view.y(hand[1]) };
      for (const [key, value] of Object.entries(ends)) arms[i].setAttribute(key, value);
    }
  }
  const line = $('weights').querySelector('.cursor');
  line?.setAttribute('transform', `translate(${state.at / scene.length * 600} 0)`);
  $('time').value = state.at;
  $('clock').textContent = `${((state.at - scene.at) / 1000).toFixed(1)} s`;
}

// ---- weights and hands over time

function drawWeights(scene) {
  const svg = $('weights');
  svg.setAttribute('viewBox', '0 0 600 120');
  svg.setAttribute('preserveAspectRatio', 'none');
  const x = time => time / scene.length * 600;
  svg.replaceChildren(shape('rect', { class: 'moment', x: x(scene.at), y: 0, width: 3, height: 120 }));
  const times = scene.plates[0]?.times ?? [];
  const sums = times.map(time => scene.plates.reduce((sum, plate) => sum + (at(plate.times, plate.grams, time) ?? 0), 0));
  if (sums.length > 1) {
    const [low, high] = [Math.min(...sums), Math.max(...sums)];
    const [middle, half] = [(low + high) / 2, Math.max(25, (high - low) / 2) * 1.15];
    svg.append(shape('polyline', { class: 'weight', points: times.map((time, i) => `${x(time)},${38 - (sums[i] - middle) / half * 36}`).join(' ') }));
  }
  // Only of those whose hand came near: the others would cover them.
  for (const person of scene.people.filter(one => [...one.left, ...one.right].some(hand => hand.length > 0 && hand[1] > -0.3))) {
    for (const side of [person.left, person.right]) {
      const points = person.times.map((time, i) => [time, side[i]]).filter(([, hand]) => hand.length > 0)
        .map(([time, hand]) => `${x(time)},${82 + Math.min(36, Math.max(0, -hand[1]) * 36)}`);
      if (points.length > 1) svg.append(shape('polyline', { class: `reach c${person.number % colours}`, points: points.join(' ') }));
    }
  }
  svg.append(shape('line', { class: 'edge', x1: 0, x2: 600, y1: 82, y2: 82 }), shape('line', { class: 'cursor', x1: 0, x2: 0, y1: 0, y2: 120 }));
}

function step(now) {
  const passed = Math.min(100, now - state.last);
  state.last = now;
  const scene = view.scene;
  if (scene && state.now && state.playing && !document.hidden) {
    state.at += passed * state.speed;
    if (state.at > Math.min(scene.length, scene.at + LOOP.after)) state.at = Math.max(0, scene.at - LOOP.before);
    paint();
  }
  requestAnimationFrame(step);
}

function seek(by) {
  state.playing = false;
  $('play').textContent = 'Play';
  state.at = Math.min(view.scene?.length ?? 0, Math.max(0, state.at + by));
  paint();
}

function toggle() {
  state.playing = !state.playing;
  $('play').textContent = state.playing ? 'Pause' : 'Play';
}

// ---- giving back, undo, keys

async function giveBack(how) {
  if (!state.now) return;
  await post(`give-back/${how}`, note(how));
  $('told').textContent = how === 'senior' ? 'Handed up.' : 'Given back.';
  if (how === 'release') show(null); else await next();
}

async function undo() {
  const answered = await post('undo');
  const earlier = answered.ok ? await answered.json().catch(() => null) : null;
  if (earlier) { show(earlier); $('told').textContent = 'Taken back. Answer again.'; } else { $('told').textContent = 'Too late to take it back; tell a senior.'; }
}

async function next() {
  const reply = await post('next');
  show(reply.ok ? await reply.json().catch(() => null) : null);
}

function toggleHelp() {
  $('help').hidden = !$('help').hidden;
  $('help-button').setAttribute('aria-expanded', String(!$('help').hidden));
}

const keys = {
  0: () => (state.now?.options.length ? build(null) : answer('none')), q: () => answer('cannot-tell'), u: undo, r: () => giveBack('release'),
  k: toggle, j: () => seek(-500), l: () => seek(500), ',': () => seek(-100), '.': () => seek(100), '?': toggleHelp,
  escape: () => { state.playing = false; $('drawing').style.display = 'none'; $('weights').style.display = 'none'; },
  p: () => rows()[0]?.turn(), '+': () => rows()[0]?.more(1), '-': () => rows()[0]?.more(-1),
};

addEventListener('keydown', event => {
  const typing = event.target.matches?.('input:not([type=range]):not([type=checkbox]), select, textarea');
  if ($('keys-off').checked || event.ctrlKey || event.metaKey || event.altKey || (typing && !['Escape'].includes(event.key))) return;
  const digit = /^Digit([1-9])$/.exec(event.code);
  const option = digit && state.now?.options[Number(digit[1]) - 1];
  if (option) {
    event.preventDefault();
    if (event.shiftKey) build(option.deeds); else answer('happened', option.deeds);
    return;
  }
  const act = keys[event.key.toLowerCase()];
  if (act) { event.preventDefault(); act(); }
});

document.querySelectorAll('[data-answer]').forEach(button => button.addEventListener('click', () =>
  button.dataset.answer === 'none' ? build(null) : answer(button.dataset.answer)));
document.querySelectorAll('[data-back]').forEach(button => button.addEventListener('click', () => giveBack(button.dataset.back)));
$('undo').addEventListener('click', undo);
$('resume').addEventListener('click', next);
$('play').addEventListener('click', toggle);
$('help-button').addEventListener('click', toggleHelp);
$('speed').addEventListener('click', () => {
  state.speed = { 0.25: 0.5, 0.5: 1, 1: 0.25 }[state.speed];
  $('speed').textContent = { 0.25: '¼×', 0.5: '½×', 1: '1×' }[state.speed];
});
$('time').addEventListener('input', event => { state.playing = false; $('play').textContent = 'Play'; state.at = Number(event.target.value); paint(); });
document.addEventListener('visibilitychange', () => {
  if (document.hidden) state.looked += performance.now() - state.shownAt; else state.shownAt = performance.now();
});

setInterval(async () => {
  if (document.hidden) return;
  if (!state.now) { if (!$('rest').dataset.paused) await next(); return; }
  const answered = await post('beat', note()).catch(() => null);
  if (answered?.status === 409) { $('told').textContent = 'That case went to somebody else meanwhile. Nothing is lost.'; await next(); }
}, 20000);

requestAnimationFrame(step);
next();
