// What a page of the course has besides a page of the documentation: the choice of its picture, its exercises, numbers of
// the engine in its text, and the scripts for them.

import { escaped, inline } from '../markdown.mjs';
import { readSource } from '../sources.mjs';
import { exerciseHtml, readExercise } from './exercises.mjs';
import { exercisesIn, PICTURE, solutionOf, withValues } from './values.mjs';

/** The list of chapters is a page like any other. */
export const isCourse = (name) => name.startsWith('course/') && name !== 'course/index';

const attribute = (value) => escaped(JSON.stringify(value));

/** Pictures to choose from: [name, title]. */
const samples = () =>
  JSON.parse(readSource('models/samples/samples.json')).map(({ file, title }) => [
    file.replace('.webp', ''),
    title,
  ]);

/** Widgets that name no picture show that of the course. */
const following = (html) =>
  html.replaceAll(
    /<cnn-playground(?![^>]* image=)/g,
    `<cnn-playground image="${PICTURE}" data-follows`,
  );

/** The rows of a page's exercises, for render(). */
function exerciseBlocks(page) {
  let count = 0;
  return {
    exercise(info, content) {
      const exercise = readExercise(info, content, page);
      const { network, picture } = exercise;
      const line = (text) => inline(withValues(text, { network, picture, isLive: true }));
      return exerciseHtml(exercise, ++count, line, solutionOf(exercise, page));
    },
  };
}

/** "page/exercise" of all exercises, in order. names: all pages. */
const allExercises = (names) =>
  names
    .filter(isCourse)
    .flatMap((name) =>
      exercisesIn(readSource(`web/docs/pages/${name}.md`), name).map(
        ({ id }) => `${name.replace('course/', '')}/${id}`,
      ),
    );

/** What takes the exercises' names, and which script fills it. */
const PARTS = [
  { mark: '<div class="class-answers">', script: 'course/class.js' },
  {
    mark: '<div class="picture-link">',
    script: 'course/link.js',
    // This page fetches pictures of teachers' sites, each after a question.
    needs: { connect: ' https: http:' },
  },
];

/** Before it is Markdown for all: numbers in place of marks. Exercises keep theirs. */
export const withNumbers = (text) =>
  text
    .split(/^(```exercise.*?^```$)/gms)
    .map((part) => (part.startsWith('```exercise') ? part : withValues(part)))
    .join('');

export const blocksOf = (name) => (isCourse(name) ? exerciseBlocks(name) : {});

/** { html, script, needs } of a page's HTML. */
export function asCourse(name, html, names) {
  if (!isCourse(name)) return { html };
  for (const { mark, script, needs } of PARTS)
    if (html.includes(mark)) {
      const given = `${mark.slice(0, -1)} data-exercises="${attribute(allExercises(names))}">`;
      return { html: html.replace(mark, given), script, needs };
    }
  const bar = `<div class="course-picture" data-samples="${attribute(samples())}"></div>`;
  const lead = html.indexOf('</p>') + '</p>'.length;
  const whole = `${html.slice(0, lead)}\n${bar}${html.slice(lead)}<section class="course-answers"></section>\n`;
  return { html: following(whole), script: 'course/course.js', needs: { policies: ' default' } };
}
