// Calibrating a camera: a click in the picture and a click on the plan make a point. The picture is never sent.

const byId = id => document.getElementById(id);
const shot = byId('shot');
const plan = document.querySelector('#plan svg.plan');
const make = (name, attributes, text) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

let size = null;
let pixel = null;
let points = [];

function show(url) {
  const image = new Image();
  image.addEventListener('load', () => {
    size = { width: image.naturalWidth, height: image.naturalHeight };
    shot.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
    byId('image').replaceChildren(make('image', { href: url, width: size.width, height: size.height }));
    begin();
  });
  image.addEventListener('error', () => { byId('next').textContent = 'that is no picture'; });
  image.src = url;
}

// A data URL, because pages of ours load pictures from nowhere else.
byId('picture')?.addEventListener('change', event => {
  const [file] = event.target.files;
  if (!file) return;
  const reader = new FileReader();
  reader.addEventListener('load', () => show(reader.result));
  reader.readAsDataURL(file);
});
byId('pretend')?.addEventListener('click', () => show(byId('calibrate').dataset.pretended));
byId('again')?.addEventListener('click', begin);

function begin() {
  points = [];
  pixel = null;
  byId('overlay').replaceChildren();
  draw();
}

function placeIn(svg, event) {
  const at = svg.createSVGPoint();
  [at.x, at.y] = [event.clientX, event.clientY];
  return at.matrixTransform(svg.getScreenCTM().inverse());
}

shot?.addEventListener('click', event => {
  if (!size) return;
  const at = placeIn(shot, event);
  if (at.x < 0 || at.y < 0 || at.x > size.width || at.y > size.height) return;
  pixel = [at.x, at.y];
  draw();
});

plan?.addEventListener('click', event => {
  if (!pixel) return;
  const at = placeIn(plan, event);
  points.push([...pixel, ...metres(at)]);
  pixel = null;
  draw();
  find();
});

// A landmark within 25 cm catches the click.
function metres(at) {
  let best = null;
  for (const mark of document.querySelectorAll('.landmark')) {
    const far = Math.hypot(mark.cx.baseVal.value - at.x, mark.cy.baseVal.value - at.y);
    if (far < 25 && (!best || far < best.far)) best = { far, place: [Number(mark.dataset.x), Number(mark.dataset.y)] };
  }
  return best ? best.place : [(at.x + Number(plan.dataset.left)) / 100, -(at.y + Number(plan.dataset.top)) / 100];
}

const toPlan = ([x, y]) => [100 * x - Number(plan.dataset.left), -100 * y - Number(plan.dataset.top)];
const mark = (x, y, r, number) => {
  const group = make('g', { class: 'mark', transform: `translate(${x} ${y})` });
  group.append(make('circle', { r }), make('text', { 'text-anchor': 'middle', y: r / 3, 'font-size': r }, number));
  return group;
};

function draw(off = []) {
  const r = size ? size.width / 75 : 16;
  byId('pixels').replaceChildren(...points.map((point, i) => mark(point[0], point[1], r, i + 1)), ...(pixel ? [mark(pixel[0], pixel[1], r, points.length + 1)] : []));
  byId('places').replaceChildren(...points.map((point, i) => mark(...toPlan(point.slice(2)), 13, i + 1)));
  byId('count').textContent = points.length;
  byId('next').textContent = !size ? 'choose a picture' : pixel ? 'now the same place on the plan' : 'click a place on the floor';
  byId('keep').disabled = true;
  byId('points').replaceChildren(...points.map((point, i) => {
    const item = document.createElement('li');
    const away = document.createElement('button');
    away.className = 'small';
    away.textContent = 'Remove';
    away.addEventListener('click', () => { points.splice(i, 1); draw(); find(); });
    item.append(`${i + 1}: pixel ${point[0].toFixed(0)}, ${point[1].toFixed(0)} is ${point[2].toFixed(2)}, ${point[3].toFixed(2)} m${off[i] >= 0 ? `, ${off[i]} pixels off ` : ' '}`, away);
    return item;
  }));
}

const body = () => ({ camera: byId('camera').value.trim() || 'camera-1', width: size.width, height: size.height, points });
const send = (path, what) => fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(what) })
  .then(answer => (answer.ok ? answer.json() : { wrong: 'the server did not take it' }), () => ({ wrong: 'the server cannot be reached' }));

async function find() {
  byId('overlay').replaceChildren();
  if (points.length < 4) {
    byId('said').textContent = `${4 - points.length} more are needed.`;
    return;
  }

  const asked = body();
  const found = await send('/shelves/calibrate/find', asked);
  if (asked.points.length !== points.length) return;
  draw(found.off ?? []);
  byId('said').textContent = found.wrong ?? found.words;
  byId('said').dataset.state = found.wrong ? 'wrong' : 'found';
  byId('overlay').replaceChildren(...(found.lines ?? []).map(([x1, y1, x2, y2]) => make('line', { x1, y1, x2, y2, 'stroke-width': size.width / 500 })));
  byId('keep').disabled = Boolean(found.wrong);
}

byId('keep')?.addEventListener('click', async () => {
  const kept = await send('/shelves/calibrate/keep', body());
  byId('said').textContent = kept.wrong ?? kept.words;
  if (kept.wrong) return;
  const item = document.createElement('li');
  item.append(Object.assign(document.createElement('b'), { textContent: body().camera }), ' kept just now');
  byId('kept').append(item);
});
