// Small comforts of every page. All of them work without it.

// A menu closes when one clicks beside it or presses Escape.
addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
addEventListener('keydown', event => {
  if (event.key === 'Escape') document.querySelectorAll('details.menu[open]').forEach(menu => { menu.open = false; });
});

// A form that asks first.
addEventListener('submit', event => {
  const question = event.target.dataset?.ask;
  if (question && !confirm(question)) event.preventDefault();
});

// A filter applies itself.
addEventListener('change', event => {
  if (event.target.closest?.('form[data-auto]')) event.target.form.requestSubmit();
});

// What is marked data-live="seconds" is fetched again and put in the place of what stands there. Pauses while nobody looks.
for (const part of document.querySelectorAll('[data-live]')) {
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(part.id);
    const here = document.getElementById(part.id);
    if (fresh && here && !here.contains(document.activeElement)) here.replaceChildren(...fresh.childNodes);
  }, 1000 * Number(part.dataset.live));
}
