import { expect, test } from 'vitest';
import { namesBehind } from '../../../../web/src/playground/features/weights/named-classes.js';
import { layoutOf } from '../../../../web/src/playground/features/weights/paint-kernels.js';
import {
  assumedFrom,
  guessText,
  namesText,
} from '../../../../web/src/playground/features/weights/panel.js';

test.each([
  ['64', 28, 64],
  [' 1e-5 ', 0.1, 1e-5],
  ['many', 28, 'many'],
  ['', 28, ''],
  ['0.5, 0.25;0', [0, 0, 0], [0.5, 0.25, 0]],
  ['0.5 x', [0], '0.5 x'],
  ['cat, dog', '', 'cat, dog'],
] as const)('"%s" in place of %j is %j', (text, before, value) => {
  expect(assumedFrom(text, before)).toEqual(value);
});

test('kernels stand in rows of sixteen, in squares of whole pixels', () => {
  const data = new Float32Array(20 * 9).fill(0.5);
  data[7] = -2;
  const { width, height, pictures } = layoutOf({ count: 20, height: 3, width: 3, data });
  // 12 pixels a value, 4 between kernels.
  expect([width, height]).toEqual([16 * 40 - 4, 2 * 40 - 4]);
  expect(pictures).toHaveLength(20);
  expect(pictures[17]).toMatchObject({ x: 40, y: 40, width: 36, height: 36, limit: 2 });
  expect(pictures[17]?.plane.offset).toBe(17 * 9);
});

test('names behind a file are an entry of its metadata', () => {
  const names = ['Kätzchen', ...Array.from({ length: 40 }, (_, index) => `class ${index}`)];
  const bytes = namesBehind(names);
  // Field 14 of 2 + 8 + 2 + ... bytes: tag 14 << 3 | 2, then a length of two bytes.
  const json = new TextEncoder().encode(JSON.stringify(names));
  const content = [...new TextEncoder().encode('\n\x06labels\x12')];
  expect(json.length).toBeGreaterThan(127);
  const long = (length: number) => [128 + (length % 128), Math.floor(length / 128)];
  const entry = [...content, ...long(json.length), ...json];
  expect([...bytes]).toEqual([14 * 8 + 2, ...long(entry.length), ...entry]);
});

test('guesses about the layers are told, not how pictures are prepared', () => {
  const size = { name: 'size', value: 32, why: '' };
  const activation = { name: 'activation', value: 'relu', choices: ['relu', 'tanh'], why: '' };
  const transform = { name: 'transformInput', value: true, why: '' };
  const text = guessText({ assumptions: [size, activation, transform] });
  expect(text).toContain('Activation relu, Normalises again yes.');
  expect(text).not.toContain('32');
  expect(guessText({ assumptions: [size] })).toBe('');
});

test('what the user gave is no guess', () => {
  const activation = { name: 'activation', value: 'tanh', why: '' };
  const padding = { name: 'padding', value: 1, why: '' };
  const text = guessText({ assumptions: [activation, padding], given: ['activation'] });
  expect(text).toContain('Padding 1.');
  expect(text).not.toContain('tanh');
  const given = ['activation', 'padding'];
  expect(guessText({ assumptions: [activation, padding], given })).toBe('');
});

test('names that nobody told are told to be guessed, the first of them by name', () => {
  const foods = ['pizza', 'steak', 'sushi'];
  expect(namesText({ labels: foods, areLabelsGuessed: true })).toContain(
    'are a guess: pizza, steak, sushi. ',
  );
  const many = ['tench', 'goldfish', 'great white shark', 'tiger shark', 'hammerhead'];
  expect(namesText({ labels: many, labelsOf: 'ImageNet' })).toContain(
    'tench, goldfish, great white shark and 2 more. ',
  );
});

test('names of a list of the user, and those that a file has, are no guess', () => {
  const labels = ['cat', 'dog', 'bird'];
  expect(namesText({ labels, areLabelsGuessed: true, labelsFrom: 'names.txt' })).toBe('');
  expect(namesText({ labels })).toBe('');
});
