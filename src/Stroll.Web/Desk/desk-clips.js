// Camera clips of a case, up to three in step on the scene's clock. Which seconds and which pixels may be seen is decided by the server, which writes each look down.

import { $, html, post } from './desk-parts.js';

const held = { handle: null, views: [], main: 0, at: 0 };
// Of the cases that come next: what was asked for, by handle.
const ready = new Map();

// A video may run this far from the clock before it is put right.
const APART = 0.12;

const fetchViews = one => post('clips', { handle: one.handle, token: one.token, words: '' }).then(reply => reply.ok ? reply.json() : []).catch(() => []);

export const clips = {
  /** Shows the clips of a case, when there are any. */
  async show(next) {
    Object.assign(held, { handle: next?.handle ?? null, views: [], main: 0 });
    $('clips').replaceChildren();
    $('clips').hidden = true;
    for (const one of document.querySelectorAll('[data-ask]')) one.hidden = true;
    if (!next?.hasClips) return;
    const views = await (ready.get(next.handle) ?? fetchViews(next));
    ready.delete(next.handle);
    if (held.handle === next.handle) lay(views);
  },

  /** Fetches what comes next, so that it is there before it is shown. */
  prepare(ahead) {
    for (const one of ahead.filter(one => one.hasClips && !ready.has(one.handle))) {
      ready.set(one.handle, fetchViews(one).then(views => { for (const view of views) fetch(view.video).catch(() => null); return views; }));
    }
    for (const handle of [...ready.keys()]) if (!ahead.some(one => one.handle === handle) && handle !== held.handle) ready.delete(handle);
  },

  /** The moment of the clock, in milliseconds from the beginning of the scene. */
  follow(time) {
    held.at = time;
    for (const { view, video } of held.views) {
      const wanted = place(view, time);
      const far = Math.abs(video.currentTime - wanted);
      if (video.paused ? far > 0.001 : far > APART) video.currentTime = wanted;
    }
  },

  /** When the big camera took its next picture in a direction; nothing without cameras. */
  frame(time, way) {
    const taken = held.views[held.main]?.view.frameAt;
    return way > 0 ? taken?.find(one => one > time + 0.05) : taken?.findLast(one => one < time - 0.05);
  },

  play(isPlaying, speed) {
    for (const { video } of held.views) {
      video.playbackRate = speed;
      if (isPlaying) video.play().catch(() => null); else video.pause();
    }
  },

  /** The next camera becomes the big one. */
  next() {
    if (held.views.length < 2) return false;
    held.main = (held.main + 1) % held.views.length;
    held.views.forEach(({ box }, i) => box.classList.toggle('main', i === held.main));
    return true;
  },

  /** More context, or heads: both need a reason; heads need a second person too. */
  async ask(what, note) {
    if (held.views.length === 0) return false;
    const reason = prompt(what === 'heads' ? 'Why must heads be seen? A second person decides, and both names are kept.' : 'Why is more needed? The reason is kept.');
    if (!reason?.trim()) return true;
    const reply = await post(what === 'heads' ? 'heads' : 'clips', note(reason.trim()));
    if (what === 'heads') $('told').textContent = reply.ok ? 'Asked. Go on; it is shown here once somebody has agreed.' : 'That was not possible.';
    else if (reply.ok) lay(await reply.json());
    return true;
  },
};

// Which second of its video a camera took nearest to a moment: by the frames' own times, never by their number.
function place(view, time) {
  let best = 0;
  for (let i = 0; i < view.frameAt.length && view.frameAt[i] <= time; i++) best = i;
  // A little into the picture: exactly at its beginning browsers may show the one before.
  return (view.framePts[best] ?? 0) / 1e6 + 0.001;
}

function lay(views) {
  held.views = views.map((view, i) => {
    const box = html('figure', i === 0 ? 'clip main' : 'clip');
    const video = html('video');
    Object.assign(video, { src: view.video, muted: true, playsInline: true, preload: 'auto', poster: view.poster ?? '', disablePictureInPicture: true });
    video.setAttribute('controlslist', 'nodownload noremoteplayback');
    video.setAttribute('aria-label', `Camera ${view.camera}${view.isBlurred ? ', heads blurred' : ''}`);
    box.append(video, html('figcaption', '', view.isBlurred ? view.camera : `${view.camera}, heads visible`));
    return { view, video, box };
  });
  $('clips').replaceChildren(...held.views.map(one => one.box));
  $('clips').hidden = held.views.length === 0;
  for (const one of document.querySelectorAll('[data-ask]')) one.hidden = held.views.length === 0;
  clips.follow(held.at);
}
