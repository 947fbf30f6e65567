// An exercise of the course: a prediction, then what the engine says, and why.

import { answerOf, record } from './answers.js';
import { evaluate, written } from './formula.js';
import { judgeChoice, judgeNumber, numberOf } from './judge.js';
import { make } from './make.js';
import { isUsual, onPicture } from './picture.js';

const engine = () => import('./engine.js');

function numberField(id, unit) {
  const input = make('input', {
    id: `${id}-answer`,
    inputmode: 'text',
    autocomplete: 'off',
    size: '8',
    'aria-describedby': `${id}-title`,
  });
  const label = make('label', { for: input.id }, 'Your prediction');
  return {
    parts: [label, input, ...(unit ? [make('span', {}, unit)] : [])],
    controls: [input],
    read: () => numberOf(input.value, unit),
    said: () => ({ prediction: input.value.trim().slice(0, 40) }),
    say: ({ prediction }) => {
      input.value = prediction;
    },
    missing: 'Type a number, such as 31 or −0.25.',
  };
}

function choiceField(id, list) {
  const radios = [];
  const labels = [...list.children].map((item, index) => {
    const radio = make('input', { type: 'radio', name: `${id}-answer`, value: String(index) });
    radios.push(radio);
    return make('label', {}, radio, make('span', {}, ...item.childNodes));
  });
  const legend = make('legend', {}, 'Your prediction');
  list.replaceWith();
  const chosen = () => radios.findIndex(({ checked }) => checked);
  const textAt = (index) => labels[index]?.textContent ?? '';
  return {
    parts: [make('fieldset', {}, legend, ...labels)],
    controls: radios,
    read: () => (chosen() < 0 ? undefined : chosen()),
    // Another picture may put other numbers into the text of the same choice.
    said: () => ({ prediction: textAt(chosen()).trim().slice(0, 120), choice: chosen() }),
    say: ({ prediction, choice }) => {
      const index = Number.isInteger(choice)
        ? choice
        : labels.findIndex((label) => label.textContent.trim() === prediction);
      if (radios[index]) radios[index].checked = true;
    },
    textAt,
    missing: 'Choose one of the answers first.',
  };
}

/** Each number with what it is for the picture of the page. */
async function numbersOf(marks, facts) {
  const values = [];
  for (const { dataset } of marks) values.push(await evaluate(dataset.fact, facts));
  return values;
}

function fill(marks, values) {
  for (const [index, data] of marks.entries()) {
    data.value = String(values[index]);
    data.textContent = written(values[index], data.dataset.format);
  }
}

/** A text of the exercise, with the numbers that hold for the picture of the page. */
async function reason(section, part, facts) {
  const template = section.querySelector(`template[data-part="${part}"]`);
  if (!template) return [];
  const content = template.content.cloneNode(true);
  const marks = [...content.querySelectorAll('data[data-fact]')];
  fill(marks, await numbersOf(marks, facts));
  return [...content.childNodes];
}

const factsOf = async ({ network, picture }) => (await engine()).facts(network, picture);

/**
 * Numbers that the question gives are those of the chosen picture, or its right answer would be wrong. Returns what
 * fills them in anew. busy(isBusy) is told when that begins and ends, failed(error) where it cannot be done: the
 * numbers are then those of before.
 */
function askedNumbers(section, exercise, { busy, failed }) {
  const marks = [...section.querySelectorAll(':scope > .question [data-fact], form [data-fact]')];
  let shown = marks.map(({ textContent }) => textContent);
  let turn = 0;
  const show = (texts) => {
    for (const [index, data] of marks.entries()) data.textContent = texts[index];
  };
  async function refill(isOver) {
    try {
      const values = await numbersOf(marks, await factsOf(exercise));
      if (isOver()) return;
      fill(marks, values);
      shown = marks.map(({ textContent }) => textContent);
    } catch (error) {
      if (isOver()) return;
      show(shown);
      failed(error);
    }
    busy(false);
  }
  return async () => {
    if (exercise.picture || marks.length === 0) return;
    const now = ++turn;
    busy(true);
    show(marks.map(() => '…'));
    await refill(() => now !== turn);
  };
}

const decimals = (within) =>
  within > 0 && within < 1 ? String(Math.ceil(-Math.log10(within))) : '';

function answerText(exercise, field, answer) {
  if (exercise.answer === undefined)
    return answer < 0
      ? 'none of them, with this picture'
      : field.textAt(answer).trim().replace(/\.$/, '');
  return `${written(answer, decimals(exercise.within))}${exercise.unit ? ` ${exercise.unit}` : ''}`;
}

const paragraph = (...content) => make('p', {}, ...content);

const couldNot = (what, { message, hint = '' }) =>
  paragraph(`The engine could not ${what}: ${message} ${hint}`);

/** What stands below the form: the verdict with its reason, and a way to the answer. */
async function verdictOf(section, exercise, field, { isRight, answer, part }, facts) {
  const shown = answerText(exercise, field, answer);
  const right = await reason(section, 'right', facts);
  if (isRight) return [paragraph(make('strong', {}, `Right: ${shown}. `), ...right)];
  const hint = await reason(section, 'hint', facts);
  const why = part ? await reason(section, part, facts) : [];
  const words =
    why.length > 0
      ? why
      : hint.length > 0
        ? hint
        : ['Look at the widget again, and count once more.'];
  const show = make('button', { type: 'button' }, 'Show the answer');
  const line = paragraph(show);
  show.addEventListener('click', () => {
    const told = paragraph(make('strong', {}, `The answer: ${shown}. `), ...right);
    told.tabIndex = -1;
    line.replaceWith(told);
    told.focus();
  });
  return [paragraph(make('strong', {}, 'Not right. '), ...words), line];
}

function judge(exercise, predicted, facts) {
  const by = exercise.answer === undefined ? judgeChoice : judgeNumber;
  return by(exercise, predicted, facts);
}

/**
 * Judges a prediction, and keeps it as it was said. The field may hold another one by the time the engine answers.
 * isStale: something newer was asked meanwhile, so nothing is to be said.
 */
async function checked(section, page, exercise, field, { predicted, said }, isStale) {
  const facts = await factsOf(exercise);
  const judged = await judge(exercise, predicted, facts);
  const parts = await verdictOf(section, exercise, field, judged, facts);
  if (isStale()) return undefined;
  record(page, section.id, said, judged.isRight);
  section.dataset.verdict = judged.isRight ? 'right' : 'wrong';
  return parts;
}

/** What a reader answered at an earlier visit. */
function remembered(page, id, field) {
  const before = answerOf(page, id);
  if (!before) return [];
  field.say(before);
  const how = before.right ? 'right' : 'not right';
  return [
    paragraph(
      `Your first prediction was “${before.prediction}”: ${how}. Check it again to read why.`,
    ),
  ];
}

/** Makes a form of what stands in the page. */
export function enliven(section, page) {
  const { id } = section;
  const exercise = JSON.parse(section.dataset.exercise);
  const list = section.querySelector('ul.options');
  const field = list ? choiceField(id, list) : numberField(id, exercise.unit);
  const button = make('button', { type: 'submit' }, 'Check my prediction');
  const form = make('form', {}, ...field.parts, button);
  const verdict = make('div', { class: 'verdict', role: 'status' });
  section.querySelector('details').replaceWith(form, verdict);
  verdict.append(...remembered(page, id, field));

  let turn = 0;
  async function check() {
    const now = ++turn;
    const isStale = () => now !== turn;
    delete section.dataset.verdict;
    const given = { predicted: field.read(), said: field.said() };
    const isMissing = given.predicted === undefined;
    verdict.replaceChildren(paragraph(isMissing ? field.missing : 'The engine computes it…'));
    if (isMissing) return;
    const parts = await checked(section, page, exercise, field, given, isStale).catch((error) => [
      couldNot('check this', error),
    ]);
    if (!isStale()) verdict.replaceChildren(...parts);
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void check();
  });
  const refill = askedNumbers(section, exercise, {
    // Nothing is predicted before the question is whole.
    busy(isBusy) {
      for (const control of [...field.controls, button]) control.disabled = isBusy;
    },
    failed: (error) =>
      verdict.replaceChildren(
        couldNot('read the numbers of this picture', error),
        paragraph('The question has the numbers of the picture before.'),
      ),
  });
  // Another picture may have another answer.
  onPicture(() => {
    turn += 1;
    delete section.dataset.verdict;
    verdict.replaceChildren();
    void refill();
  });
  if (!isUsual()) void refill();
}
