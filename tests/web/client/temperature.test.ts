import { expect, test } from 'vitest';
import { scoresOf, softmax } from '../../../web/src/client/scores.js';
import { readTemperature } from '../../../web/src/client/temperature.js';
import { Tensor } from '../../../web/src/client/tensor.js';
import type { GraphDescription } from '../../../web/src/protocol/index.js';
import { describe as describeFake } from '../support/fake-engine.js';

/** One operator of that name makes the output. */
function graphOf(op: string, metadata: Record<string, string> = {}): GraphDescription {
  const graph = describeFake([1, 3, 2, 2], metadata);
  const nodes = graph.nodes.map((node, index) =>
    index === graph.nodes.length - 1 ? { ...node, op } : node,
  );
  return { ...graph, nodes };
}

test.each([
  ['0.4886', 0.4886],
  ['1', 1],
  ['2.5e-1', 0.25],
])('a temperature of %s is read', (written, temperature) => {
  const choice = readTemperature(graphOf('Softmax', { temperature: written }));
  expect(choice).toEqual({ temperature, notes: [] });
});

test('a file without one has none', () => {
  expect(readTemperature(graphOf('Softmax'))).toEqual({ temperature: undefined, notes: [] });
});

test.each([
  '0',
  '-1',
  'NaN',
  'Infinity',
  '-Infinity',
  '',
  ' ',
  '0x1',
  'warm',
  '"1"',
  '[1]',
  'null',
  '1e-9',
  '1e9',
  '1e400',
  '1,5',
  '1 2',
  '1'.repeat(1e6),
])('a temperature of %.20s is ignored, with a note', (written) => {
  const { temperature, notes } = readTemperature(graphOf('Softmax', { temperature: written }));
  expect(temperature).toBeUndefined();
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(/^The file's "temperature" is ignored: .{1,80}\.$/);
});

test('a network that ends in Sigmoid has no use for one', () => {
  const { temperature, notes } = readTemperature(graphOf('Sigmoid', { temperature: '0.5' }));
  expect(temperature).toBeUndefined();
  expect(notes[0]).toContain('no softmax');
});

test('logits, probabilities and their logarithms are calibrated to the same scores', () => {
  const logits = [1, 3, -2, 0.5];
  const raw = softmax(Float32Array.from(logits));
  const expected = [...softmax(Float32Array.from(logits.map((logit) => logit / 0.5)))];
  const scores = (op: string, data: readonly number[]) => [
    ...scoresOf(graphOf(op), 'mean', new Tensor('float32', data, [1, 4]), 0.5),
  ];
  const close = expected.map((score) => expect.closeTo(score, 6));
  expect(scores('Gemm', logits)).toEqual(close);
  expect(scores('Softmax', [...raw])).toEqual(close);
  expect(scores('LogSoftmax', [...raw].map(Math.log))).toEqual(close);
  expect(scores('Sigmoid', [0.5, 0.25, 0.75, 1])).toEqual([0.5, 0.25, 0.75, 1]);
});

test('a score of 0 stays 0, and a temperature of 1 changes no bit', () => {
  const data = Float32Array.of(0, 0.3, 0.7, 0);
  const tensor = new Tensor('float32', data, [1, 4]);
  const [none, , , last] = scoresOf(graphOf('Softmax'), 'mean', tensor, 2);
  expect([none, last]).toEqual([0, 0]);
  expect(scoresOf(graphOf('Softmax'), 'mean', tensor, 1)).toEqual(data);
});
