import { describe, expect, test } from 'vitest';
import { KeptOnce } from '../../../../web/src/playground/run/kept-once.js';

const made = (dims: number[], ...numbers: number[]) => ({ dims, data: Float32Array.from(numbers) });

describe('values that are equal', () => {
  test('are one object, whoever reads them', () => {
    const kept = new KeptOnce();
    const first = kept.of(new Map([['conv', made([1, 3], 1, Number.NaN, -0)]]));
    const second = kept.of(new Map([['conv', made([1, 3], 1, Number.NaN, -0)]]));
    expect(second.get('conv')).toBe(first.get('conv'));
  });

  test.each([
    ['another number', 'conv', made([1, 2], 1, 3)],
    ['another sign of zero', 'conv', made([1, 2], 1, -0)],
    ['another shape', 'conv', made([2, 1], 1, 0)],
    ['another length', 'conv', made([1, 2], 1)],
    ['another name', 'relu', made([1, 2], 1, 0)],
  ])('are not what has %s', (_, name, other) => {
    const kept = new KeptOnce();
    const conv = made([1, 2], 1, 0);
    expect(kept.of(new Map([['conv', conv]])).get('conv')).toBe(conv);
    expect(kept.of(new Map([[name, other]])).get(name)).toBe(other);
    // The first one is still known beside it.
    expect(kept.of(new Map([['conv', made([1, 2], 1, 0)]])).get('conv')).toBe(conv);
  });
});
