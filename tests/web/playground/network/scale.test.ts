import { describe, expect, test } from 'vitest';
import { limitOf } from '../../../../web/src/playground/network/scale.js';
import { statisticsOf } from '../../../../web/src/playground/network/statistics.js';
import { snapshot, tinyModel, value } from '../../support/app.js';

const { columns } = tinyModel();
const [, conv, relu] = columns;
if (!conv || !relu) throw new Error('the test graph has changed');

// Channel c of conv holds values up to (c + 1) / 10, channel 9 also -3; relu holds up to 2.
const maps = value([1, 10, 62, 62], (i) => (i === 9 * 3844 ? -3 : (Math.floor(i / 3844) + 1) / 10));
const rectified = value([1, 10, 62, 62], (i) => (i === 0 ? 2 : 0));
const run = snapshot({ conv_1_1: maps, relu_1_1: rectified });

describe('limitOf', () => {
  test('a layer: the largest absolute value of the layer, the same for every channel', () => {
    expect(limitOf('layer', columns, run, conv, 0)).toBe(3);
    expect(limitOf('layer', columns, run, conv, 9)).toBe(3);
    expect(limitOf('layer', columns, run, relu, 0)).toBe(2);
  });

  test('a channel: its own', () => {
    expect(limitOf('channel', columns, run, conv, 0)).toBe(Math.fround(0.1));
    expect(limitOf('channel', columns, run, conv, 9)).toBe(3);
    expect(limitOf('channel', columns, run, relu, 1)).toBe(0);
  });

  test('the network: one for all', () => {
    expect(limitOf('network', columns, run, conv, 0)).toBe(3);
    expect(limitOf('network', columns, run, relu, 5)).toBe(3);
  });

  test('without a value there is no scale', () => {
    const missing = columns[3];
    expect(missing && limitOf('layer', columns, run, missing, 0)).toBe(0);
  });

  test('another run has other limits: nothing is remembered across snapshots', () => {
    const next = snapshot({ conv_1_1: value([1, 10, 62, 62], () => 7) }, 2);
    for (const mode of ['layer', 'channel', 'network'] as const) {
      expect(limitOf(mode, columns, next, conv, 0)).toBe(7);
    }
  });
});

describe('statisticsOf', () => {
  test('minimum, maximum, mean and zeros of a part', () => {
    const data = Float32Array.from([100, -1, 0, 4, 100]);
    expect(statisticsOf(data, 1, 3)).toEqual({
      min: -1,
      max: 4,
      mean: 1,
      zeros: 1,
      nonFinite: 0,
      elements: 3,
    });
  });

  test('counts what is not finite and leaves it out', () => {
    const found = statisticsOf(Float32Array.from([Number.NaN, 2, Number.POSITIVE_INFINITY]));
    expect(found).toMatchObject({ min: 2, max: 2, mean: 2, nonFinite: 2, elements: 3 });
    expect(statisticsOf(Float32Array.from([Number.NaN])).max).toBeNaN();
  });
});
