// Numbers in the text of the course: "{{ params(conv_1_2) }}" stands for what the engine says. They are computed by
// course/compute.mjs and kept in web/docs/course-values.json, and tests/web/docs/course-values.test.mjs computes them again.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escaped } from '../markdown.mjs';
import { root } from '../sources.mjs';
import { written } from '../static/course/formula.js';
import { formulasOf, readExercise } from './exercises.mjs';

export const VALUES_FILE = 'web/docs/course-values.json';
/** The picture of which the text speaks, until a mark names another one. */
export const PICTURE = 'church';

const MARK = /\{\{\s*(.+?)\s*\}\}/g;
const PARTS = /^(?:([\w-]+)(?:@([\w-]+))?:\s+)?(.*?)(?:\s*;\s*(%|\d))?$/;

/** Of what stands in a mark: { network, picture, formula, format }. */
export function markOf(text, network = 'tinyvgg', usual = PICTURE) {
  const [, named, picture = usual, formula, format = ''] = PARTS.exec(text);
  return { network: named ?? network, picture, formula, format };
}

const marksOf = (text, network, picture) =>
  [...text.matchAll(MARK)].map(([, mark]) => markOf(mark, network, picture));

export const keyOf = ({ network, picture, formula }) => `${network} ${picture}: ${formula}`;

const EXERCISE = /^```(exercise[^\n]*)\n(.*?)^```$/gms;

/** All exercises of a page's Markdown. */
export const exercisesIn = (text, page) =>
  [...text.matchAll(EXERCISE)].map(([, info, content]) => readExercise(info, content, page));

const textsOf = ({ title, ask, hint, right, wrongs, options }) =>
  [
    title,
    ask,
    hint,
    right,
    ...wrongs.map(({ why }) => why),
    ...options.flatMap(({ words, why }) => [words, why]),
  ].join(' ');

/** Everything a page needs to have computed: [{ network, picture, formula }]. */
export function wantedBy(text, page) {
  const wanted = marksOf(text.replaceAll(EXERCISE, ''));
  for (const exercise of exercisesIn(text, page)) {
    const { network, picture = PICTURE } = exercise;
    wanted.push(...marksOf(textsOf(exercise), network, picture));
    for (const formula of formulasOf(exercise)) wanted.push({ network, picture, formula });
  }
  return wanted;
}

let kept;
/** The value of a mark. @throws Error where it was not computed. */
export function keptValue(mark) {
  kept ??= existsSync(join(root, VALUES_FILE))
    ? JSON.parse(readFileSync(join(root, VALUES_FILE), 'utf8'))
    : {};
  const key = keyOf(mark);
  if (!(key in kept))
    throw new Error(
      `${VALUES_FILE} has no "${key}": run web/docs/site/course/compute.mjs after a build.`,
    );
  return kept[key];
}

/** Marks of a text as HTML. isLive: the browser computes them again for the reader's picture. */
export function withValues(text, { network, picture, isLive = false } = {}) {
  return text.replaceAll(MARK, (_, inner) => {
    const mark = markOf(inner, network, picture);
    const value = keptValue(mark);
    const live = isLive ? ` data-fact="${escaped(mark.formula)}" data-format="${mark.format}"` : '';
    return `<data value="${escaped(String(value))}"${live}>${written(value, mark.format)}</data>`;
  });
}

/**
 * The right answer to an exercise, for the picture of the page.
 * @throws Error where one of the wrong answers is right, or not one option alone.
 */
export function solutionOf(exercise, page) {
  const { network, picture = PICTURE, answer, unit, within, wrongs, options, id } = exercise;
  const value = (formula) => keptValue({ network, picture, formula });
  if (answer !== undefined) {
    const right = value(answer);
    for (const { is } of wrongs)
      if (Math.abs(value(is) - right) <= within)
        throw new Error(
          `The exercise "${id}" of ${page} calls ${is} wrong, which is the right answer.`,
        );
    return `${written(right, decimalsOf(within))}${unit ? ` ${unit}` : ''}.`;
  }
  const right = options.filter(({ when }) => value(when) === true);
  if (right.length !== 1)
    throw new Error(
      `Of the options of the exercise "${id}" of ${page}, ${right.length} are right, and not one.`,
    );
  return `${right[0].words.replace(/\.$/, '')}.`;
}

/** As many decimals as the answer is asked for. */
const decimalsOf = (within) =>
  within > 0 && within < 1 ? String(Math.ceil(-Math.log10(within))) : '';
