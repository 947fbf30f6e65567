// The picture of the course: one choice for all widgets and exercises of its pages, kept for the next page. A picture
// of the reader stays in this browser.

import { make } from './make.js';
import { shrunk } from './shrink.js';
import * as store from './store.js';

const FIRST = { kind: 'sample', name: 'church' };
const samples = new URL('../../models/samples/', import.meta.url);

let choice = kept();
const listeners = [];

function kept() {
  const found = store.read('picture');
  const isSample = found?.kind === 'sample' && /^[a-z-]+$/.test(found.name);
  const isOwn = found?.kind === 'own' && /^data:image\/jpeg;base64,/.test(found.url);
  return isSample || isOwn ? found : FIRST;
}

export const isUsual = () => choice.kind === 'sample' && choice.name === FIRST.name;

/** What answers are said to be about: a sample's name, or "own". */
export const pictureName = () => (choice.kind === 'sample' ? choice.name : 'own');

/** The file, as the engine takes it. sample: another one than the reader's. */
export async function pictureFile(sample) {
  const { kind, name, url } = sample ? { kind: 'sample', name: sample } : choice;
  const answer = await fetch(kind === 'sample' ? new URL(`${name}.webp`, samples) : url);
  if (!answer.ok) throw new Error(`The picture ${name} could not be fetched.`);
  return answer.blob();
}

/** Calls with every other picture. */
export const onPicture = (listener) => listeners.push(listener);

function widgets() {
  for (const widget of document.querySelectorAll('cnn-playground[data-follows]'))
    widget.setAttribute('image', choice.kind === 'sample' ? choice.name : choice.url);
}

/** Returns a sentence where the picture cannot be kept for the next page. */
export function choose(next) {
  choice = next;
  const isKept = store.write('picture', next);
  widgets();
  for (const listener of listeners) listener();
  return isKept
    ? ''
    : 'This browser does not let the page keep the picture: it holds for this page.';
}

/** The picture of a file that the reader gave. */
export async function chooseFile(file, name) {
  return choose({ kind: 'own', name, url: await shrunk(file, name) });
}

function options(titles) {
  const made = titles.map(([name, title]) => make('option', { value: name }, title));
  const own = make(
    'option',
    { value: ' own' },
    choice.kind === 'own' ? `Yours: ${choice.name}` : 'Yours',
  );
  own.hidden = choice.kind !== 'own';
  return { own, all: [...made, own] };
}

/** Fills the bar that the page holds for it. */
export function pictureBar(bar) {
  const { own, all } = options(JSON.parse(bar.dataset.samples));
  const select = make('select', { id: 'course-picture' }, ...all);
  const file = make('input', {
    type: 'file',
    accept: 'image/*',
    class: 'unseen',
    tabindex: '-1',
    'aria-label': 'A picture of yours',
  });
  const pick = make('button', { type: 'button' }, 'Take a picture of yours');
  const note = make('p', { role: 'status' });
  const say = (sentence) => {
    select.value = choice.kind === 'sample' ? choice.name : ' own';
    own.hidden = choice.kind !== 'own';
    if (choice.kind === 'own') own.textContent = `Yours: ${choice.name}`;
    const stay = choice.kind === 'own' ? ' Yours stays in this browser.' : '';
    const other = isUsual()
      ? ''
      : `Widgets and exercises show this picture; numbers in the text are of the church.${stay}`;
    note.textContent = sentence || other;
  };
  select.addEventListener('change', () => {
    if (select.value !== ' own') say(choose({ kind: 'sample', name: select.value }));
  });
  pick.addEventListener('click', () => file.click());
  file.addEventListener('change', async () => {
    const [given] = file.files;
    if (!given) return;
    say(await chooseFile(given, given.name).catch((error) => error.message));
    file.value = '';
  });
  bar.append(make('label', { for: 'course-picture' }, 'Picture'), select, pick, file, note);
  if (!isUsual()) widgets();
  say('');
}
