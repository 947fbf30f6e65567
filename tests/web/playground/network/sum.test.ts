import { describe, expect, test } from 'vitest';
import { parametersOf, settingOf } from '../../../../web/src/playground/network/facts.js';
import type { KeptValue } from '../../../../web/src/playground/network/network.js';
import {
  hasSum,
  patchOf,
  placeOf,
  sumOf,
} from '../../../../web/src/playground/network/sum/index.js';
import type { NodeFacts } from '../../../../web/src/protocol/index.js';
import { value } from '../../support/app.js';
import { node } from '../../support/graphs.js';

interface Given {
  facts: NodeFacts;
  from: number[][];
  to: number[];
  attributes?: Record<string, number>;
  parameters?: string;
}

/** A layer of an operator that only its facts tell about; inputs x0, x1, ... hold 0, 1, 2, ... */
function made({ facts, from, to, attributes = {}, parameters = '' }: Given) {
  const inputs = from.map((_, index) => `x${index}`);
  const parts = { name: 'y', op: 'Frobnicate', inputs, inputShapes: from, attributes, parameters };
  const found = node({ ...parts, facts: [facts] }, 'x0', [from[0] ?? [], to]);
  const values = new Map<string, KeptValue>(
    from.map((dims, index) => [`x${index}`, value(dims, (i) => i)]),
  );
  return { node: found, sources: { values, weights: new Map<string, KeptValue>() } };
}

const x = { letter: 'x', input: 0 };

test('one number from one: the rule with its letters and settings', () => {
  const { node: layer, sources } = made({
    facts: { formula: 'if(x < 5, alpha * x, beta)', reads: [x] },
    from: [[2, 4]],
    to: [2, 4],
    attributes: { alpha: 3 },
    parameters: 'x | alpha=1: slope; beta=0.5: level',
  });
  expect(sumOf(layer, 2, sources)).toEqual({
    kind: 'formula',
    rule: 'alpha · x where x < 5, else beta',
    terms: [
      { label: 'x', amount: 2 },
      { label: 'alpha', amount: 3 },
      { label: 'beta', amount: 0.5 },
    ],
    value: 6,
  });
  expect(sumOf(layer, 7, sources)).toMatchObject({ value: 0.5 });
});

test('a window: its cells, those of the padding marked, and the winner', () => {
  const axes = [
    { from: 0 },
    { from: 1 },
    { from: 2, along: 0, start: -1 },
    { from: 3, along: 1, stride: 2 },
  ];
  const { node: layer, sources } = made({
    facts: { formula: 'max(x)', reads: [{ ...x, axes }], terms: [2, 2] },
    from: [[1, 1, 3, 4]],
    to: [1, 1, 3, 2],
  });
  // Row -1 is padding; row 0 has 0 1 2 3, of which the second window holds 2 and 3.
  expect(sumOf(layer, 1, sources)).toEqual({
    kind: 'window',
    height: 2,
    width: 2,
    cells: [undefined, undefined, 2, 3],
    winner: 3,
    divisor: undefined,
    value: 3,
  });
});

test('weights: a term for each input channel, its patch and kernel, and the bias', () => {
  const facts: NodeFacts = {
    formula: 'sum(x * weight) + bias',
    reads: [
      {
        ...x,
        axes: [{ from: 0 }, { along: 0 }, { from: 2, along: 1 }, { from: 3, along: 2, start: -1 }],
      },
      {
        letter: 'weight',
        input: 1,
        axes: [{ from: 1 }, { along: 0 }, { along: 1 }, { along: 2 }],
      },
      { letter: 'bias', input: 2, axes: [{ from: 1 }] },
    ],
    terms: [2, 1, 2],
  };
  const { node: layer, sources } = made({
    facts,
    from: [[1, 2, 1, 3], [2, 2, 1, 2], [2]],
    to: [1, 2, 1, 3],
  });
  // Channel 0 of x is 0 1 2, channel 1 is 3 4 5; weights of output 1 are 4 5 and 6 7; its bias is 1.
  const sum = sumOf(layer, 4, sources);
  expect(sum).toEqual({
    kind: 'convolution',
    terms: [
      { label: 'channel 0', channel: 0, amount: 0 * 4 + 1 * 5 },
      { label: 'channel 1', channel: 1, amount: 3 * 6 + 4 * 7 },
    ],
    bias: 1,
    value: 5 + 46 + 1,
  });
  const place = placeOf(layer, 3, sources);
  expect(patchOf(place, 1)).toEqual({
    height: 1,
    width: 2,
    values: [undefined, 3],
    weights: [6, 7],
  });
});

test('a number that is another one says which', () => {
  const { node: layer, sources } = made({
    facts: {
      formula: 'x',
      reads: [
        { ...x, axes: [{ from: 0 }] },
        { letter: 'x', input: 1, axes: [{ from: 0, start: -3 }] },
      ],
    },
    from: [[3], [4]],
    to: [7],
  });
  expect(sumOf(layer, 5, sources)).toEqual({ kind: 'moved', from: 'x1', index: 2, value: 2 });
});

test('several inputs are terms under their own names', () => {
  const reads = [0, 1, 2].map((input) => ({ letter: 'x', input }));
  const { node: layer, sources } = made({
    facts: { formula: 'sum(x)', reads },
    from: [[4], [4], [1]],
    to: [4],
  });
  expect(sumOf(layer, 3, sources)).toMatchObject({
    how: 'sum',
    terms: [
      { label: 'x0', amount: 3 },
      { label: 'x1', amount: 3 },
      { label: 'x2', amount: 0 },
    ],
    value: 6,
  });
});

test('weighed cells: what each counts for', () => {
  const axis = {
    from: 0,
    along: 0,
    table: [0, 1, 1, -1],
    shares: [2 ** 28, 3 * 2 ** 28, 2 ** 30, 0],
  };
  const { node: layer, sources } = made({
    facts: {
      formula: 'else(sum(share * x), 0)',
      reads: [{ ...x, axes: [axis] }],
      terms: [2],
    },
    from: [[2]],
    to: [2],
  });
  expect(sumOf(layer, 0, sources)).toMatchObject({ kind: 'terms', value: 0.75 });
  expect(sumOf(layer, 1, sources)).toMatchObject({ kind: 'terms', value: 1 });
});

describe('what is not there', () => {
  test('a number that is not read yet is waited for', () => {
    const { node: layer, sources } = made({
      facts: { formula: 'x', reads: [x] },
      from: [[2]],
      to: [2],
    });
    sources.values.clear();
    expect(sumOf(layer, 0, sources)).toBeUndefined();
  });

  test('a window that lies in the padding adds up to 0', () => {
    const axes = [{ from: 0, along: 0, start: -9 }];
    const { node: layer, sources } = made({
      facts: { formula: 'sum(x)', reads: [{ ...x, axes }], terms: [2] },
      from: [[2]],
      to: [2],
    });
    expect(sumOf(layer, 0, sources)).toMatchObject({ terms: [], value: 0 });
  });

  test('a sentence is shown with what it reads, and checks nothing', () => {
    const { node: layer, sources } = made({
      facts: { formula: 'x, or what was put there', reads: [x], unknown: 1 },
      from: [[2]],
      to: [2],
    });
    expect(sumOf(layer, 1, sources)).toEqual({
      kind: 'formula',
      rule: 'x, or what was put there',
      terms: [{ label: 'x', amount: 1 }],
      value: undefined,
    });
  });

  test('an operator that says nothing has no sum', () => {
    const silent = node({ name: 'y', op: 'Frobnicate', facts: [] }, 'x0', [[2], [2]]);
    expect(hasSum(silent)).toBe(false);
    expect(sumOf(silent, 0, { values: new Map(), weights: new Map() })).toEqual({
      kind: 'unknown',
    });
  });
});

test('parameters: inputs, and attributes with what they are without', () => {
  const parameters = 'x; bias: added to each | group=1: parts: of channels; mode: how';
  const layer = node({ name: 'y', op: 'Frobnicate', parameters }, 'x', [[1], [1]]);
  expect(parametersOf(layer)).toEqual({
    inputs: [
      { name: 'x', standard: '', meaning: '' },
      { name: 'bias', standard: '', meaning: 'added to each' },
    ],
    attributes: [
      { name: 'group', standard: '1', meaning: 'parts: of channels' },
      { name: 'mode', standard: '', meaning: 'how' },
    ],
  });
  expect(settingOf(layer, 'group')).toBe(1);
  expect(settingOf({ ...layer, attributes: { group: 4 } }, 'group')).toBe(4);
  expect(settingOf(layer, 'mode')).toBeUndefined();
});
