// Exercises of the course: how they are written in a page, and the HTML they become. Without JavaScript a reader sees
// the question and, folded, its answer; static/course/exercise.js makes a form of it.

import { escaped } from '../markdown.mjs';
import { parse } from '../static/course/formula.js';

/** Lines that an exercise may have. A list: any number of them. */
const LINES = {
  title: 'text',
  ask: 'text',
  network: 'text',
  picture: 'text',
  answer: 'text',
  unit: 'text',
  within: 'text',
  hint: 'text',
  right: 'text',
  wrong: 'list',
  option: 'list',
};

/** Parts of a line that stands between bars; the last one may have bars of its own. */
function split(text, count) {
  const parts = text.split(' | ');
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(' | ')].map((part) =>
    part.trim(),
  );
}

/** { key: text or texts } of lines "key: words"; a line that begins with blanks goes on with the one before it. */
function linesOf(content, fail) {
  const found = { wrong: [], option: [] };
  let last;
  for (const line of content.replace(/\n$/, '').split('\n')) {
    const [, key, words] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
    if (/^\s+\S/.test(line) && last) {
      last.add(line.trim());
      continue;
    }
    const kind = LINES[key];
    if (!kind) fail(`its line "${line}" begins with none of: ${Object.keys(LINES).join(', ')}`);
    if (kind === 'text' && key in found) fail(`it has "${key}" twice`);
    if (kind === 'list') {
      found[key].push(words);
      last = { add: (more) => found[key].push(`${found[key].pop()} ${more}`) };
    } else {
      found[key] = words;
      last = {
        add: (more) => {
          found[key] += ` ${more}`;
        },
      };
    }
  }
  return found;
}

function check(exercise, fail) {
  const { answer, options, wrongs, right, ask } = exercise;
  if (!ask) fail('it has no line "ask"');
  if (!right) fail('it has no line "right", the reason of the right answer');
  if (answer === undefined && options.length < 2)
    fail('it needs a line "answer" with a formula, or two lines "option" and more');
  if (answer !== undefined && options.length > 0) fail('it has both an answer and options');
  if (answer !== undefined && wrongs.length === 0)
    fail('it names no wrong answer: what does a reader get who forgets something?');
  if (Number.isNaN(exercise.within)) fail('"within" is no number');
  for (const { is, why } of wrongs) if (!is || !why) fail('a line "wrong" is: formula | reason');
  for (const { words, when, why } of options)
    if (!words || !when || !why) fail('a line "option" is: words | formula | reason');
  for (const formula of formulasOf(exercise)) parse(formula);
}

/** All that is computed to ask and judge it, but for what stands in its texts. */
export const formulasOf = ({ answer, wrongs, options }) => [
  ...(answer === undefined ? [] : [answer]),
  ...wrongs.map(({ is }) => is),
  ...options.map(({ when }) => when),
];

/**
 * Reads what stands in a block "```exercise ID".
 * @throws Error that names the page, the exercise and what is wrong.
 */
export function readExercise(info, content, page) {
  const [, id = ''] = info.trim().split(/\s+/);
  const fail = (what) => {
    throw new Error(`The exercise "${id}" of ${page} cannot be read: ${what}.`);
  };
  if (!/^[a-z][a-z0-9-]{2,39}$/.test(id))
    fail('its name after the word "exercise" has to be of small letters, digits and hyphens');
  const lines = linesOf(content, fail);
  const exercise = {
    id,
    title: lines.title ?? '',
    ask: lines.ask ?? '',
    network: lines.network ?? 'tinyvgg',
    // Of the reader's choice where none is named.
    picture: lines.picture,
    answer: lines.answer,
    unit: lines.unit ?? '',
    within: lines.within === undefined ? 0 : Number(lines.within),
    hint: lines.hint ?? '',
    right: lines.right ?? '',
    wrongs: lines.wrong.map((line) => split(line, 2)).map(([is, why]) => ({ is, why })),
    options: lines.option
      .map((line) => split(line, 3))
      .map(([words, when, why]) => ({ words, when, why })),
  };
  try {
    check(exercise, fail);
  } catch (error) {
    if (String(error).includes(`"${id}" of`)) throw error;
    fail(error.message.replace(/\.$/, ''));
  }
  return exercise;
}

/** What the script in the browser needs to judge an answer. */
const judged = ({ network, picture, answer, within, unit, wrongs, options }) => ({
  network,
  ...(picture ? { picture } : {}),
  ...(answer === undefined ? {} : { answer, within, unit }),
  wrongs: wrongs.map(({ is }) => is),
  options: options.map(({ when }) => when),
});

/**
 * inline(text): a line of Markdown with its values as HTML. solution: the right answer for the picture of the page, in
 * words.
 */
export function exerciseHtml(exercise, number, inline, solution) {
  const { id, title, ask, hint, right, wrongs, options } = exercise;
  const template = (part, text) => `<template data-part="${part}">${inline(text)}</template>`;
  const list = options.map(({ words }) => `<li>${inline(words)}</li>`).join('');
  return `<section class="exercise" id="${id}" aria-labelledby="${id}-title" data-exercise="${escaped(JSON.stringify(judged(exercise)))}">
<h3 id="${id}-title"><a href="#${id}">Exercise ${number}</a> ${inline(title)}</h3>
<p class="question">${inline(ask)}</p>
${list ? `<ul class="options">${list}</ul>\n` : ''}<details class="solution"><summary>Show the answer</summary><p><strong>${inline(solution)}</strong> ${inline(right)}</p></details>
${[
  template('right', right),
  ...(hint ? [template('hint', hint)] : []),
  ...wrongs.map(({ why }, index) => template(`wrong-${index}`, why)),
  ...options.map(({ why }, index) => template(`option-${index}`, why)),
].join('\n')}
</section>
`;
}
