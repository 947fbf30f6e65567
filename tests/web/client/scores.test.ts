import { expect, test } from 'vitest';
import { scoreRule, scoresOf, softmax, topK } from '../../../web/src/client/scores.js';
import { Tensor } from '../../../web/src/client/tensor.js';
import type { GraphDescription, NodeDescription } from '../../../web/src/protocol/index.js';
import { thrownBy } from '../support/errors.js';
import { factsFor } from '../support/facts.js';
import { describe as describeFake } from '../support/fake-engine.js';

/** A chain of operators: x -> v0 -> v1 ... */
function chain(...ops: string[]): GraphDescription {
  const graph = describeFake([1, 3, 2, 2], {});
  const [first] = graph.nodes;
  const nodes = ops.map((op, index): NodeDescription => {
    const made = {
      ...(first as NodeDescription),
      name: `node${index}`,
      op,
      inputs: [index === 0 ? 'x' : `v${index - 1}`],
      outputs: [`v${index}`],
    };
    return { ...made, facts: factsFor(made) };
  });
  return { ...graph, nodes };
}

test.each([
  [['Gemm', 'Softmax'], 'nothing', 'Softmax "node1"'],
  [['Gemm', 'Softmax', 'Reshape', 'Identity'], 'nothing', 'Softmax "node1"'],
  [['Gemm'], 'softmax', 'Gemm "node0"'],
  [['Softmax', 'Gemm'], 'softmax', 'Gemm "node1"'],
  [['Gemm', 'LogSoftmax'], 'exp', 'LogSoftmax "node1"'],
  [['Gemm', 'Sigmoid'], 'nothing', 'Sigmoid "node1"'],
  [['Gemm', 'Flatten'], 'softmax', 'Gemm "node0"'],
  [['Flatten'], 'softmax', 'no operator'],
  [['Softmax', 'Mystery'], 'softmax', 'Mystery "node1"'],
])('%o: %s', (ops, apply, named) => {
  const rule = scoreRule(chain(...ops), `v${ops.length - 1}`);
  expect(rule.apply).toBe(apply);
  expect(rule.note).toContain(named);
});

test('a graph that runs in a circle ends all the same', () => {
  const graph = chain('Identity', 'Identity');
  const [first] = graph.nodes;
  if (first !== undefined) first.inputs = ['v1'];
  expect(scoreRule(graph, 'v1').apply).toBe('softmax');
});

test('softmax of known logits', () => {
  // ln 1, ln 2, ln 5: the exponentials are 1, 2 and 5 of 8.
  const scores = softmax(Float32Array.of(0, Math.log(2), Math.log(5)));
  expect([...scores].map((score) => Math.round(score * 1e6) / 1e6)).toEqual([0.125, 0.25, 0.625]);
});

test('softmax of huge logits does not overflow', () => {
  expect([...softmax(Float32Array.of(1e30, 1e30, -1e30))]).toEqual([0.5, 0.5, 0]);
});

test('an output that is probabilities stays, logits do not, logarithms are undone', () => {
  const output = new Tensor('float32', [0.25, 0.75], [1, 2]);
  expect([...scoresOf(chain('Gemm', 'Softmax'), 'v1', output)]).toEqual([0.25, 0.75]);
  const logits = new Tensor('float32', [5, 5], [1, 2, 1, 1]);
  expect([...scoresOf(chain('Gemm'), 'v0', logits)]).toEqual([0.5, 0.5]);
  const logs = new Tensor('float32', [0, Number.NEGATIVE_INFINITY], [2]);
  expect([...scoresOf(chain('LogSoftmax'), 'v0', logs)]).toEqual([1, 0]);
});

test.each([[[2, 3]], [[1, 2, 3]], [[1, 0]]])('an output of shape %o is not scores', (dims) => {
  const data = new Float32Array(dims.reduce((a, b) => a * b, 1));
  const error = thrownBy(() => scoresOf(chain('Gemm'), 'v0', new Tensor('float32', data, dims)));
  expect(error.code).toBe('invalid-shape');
});

test.each([
  ['Gemm', [1, Number.NaN, 2]],
  ['Gemm', [1, Number.POSITIVE_INFINITY, 2]],
  ['Softmax', [0.5, Number.NaN, 0.5]],
  ['LogSoftmax', [-1, 1000, -1]],
])('an output of %s with %o is no ranking, and says so', (op, data) => {
  const output = new Tensor('float32', data, [1, 3]);
  const error = thrownBy(() => scoresOf(chain(op), 'v0', output));
  expect(error.code).toBe('not-finite');
  expect(error.message).toMatch(/class [01] is (NaN|Infinity)/);
  expect(error.hint).toContain('statistics');
});

test('NaN comes last, whatever is around it', () => {
  const scores = Float32Array.of(Number.NaN, 0.1, Number.NEGATIVE_INFINITY, 0.7, Number.NaN, 0.2);
  expect(topK(scores, undefined, 6).map(({ index }) => index)).toEqual([3, 5, 1, 2, 0, 4]);
});

test('the best first, equal ones in order, never more than there are', () => {
  const scores = Float32Array.of(0.25, 0.5, 0.25);
  expect(topK(scores, ['a', 'b', 'c'], 2)).toEqual([
    { label: 'b', score: 0.5, index: 1 },
    { label: 'a', score: 0.25, index: 0 },
  ]);
  expect(topK(scores, undefined, 9).map(({ label }) => label)).toEqual([
    'class 1',
    'class 0',
    'class 2',
  ]);
});

test('an output of indices holds no scores', () => {
  const best = new Tensor('int64', [7n], [1]);
  const error = thrownBy(() => scoresOf(chain('Gemm', 'ArgMax'), 'v1', best));
  expect(error.code).toBe('unsupported');
  expect(error.message).toContain('int64');
});
