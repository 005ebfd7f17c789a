// Small things that all parts of the desk use.

const NS = 'http://www.w3.org/2000/svg';

/** How many colours people have. */
export const colours = 8;

export const $ = id => document.getElementById(id);

export const shape = (name, attributes = {}, text) => {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

export const html = (name, className = '', text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

/** Asks the server; who is no longer signed in goes to the door. */
export async function post(path, body) {
  const answer = await fetch(`/review/${path}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(body ?? {}),
  });
  if (answer.status === 401) location.href = '/sign-in?back=/review';
  return answer;
}

/** The picture of a product beside its name. */
export function picture(barcode) {
  const image = html('img', 'good-picture');
  Object.assign(image, { src: `/review/goods/${encodeURIComponent(barcode)}`, alt: '', width: 44, height: 44, decoding: 'async' });
  return image;
}
