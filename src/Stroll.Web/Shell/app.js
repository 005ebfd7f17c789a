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
