// The floor: dots that move, carts, movements and problems, pushed by the server.
// Text goes into the page as text, never as markup.

const svg = document.querySelector('svg.plan');
const colours = 8;
const dots = new Map();
let carts = new Map();
let shown = null;

const byId = id => document.getElementById(id);
const element = (name, attributes = {}, text) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};
const html = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

function dotOf(n) {
  let dot = dots.get(n);
  if (dot) return dot;
  const group = element('g', { class: `person c${n % colours}`, tabindex: 0, role: 'button', 'aria-label': `Person ${n}` });
  dot = {
    group,
    hands: [element('circle', { class: 'hand', r: 6 }), element('circle', { class: 'hand', r: 6 })],
    trail: element('polyline', { class: `trail c${n % colours}` }),
  };
  group.append(element('circle', { class: 'halo', r: 26 }), element('circle', { class: 'dot', r: 17 }), element('text', { y: 6, 'text-anchor': 'middle' }, n));
  group.addEventListener('pointerenter', () => showCart(n));
  group.addEventListener('pointerleave', event => { if (event.pointerType === 'mouse') hideCart(); });
  group.addEventListener('focus', () => showCart(n));
  group.addEventListener('blur', hideCart);
  group.addEventListener('click', () => showCart(n));
  svg.querySelector('.trails').append(dot.trail, ...dot.hands);
  svg.querySelector('.people').append(group);
  dots.set(n, dot);
  return dot;
}

function move(shape, place) {
  shape.style.display = place ? '' : 'none';
  if (place) shape.style.transform = `translate(${place[0]}px, ${place[1]}px)`;
}

function showPeople({ time, at, inside, people }) {
  byId('clock').textContent = time;
  byId('figure-inside').textContent = inside;
  byId('inside').textContent = inside;
  document.body.dataset.at = at;
  const present = new Set(people.map(person => person.n));
  for (const [n, dot] of dots) {
    if (present.has(n)) continue;
    dot.group.remove();
    dot.trail.remove();
    dot.hands.forEach(hand => hand.remove());
    dots.delete(n);
    if (shown === n) hideCart();
  }
  for (const person of people) {
    const dot = dotOf(person.n);
    move(dot.group, person.p);
    move(dot.hands[0], person.l);
    move(dot.hands[1], person.r);
    dot.trail.setAttribute('points', person.t.join(' '));
  }
}

function lines(cart) {
  const list = html('ul', 'lines');
  for (const line of cart.lines) {
    const item = html('li');
    item.append(html('span', 'name', `${line.quantity} × ${line.name}`), html('span', 'sure', line.sure));
    list.append(item);
  }
  return cart.lines.length ? list : html('p', 'muted', 'Holds nothing.');
}

function showCart(n) {
  shown = n;
  const card = byId('cart');
  const cart = carts.get(n);
  card.replaceChildren(html('h3', '', `Person ${n}`), cart ? lines(cart) : html('p', 'muted', 'Not in a visit.'));
  card.hidden = false;
}

function hideCart() {
  shown = null;
  byId('cart').hidden = true;
}

function showCarts(list) {
  carts = new Map(list.map(cart => [cart.number, cart]));
  byId('no-carts').hidden = list.length > 0;
  byId('carts').replaceChildren(...list.map(cart => {
    const item = html('li', `c${cart.number % colours}`);
    const link = html('a', 'cart-link');
    link.href = `/visits/${cart.visit}`;
    link.append(html('span', 'badge', cart.number), html('span', 'muted', cart.left ? 'gone, receipt to come' : `since ${cart.since}`));
    item.append(link, lines(cart));
    return item;
  }));
  if (shown !== null) showCart(shown);
}

let newest = '';
function showMovements(list) {
  byId('no-movements').hidden = list.length > 0;
  byId('movements').replaceChildren(...list.map(movement => {
    const item = html('li', movement.isSure ? 'sure' : 'doubt');
    const time = html('time', '', movement.time);
    const words = html('span', 'words', movement.words);
    item.append(time, words, html('span', 'percent', movement.sure));
    return item;
  }));
  const first = list[0];
  if (first && newest && newest !== first.time + first.words && first.shelf !== undefined) glow(first.shelf);
  newest = first ? first.time + first.words : ' ';
}

function glow(shelf) {
  const edge = svg.querySelector(`[data-shelf="${shelf}"]`);
  if (!edge) return;
  edge.classList.remove('glow');
  void edge.getBoundingClientRect();
  edge.classList.add('glow');
}

function showProblems(list) {
  const bar = byId('problems');
  bar.hidden = list.length === 0;
  bar.replaceChildren(...list.map(problem => {
    const item = html('p');
    item.append(html('b', '', problem.device), html('span', '', ` ${problem.effect} `), html('span', 'muted', `${problem.fix ? problem.fix + ' ' : ''}Since ${problem.since}.`));
    return item;
  }));
}

function follow() {
  const live = byId('live');
  const feed = new EventSource('/floor/feed');
  feed.addEventListener('open', () => { live.dataset.state = 'live'; });
  feed.addEventListener('error', () => { live.dataset.state = 'lost'; });
  const on = (name, show) => feed.addEventListener(name, event => show(JSON.parse(event.data)));
  on('people', showPeople);
  on('carts', showCarts);
  on('movements', showMovements);
  on('problems', showProblems);
  addEventListener('pagehide', () => feed.close());
}

if (svg) follow();
