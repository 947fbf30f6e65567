// The answers of a class as a table. The files stay on this machine.

import { csvOf, LIMITS, readAnswers, tableOf } from './answers-file.js';
import { make, save } from './make.js';

const place = document.querySelector('.class-answers');
/** "page/exercise" in the order of the course. */
const order = JSON.parse(place.dataset.exercises);
let files = [];

const mark = (cell) => {
  if (!cell) return make('td', {}, '–');
  const [kind, word] = cell.right
    ? ['right', 'right']
    : cell.solved
      ? ['later', `right at try ${cell.tries > 2 ? '3 or later' : 2}`]
      : ['wrong', 'not right'];
  return make('td', { class: kind }, make('b', {}, word), ` ${cell.prediction}`);
};

function heading(key) {
  const [page, exercise] = key.split('/');
  return make(
    'th',
    { scope: 'col' },
    make('a', { href: `${page}.html#${exercise}` }, exercise.replaceAll('-', ' ')),
  );
}

function table() {
  const { columns, rows, others } = tableOf(files, order);
  const head = make(
    'tr',
    {},
    make('th', { scope: 'col' }, 'Name'),
    make('th', { scope: 'col' }, 'Right at first'),
    ...columns.map(heading),
  );
  const lines = rows.map(({ name, cells, right }) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, name),
      make('td', {}, `${right} of ${cells.filter(Boolean).length}`),
      ...cells.map(mark),
    ),
  );
  const left =
    others === 0
      ? []
      : [
          make(
            'p',
            { class: 'left-out' },
            `Left out: ${others} ${others === 1 ? 'answer' : 'answers'} to exercises that this course does not have. They come from another release of these pages, or were not written by them.`,
          ),
        ];
  return [make('table', {}, make('thead', {}, head), make('tbody', {}, ...lines)), ...left];
}

const list = make('ul', { class: 'problems' });
const status = make('p', { role: 'status' });
const shown = make('div', {
  class: 'table',
  tabindex: '0',
  role: 'region',
  'aria-label': 'Answers of the class',
});
const csv = make('button', { type: 'button' }, 'Save as CSV');
const clear = make('button', { type: 'button' }, 'Clear');

function draw() {
  const isNone = files.length === 0;
  status.textContent = isNone
    ? 'No files yet.'
    : `${files.length} ${files.length === 1 ? 'file' : 'files'}.`;
  shown.replaceChildren(...(isNone ? [] : table()));
  shown.hidden = isNone;
  csv.disabled = isNone;
  clear.disabled = isNone;
}

async function add(given) {
  const problems = [];
  for (const file of given) {
    try {
      if (files.length >= LIMITS.files)
        throw new Error(`"${file.name}" was not read: the table holds ${LIMITS.files} files.`);
      if (file.size > LIMITS.bytes)
        throw new Error(
          `"${file.name}" was not read: it has more than ${LIMITS.bytes / 1000} kB. Ask for a file that was saved with "Save my answers".`,
        );
      files.push(readAnswers(await file.text(), file.name));
    } catch (error) {
      problems.push(error.message);
    }
  }
  list.replaceChildren(...problems.slice(0, 20).map((problem) => make('li', {}, problem)));
  draw();
}

const input = make('input', {
  type: 'file',
  multiple: '',
  accept: '.json,application/json',
  id: 'class-files',
});
input.addEventListener('change', async () => {
  await add([...input.files]);
  input.value = '';
});
csv.addEventListener('click', () => save(csvOf(files), 'class-answers.csv', 'text/csv'));
clear.addEventListener('click', () => {
  files = [];
  list.replaceChildren();
  draw();
});
const drop = make(
  'div',
  { class: 'drop' },
  make('label', { for: 'class-files' }, 'Drop the files here, or choose them'),
  input,
);
drop.addEventListener('dragover', (event) => event.preventDefault());
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  void add([...event.dataTransfer.files]);
});
place.append(drop, status, list, shown, make('p', { class: 'buttons' }, csv, clear));
draw();
