import { expect, test } from 'vitest';
import { keptFloats } from '../../../../web/src/playground/network/network.js';
import { limitOf } from '../../../../web/src/playground/network/scale.js';
import { tinyModel } from '../../support/app.js';

const { columns } = tinyModel();
const [, conv, relu] = columns;
if (!conv || !relu) throw new Error('the test graph has changed');

test('what is no float32 is not shown, and the rest is', () => {
  const dims = [1, 10, 62, 62];
  const maps = new Float32Array(38_440).fill(-3);
  const values = keptFloats({
    conv_1_1: { type: 'float32', dims, data: maps },
    relu_1_1: { type: 'int64', dims, data: new BigInt64Array(38_440).fill(9n) },
    mask: { type: 'bool', dims: [1], data: Uint8Array.of(1) },
  });
  expect([...values]).toEqual([['conv_1_1', { dims, data: maps }]]);
  const run = { values, statistics: new Map() };
  expect(limitOf('layer', columns, run, conv, 0)).toBe(3);
  expect(limitOf('layer', columns, run, relu, 0)).toBe(0);
});
