// The board: facings are dragged to other plates. Each drop is the same form that stands behind "Move"; the answer brings the new board.

const board = document.getElementById('board');
let dragged = null;

const blockOf = event => event.target.closest?.('.block[draggable=true]');
const cellOf = event => event.target.closest?.('td[data-plate]');

// The plate under the pointer; on a block its first, so that blocks of the same width change places.
function plateAt(cell, event) {
  const [gondola, shelf, first] = cell.dataset.plate.split('/');
  if (cell.classList.contains('filled')) return cell.dataset.plate;
  const box = cell.getBoundingClientRect();
  const along = Math.floor((event.clientX - box.left) / box.width * Number(cell.dataset.span));
  return `${gondola}/${shelf}/${Number(first) + along}`;
}

board.addEventListener('dragstart', event => {
  const block = blockOf(event);
  if (!block) return;
  dragged = block;
  block.classList.add('dragged');
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', block.dataset.product);
});
board.addEventListener('dragend', () => { dragged?.classList.remove('dragged'); dragged = null; mark(null); });
board.addEventListener('dragover', event => {
  const cell = cellOf(event);
  if (!dragged || !cell) return;
  event.preventDefault();
  mark(cell);
});
board.addEventListener('drop', event => {
  const cell = cellOf(event);
  if (!dragged || !cell) return;
  event.preventDefault();
  move(dragged, plateAt(cell, event));
});

function mark(cell) {
  board.querySelectorAll('td.over').forEach(one => one.classList.toggle('over', one === cell));
  cell?.classList.add('over');
}

async function move(block, to) {
  if (block.dataset.at === to) return;
  const gondola = block.dataset.at.split('/')[0];
  const body = new URLSearchParams({ at: block.dataset.at, product: block.dataset.product, to, gondola });
  const answer = await fetch('/catalogue/planogram/move', { method: 'POST', body, headers: { Accept: 'text/html' } }).catch(() => null);
  if (!answer) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('board');
  if (fresh) board.replaceChildren(...fresh.childNodes);
  board.dataset.moves = Number(board.dataset.moves ?? 0) + 1;
}
