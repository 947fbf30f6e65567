import { describe, expect, it } from 'vitest';
import { operationsOf, peakModule } from './peak.mjs';

describe('peakModule', () => {
  // x = x / 2 + 1 / 2 from 0 is 1 - 2^-n after n steps; an iteration is 4 steps.
  it.each([
    [8, 1],
    [12, 2],
  ])(
    'does the arithmetic it counts: %i accumulators, %i iterations',
    (accumulators, iterations) => {
      const module = new WebAssembly.Module(peakModule(accumulators, false));
      const { run } = new WebAssembly.Instance(module).exports;
      expect(run(iterations)).toBeCloseTo(accumulators * (1 - 2 ** (-4 * iterations)), 5);
    },
  );

  it('counts a multiplication and an addition in each of 4 lanes', () => {
    expect(operationsOf(8, 100)).toBe(8 * 100 * 4 * 4 * 2);
  });
});
