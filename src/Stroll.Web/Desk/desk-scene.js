// The scene of a case: shelf from above with hands, weights and reaches over time, all on one clock.

import { $, colours, html, shape } from './desk-parts.js';

const SHOWN = { x: v => v * 100, y: v => -v * 100 };
const view = { scene: null, people: [], plates: [], frames: [], marks: [] };

/** Draws a scene anew; none clears it. */
export function draw(scene) {
  view.scene = scene;
  if (!scene) { Object.assign(view, { frames: [], marks: [0] }); $('described').textContent = ''; return; }
  const svg = $('drawing');
  const [left, right, near, far] = [-0.7, scene.width + 0.7, -1.25, scene.depth + 0.06];
  svg.setAttribute('viewBox', `${left * 100} ${-far * 100} ${(right - left) * 100} ${(far - near) * 100}`);
  svg.replaceChildren(shape('rect', { class: 'board', x: 0, y: -scene.depth * 100, width: scene.width * 100, height: scene.depth * 100, rx: 4 }));
  view.plates = scene.plates.map(plate => drawPlate(svg, plate, scene.depth));
  drawGoods(svg, scene);
  view.people = scene.people.map(person => drawPerson(svg, person));
  const sums = drawWeights(scene);
  view.frames = [...new Set([...scene.people.flatMap(one => one.times), ...scene.plates.flatMap(one => one.times)])].sort((a, b) => a - b);
  view.marks = marksOf(scene, sums);
  $('described').textContent = describe(scene, sums);
}

/** The moment of the next picture in a direction. */
export const frame = (time, way) => near(view.frames, time, way);

/** The moment of the next mark in a direction: the movement, and where the weight stepped. */
export const mark = (time, way) => near(view.marks, time, way);

const near = (moments, time, way) => way > 0 ? moments.find(one => one > time) ?? moments.at(-1) ?? time : moments.findLast(one => one < time) ?? moments[0] ?? time;

function drawPlate(svg, plate, depth) {
  const body = shape('rect', { class: 'plate', x: plate.left * 100 + 1, y: -depth * 100 + 1, width: (plate.right - plate.left) * 100 - 2, height: depth * 100 - 2, rx: 2 });
  const change = shape('text', { class: 'plate-change', x: (plate.left + plate.right) * 50, y: -depth * 50 + 3, 'text-anchor': 'middle' });
  svg.append(body, change);
  return { body, change, rest: at(plate.times, plate.grams, 0) ?? 0 };
}

// What is meant to stand on neighbouring plates is written once, in front of them.
function drawGoods(svg, scene) {
  let first = 0;
  scene.plates.forEach((plate, i) => {
    if (scene.plates[i + 1]?.goods === plate.goods) return;
    const room = Math.max(4, Math.floor((plate.right - scene.plates[first].left) * 100 / 3.5));
    const words = plate.goods.length > room ? `${plate.goods.slice(0, room - 1)}…` : plate.goods;
    const label = shape('text', { class: 'goods', x: (scene.plates[first].left + plate.right) * 50, y: 8, 'text-anchor': 'middle' }, words);
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

const place = (node, x, y) => node.setAttribute('transform', `translate(${SHOWN.x(x)} ${SHOWN.y(y)})`);

/** Shows the scene, if there is one, as it was at a time, in milliseconds from its beginning; the clock counts from the movement. */
export function paint(time, moment) {
  $('time').value = time;
  $('time').setAttribute('aria-valuetext', `${((time - moment) / 1000).toFixed(1)} seconds from the movement`);
  $('clock').textContent = `${((time - moment) / 1000).toFixed(1)} s`;
  const scene = view.scene;
  if (!scene) return;
  for (const [i, plate] of scene.plates.entries()) {
    const grams = at(plate.times, plate.grams, time);
    const change = grams === undefined ? 0 : Math.round(grams - view.plates[i].rest);
    view.plates[i].change.textContent = Math.abs(change) >= 15 ? (change > 0 ? `+${change}` : change) : '';
    view.plates[i].body.classList.toggle('moved', Math.abs(change) >= 15);
  }
  for (const one of view.people) paintPerson(one, time);
  $('weights').querySelector('.cursor')?.setAttribute('transform', `translate(${time / scene.length * 600} 0)`);
}

function paintPerson({ person, group, arms, body, label, hands }, time) {
  const seen = person.times.length > 0 && person.times[0] <= time && time - person.times.at(-1) < 600;
  group.style.display = seen ? '' : 'none';
  if (!seen) return;
  const [x, y] = at(person.times, person.body, time);
  place(body, x, y);
  place(label, x, y - 0.045);
  for (const [i, side] of [person.left, person.right].entries()) {
    const hand = at(person.times, side, time);
    const there = hand?.length > 0;
    hands[i].style.display = arms[i].style.display = there ? '' : 'none';
    if (!there) continue;
    place(hands[i], hand[0], hand[1]);
    const ends = { x1: SHOWN.x(x), y1: SHOWN.y(y), x2: SHOWN.x(hand[0]), y2: SHOWN.y(hand[1]) };
    for (const [key, value] of Object.entries(ends)) arms[i].setAttribute(key, value);
  }
}

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
  return { times, sums };
}

function marksOf(scene, { times, sums }) {
  const steps = times.filter((time, i) => i > 0 && Math.abs(sums[i] - sums[i - 1]) > 12);
  return [...new Set([scene.at, ...steps.filter((time, i) => i === 0 || time - steps[i - 1] > 400)])].sort((a, b) => a - b);
}

// The same in words, for those who do not see it.
function describe(scene, { sums }) {
  const change = sums.length > 1 ? Math.round(sums.at(-1) - sums[0]) : 0;
  const reached = scene.people.map(person => ({ number: person.number, ...closest(person) })).filter(one => one.distance < 0.3).sort((a, b) => a.distance - b.distance);
  const hands = reached.map(one => `a hand of person ${one.number} came within ${Math.max(0, Math.round(one.distance * 100))} centimetres of the shelf, ${((one.time - scene.at) / 1000).toFixed(1)} seconds from the movement`);
  return `${scene.place}. The shelf is ${Math.abs(change)} grams ${change < 0 ? 'lighter' : 'heavier'} at the end. ${hands.length > 0 ? `${hands.join('; ')}.` : 'No hand came near.'}`;
}

function closest(person) {
  let best = { distance: Infinity, time: 0 };
  for (const side of [person.left, person.right]) {
    side.forEach((hand, i) => { if (hand.length > 0 && -hand[1] < best.distance) best = { distance: -hand[1], time: person.times[i] }; });
  }
  return best;
}
