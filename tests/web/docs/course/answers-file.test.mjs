import { expect, test } from 'vitest';
import {
  answersFile,
  csvOf,
  LIMITS,
  readAnswers,
  tableOf,
} from '../../../../web/docs/site/static/course/answers-file.js';

const TIME = '2026-03-04T10:20:30.000Z';
const answer = (more = {}) => ({
  page: 'size',
  exercise: 'output-size',
  prediction: '30',
  right: false,
  tries: 2,
  solved: true,
  picture: 'church',
  time: TIME,
  ...more,
});
const file = (more = {}) =>
  JSON.stringify({
    format: 'cnn-playground-answers',
    version: 1,
    name: 'Ada',
    saved: TIME,
    answers: [answer()],
    ...more,
  });

test('what was saved is read', () => {
  const text = answersFile(' Ada ', [answer()], new Date(TIME));
  expect(readAnswers(text, 'a.json')).toEqual({ name: 'Ada', saved: TIME, answers: [answer()] });
});

test('a file without a name is called as the file', () => {
  expect(readAnswers(file({ name: ' ' }), 'group 3.json').name).toBe('group 3');
});

test.each([
  ['{', 'it is no JSON'],
  ['null', 'it holds no answers of this course'],
  ['[1]', 'it holds no answers of this course'],
  [file({ format: 'other' }), 'it holds no answers of this course'],
  [file({ version: 2 }), 'its version is not 1. It comes from another release of these pages.'],
  [file({ name: 5 }), 'parts of it are missing'],
  [file({ saved: 'today' }), 'parts of it are missing'],
  [file({ answers: {} }), 'parts of it are missing'],
  [file({ answers: Array(301).fill(answer()) }), 'it has more than 300 answers'],
  [file({ name: 'x'.repeat(200_000) }), 'it has more than 200 kB'],
  [
    file({ answers: [answer({ exercise: 'a' }), answer(), answer({ right: true })] }),
    'its answer 3 is to an exercise that it has answered before',
  ],
  [file({ answers: [answer(), null] }), 'its answer 2 is not as the course writes it'],
  [file({ answers: [answer({ page: '../evil' })] }), 'its answer 1 is not as the course writes it'],
  [file({ answers: [answer({ exercise: 'javascript:x' })] }), 'its answer 1 is not'],
  [file({ answers: [answer({ right: 'yes' })] }), 'its answer 1 is not'],
  [file({ answers: [answer({ tries: 1e9 })] }), 'its answer 1 is not'],
  [file({ answers: [answer({ prediction: { toString: 1 } })] }), 'its answer 1 is not'],
])('hostile or damaged files are refused with a sentence: %#', (text, why) => {
  expect(() => readAnswers(text, 'a.json')).toThrow(`"a.json" was not read: ${why}`);
});

test('texts are cut, and lose signs that nobody sees', () => {
  const { name, answers } = readAnswers(
    file({ name: 'A\u202Eda\n', answers: [answer({ prediction: '9'.repeat(500) })] }),
    'a.json',
  );
  expect(name).toBe('A da');
  expect(answers[0].prediction).toHaveLength(LIMITS.text);
});

test('nothing but what is known comes out of a file', () => {
  const [read] = readAnswers(file({ answers: [{ ...answer(), extra: 1 }] }), 'a.json').answers;
  expect(read).toEqual(answer());
});

test('the table has the order of the course, and empty cells', () => {
  const one = { name: 'Ada', saved: TIME, answers: [answer({ right: true })] };
  const other = {
    name: 'Bo',
    saved: TIME,
    answers: [answer({ page: 'kernel', exercise: 'by-hand' })],
  };
  const { columns, rows } = tableOf([one, other], ['kernel/by-hand', 'size/output-size']);
  expect(columns).toEqual(['kernel/by-hand', 'size/output-size']);
  expect(
    rows.map(({ name, right, cells }) => [name, right, cells.map((cell) => cell?.exercise)]),
  ).toEqual([
    ['Ada', 1, [undefined, 'output-size']],
    ['Bo', 0, ['by-hand', undefined]],
  ]);
});

test('exercises that the course does not have get no column, and are counted', () => {
  const strange = [...Array(299).keys()].map((index) => answer({ exercise: `made-up-${index}` }));
  const given = { name: 'Ada', saved: TIME, answers: [...strange, answer({ right: true })] };
  const { columns, rows, others } = tableOf([given, given], ['kernel/by-hand', 'size/output-size']);
  expect(columns).toEqual(['size/output-size']);
  expect(rows.map(({ cells, right }) => [cells.length, right])).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(others).toBe(598);
});

test('a spreadsheet takes no text for a formula', () => {
  const answers = [
    answer({ prediction: '=HYPERLINK("http://x")' }),
    answer({ prediction: '-0.25' }),
  ];
  const lines = csvOf([{ name: '@SUM(A1)', saved: TIME, answers }]).split('\r\n');
  expect(lines[0]).toBe(
    '"name","page","exercise","first prediction","right at first","tries","solved","picture","time"',
  );
  expect(lines[1]).toBe(
    `"'@SUM(A1)","size","output-size","'=HYPERLINK(""http://x"")","false","2","true","church","${TIME}"`,
  );
  expect(lines[2]).toContain('"-0.25"');
});
