// What a reader has answered, kept in this browser until it is saved or forgotten.

import { answersFile } from './answers-file.js';
import { make, save } from './make.js';
import { pictureName } from './picture.js';
import * as store from './store.js';

function all() {
  const found = store.read('answers');
  return Array.isArray(found) ? found : [];
}

export const answerOf = (page, exercise) =>
  all().find((given) => given?.page === page && given.exercise === exercise);

const listeners = [];

/** said: { prediction, choice }, the choice by its place among the answers. The first one counts; later ones are tries. */
export function record(page, exercise, said, isRight) {
  const answers = all();
  const before = answers.find((given) => given?.page === page && given.exercise === exercise);
  if (before) {
    before.tries += 1;
    before.solved ||= isRight;
  } else {
    const first = { ...said, right: isRight, tries: 1, solved: isRight };
    const time = new Date().toISOString();
    answers.push({ page, exercise, ...first, picture: pictureName(), time });
  }
  store.write('answers', answers);
  for (const listener of listeners) listener();
}

/** A place among the answers means something on its page alone. */
const withoutPlace = ({ choice: _, ...given }) => given;

/** The part at the end of a page: how many, save, forget. */
export function answersPart(place) {
  const name = make('input', { id: 'answers-name', autocomplete: 'name', maxlength: '80' });
  const keep = make('button', { type: 'button' }, 'Save my answers');
  const forget = make('button', { type: 'button' }, 'Forget them');
  const count = make('p', { role: 'status' });
  const say = () => {
    const answers = all();
    const right = answers.filter((given) => given?.right).length;
    const isNone = answers.length === 0;
    count.textContent = isNone
      ? 'You have not answered any exercise of the course yet.'
      : `${answers.length} answered in the course, ${right} right at first. They are in this browser alone.`;
    keep.disabled = isNone;
    forget.disabled = isNone;
  };
  keep.addEventListener('click', () => {
    save(
      answersFile(name.value, all().map(withoutPlace), new Date()),
      'course-answers.json',
      'application/json',
    );
  });
  forget.addEventListener('click', () => {
    store.forget('answers');
    say();
  });
  listeners.push(say);
  say();
  place.append(
    make('h2', { id: 'your-answers' }, 'Your answers'),
    count,
    make('p', {}, make('label', { for: 'answers-name' }, 'Name in the file, if you like'), name),
    make('p', { class: 'buttons' }, keep, forget),
  );
}
