import { expect, test } from 'vitest';
import { Tensor } from '../../../web/src/client/tensor.js';
import {
  readUnfamiliar,
  type UnfamiliarRule,
  unfamiliarity,
} from '../../../web/src/client/unfamiliar.js';
import { describe as describeFake } from '../support/fake-engine.js';

const read = (unfamiliar: string) => readUnfamiliar(describeFake([1, 3, 2, 2], { unfamiliar }));
const logits = { score: 'logsumexp', value: 'mean', below: 2 };
const identity = (size: number) =>
  Array.from({ length: size }, (_, row) =>
    Array.from({ length: row + 1 }, (_, column) => Number(row === column)),
  );
const maps = {
  score: 'maps',
  value: 'positive',
  below: -9,
  centres: [[0, 0, 0, 1, 1, 1]],
  whiten: identity(6),
};
const row = (data: readonly number[]) => new Tensor('float32', data, [1, data.length]);

/** The rule that a file with this text has. */
function ruleOf(given: object): UnfamiliarRule {
  const { rule, notes } = read(JSON.stringify(given));
  expect(notes).toEqual([]);
  return rule as UnfamiliarRule;
}

test('a file without the key has no rule', () => {
  expect(readUnfamiliar(describeFake([1, 3, 2, 2], {}))).toEqual({ rule: undefined, notes: [] });
});

test('a rule is read, with the shares that were measured', () => {
  expect(ruleOf({ ...logits, flagged: 0.05, missed: 0.3, more: 'unknown' })).toEqual({
    ...logits,
    flagged: 0.05,
    missed: 0.3,
  });
  expect(ruleOf(maps)).toEqual(maps);
});

test.each([
  ['no JSON', 'energy', 'JSON'],
  ['nothing', '', ''],
  ['a number', '3', 'not a JSON object'],
  ['null', 'null', 'not a JSON object'],
  ['a list', '[1]', 'not a JSON object'],
  ['an unknown score', { ...logits, score: 'magic' }, '"score"'],
  ['no score', { value: 'mean', below: 1 }, '"score"'],
  ['a threshold that is text', { ...logits, below: '2' }, '"below"'],
  ['no threshold', { score: 'logsumexp', value: 'mean' }, '"below"'],
  ['an endless threshold', '{"score":"logsumexp","value":"mean","below":1e999}', '"below"'],
  ['a value that is not there', { ...logits, value: 'nowhere' }, '"value"'],
  ['a missing value', { score: 'logsumexp', below: 2 }, '"value"'],
  ['an empty name', { ...logits, value: '' }, '"value"'],
  ['a name of the prototype', { ...logits, value: '__proto__' }, '"value"'],
  ['a share that is none', { ...logits, missed: 7 }, '"missed"'],
  ['a share that is text', { ...logits, flagged: 'few' }, '"flagged"'],
  ['maps without numbers', { ...maps, centres: undefined }, '"centres"'],
  ['maps without a class', { ...maps, centres: [] }, '"centres"'],
  ['maps with text', { ...maps, whiten: ['a'] }, '"whiten"'],
  ['maps with null', { ...maps, whiten: [[null]] }, '"whiten"'],
  ['maps of other channels', { ...maps, centres: [[0, 1]], whiten: identity(2) }, 'channels'],
  ['a matrix that is no triangle', { ...maps, whiten: identity(6).reverse() }, 'fit'],
  ['a centre that is too short', { ...maps, centres: [[0, 1]] }, 'fit'],
  ['a very long text', `[${'0,'.repeat(1e6)}0]`, 'longer'],
  ['a very deep list', '['.repeat(2e5), ''],
])('%s: ignored, with a note', (_, written, why) => {
  const { rule, notes } = read(typeof written === 'string' ? written : JSON.stringify(written));
  expect(rule).toBeUndefined();
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(/^The file's "unfamiliar" is ignored: /);
  expect(notes[0]).toContain(why);
  expect(notes[0]?.length).toBeLessThan(300);
});

test('the largest logit, and the logarithm of the sum of all', () => {
  const of = (score: string, data: number[]) =>
    unfamiliarity(ruleOf({ ...logits, score }), row(data));
  expect(of('max_logit', [-1, 3, 2])).toEqual({ score: 3, below: 2, isUnfamiliar: false });
  expect(of('max_logit', [-1, 2, 2])?.isUnfamiliar).toBe(false);
  expect(of('max_logit', [-1, 1, 0])?.isUnfamiliar).toBe(true);
  const sum = of('logsumexp', [0, Math.log(2), Math.log(5)]);
  expect(sum?.score).toBeCloseTo(Math.log(8), 6);
  expect(of('logsumexp', [1000, 0])?.score).toBeCloseTo(1000, 6);
});

test('how far the channels are from the nearest centre', () => {
  // Two cells a channel: means 0, 1, 2 and deviations 1, 1, 2.
  const value = new Tensor('float32', [-1, 1, 0, 2, 0, 4], [1, 3, 1, 2]);
  const rule = ruleOf(maps);
  expect(unfamiliarity(rule, value)).toEqual({ score: -6, below: -9, isUnfamiliar: false });
  const near = ruleOf({ ...maps, centres: [...maps.centres, [0, 1, 2, 1, 1, 0]] });
  expect(unfamiliarity(near, value)?.score).toBe(-4);
  const wide = identity(6).map((numbers) => numbers.map((number) => 2 * number));
  const twice = unfamiliarity(ruleOf({ ...maps, whiten: wide }), value);
  expect(twice).toEqual({ score: -24, below: -9, isUnfamiliar: true });
  const slanted = identity(6);
  slanted[1] = [1, 1];
  // The mean of the first channel is 0, so the second is what it was.
  expect(unfamiliarity(ruleOf({ ...maps, whiten: slanted }), value)?.score).toBe(-6);
});

test.each([
  ['NaN', row([1, Number.NaN, 0])],
  ['infinity', row([1, Number.POSITIVE_INFINITY])],
  ['nothing', row([])],
  ['indices', new Tensor('int64', [7n], [1])],
])('%s in the value is no score', (_, value) => {
  expect(unfamiliarity(ruleOf(logits), value)).toBeUndefined();
  expect(unfamiliarity(ruleOf({ ...logits, score: 'max_logit' }), value)).toBeUndefined();
});

test.each([
  ['other channels', new Tensor('float32', [1, 2], [1, 2, 1, 1])],
  ['two pictures', new Tensor('float32', new Float32Array(6), [2, 3, 1, 1])],
  ['a plain list', row([1, 2, 3])],
  ['NaN', new Tensor('float32', [1, 2, Number.NaN], [1, 3, 1, 1])],
])('maps with %s are no score', (_, value) => {
  expect(unfamiliarity(ruleOf(maps), value)).toBeUndefined();
});
