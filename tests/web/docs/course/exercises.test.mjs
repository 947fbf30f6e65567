import { expect, test } from 'vitest';
import { exerciseHtml, readExercise } from '../../../../web/docs/site/course/exercises.mjs';

const WHOLE = `title: Size
ask: How wide is it,
  in cells?
answer: conv(64, 5, 1, 2)
unit: cells
wrong: 31.5 | You forgot | to round down.
right: Count.
`;
const read = (content, info = 'exercise how-wide') => readExercise(info, content, 'course/size');

test('an exercise with a number', () => {
  expect(read(WHOLE)).toEqual({
    id: 'how-wide',
    title: 'Size',
    ask: 'How wide is it, in cells?',
    network: 'tinyvgg',
    picture: undefined,
    answer: 'conv(64, 5, 1, 2)',
    unit: 'cells',
    within: 0,
    hint: '',
    right: 'Count.',
    wrongs: [{ is: '31.5', why: 'You forgot | to round down.' }],
    options: [],
  });
});

const BEGIN = 'The exercise "how-wide" of course/size cannot be read: ';
test.each([
  [WHOLE.replace('unit:', 'units:'), 'its line "units: cells" begins with none of: title, ask,'],
  [WHOLE.replace(/ask:.*\n.*\n/, ''), 'it has no line "ask"'],
  [WHOLE.replace('right: Count.', ''), 'its line "" begins with none of'],
  [WHOLE.replace('right: Count.\n', ''), 'it has no line "right", the reason of the right answer'],
  [WHOLE.replace(/wrong:.*\n/, ''), 'it names no wrong answer'],
  [WHOLE.replace(/ \|.*/, ''), 'a line "wrong" is: formula | reason'],
  [WHOLE.replace('5, 1, 2)', '5, 1, 2'), 'The formula "conv(64, 5, 1, 2" lacks a ","'],
  [`${WHOLE}option: a | 1 > 0 | b\noption: c | 1 > 2 | d\n`, 'it has both an answer and options'],
  [
    WHOLE.replace(/answer:.*\n/, ''),
    'it needs a line "answer" with a formula, or two lines "option"',
  ],
  [`${WHOLE}within: near\n`, '"within" is no number'],
  [`${WHOLE}title: Again\n`, 'it has "title" twice'],
])('what is wrong is said with the place: %#', (content, sentence) => {
  expect(() => read(content)).toThrow(BEGIN + sentence);
});

test('a name has to fit into an address', () => {
  expect(() => read(WHOLE, 'exercise How wide?')).toThrow('its name after the word "exercise"');
});

test('without JavaScript the question and the answer are there; nothing closes an attribute', () => {
  const exercise = { ...read(WHOLE), answer: 'answer() == "<b>"' };
  const html = exerciseHtml(exercise, 2, (text) => `[${text}]`, '31 cells.');
  expect(html).toContain('<a href="#how-wide">Exercise 2</a> [Size]');
  expect(html).toContain('<p class="question">[How wide is it, in cells?]</p>');
  expect(html).toContain(
    '<summary>Show the answer</summary><p><strong>[31 cells.]</strong> [Count.]</p>',
  );
  expect(html).toContain('<template data-part="wrong-0">[You forgot | to round down.]</template>');
  const [, data] = /data-exercise="([^"]*)"/.exec(html);
  const plain = data
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  expect(JSON.parse(plain)).toEqual({
    network: 'tinyvgg',
    answer: 'answer() == "<b>"',
    within: 0,
    unit: 'cells',
    wrongs: ['31.5'],
    options: [],
  });
});
