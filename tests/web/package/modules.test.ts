// Every module that this machine can run, through the built package, against PyTorch's values.

import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../support/package.js';

/** Node 20 runs relaxed SIMD behind this flag; a Node that has it without knows no such flag. */
const hasFlag = process.allowedNodeEnvironmentFlags.has('--experimental-wasm-relaxed-simd');
const relaxedFlags =
  hasFlag || process.version.startsWith('v20.') ? ['--experimental-wasm-relaxed-simd'] : [];

const VARIANTS = [
  { module: 'simd', threads: 1, flags: [] },
  { module: 'simd-mt', threads: 2, flags: [] },
  { module: 'relaxed', threads: 1, flags: relaxedFlags },
  { module: 'relaxed-mt', threads: 2, flags: relaxedFlags },
];

interface Comparison {
  info: { module: string; threads: number; notes: string[] };
  pictures: Record<
    string,
    {
      layers: { name: string; sameShape: boolean; difference: number }[];
      fastOutputs: string[];
      fastDifference: number;
    }
  >;
}

interface Usage {
  info: { module: string };
  runHeaps: number[];
  cycleHeaps: number[];
  before: string[];
  after: string[];
}

describe.each(VARIANTS)('cnn-$module', ({ module, threads, flags }) => {
  const enough = availableParallelism() >= threads;

  test.runIf(enough)(
    'TinyVGG: every layer within 1e-4 of PyTorch, fast as inspect within 1e-6',
    async () => {
      const result: Comparison = await runProgram('compare-with-golden', [`${threads}`], flags);
      // Small as it is, it runs on one thread in the threaded modules, too.
      expect(result.info).toMatchObject({ module, threads: 1 });
      expect(Object.keys(result.pictures)).toHaveLength(3);
      for (const { layers, fastOutputs, fastDifference } of Object.values(result.pictures)) {
        expect(layers.length).toBeGreaterThanOrEqual(12);
        for (const layer of layers) {
          expect(layer.sameShape, layer.name).toBe(true);
          expect(layer.difference, layer.name).toBeLessThan(1e-4);
        }
        expect(fastOutputs).toEqual(['output']);
        expect(fastDifference).toBeLessThan(1e-6);
      }
    },
    180_000,
  );

  test.runIf(enough)(
    '200 runs and 20 sessions: the heap stays as after the first, and nothing is left open',
    async () => {
      const usage: Usage = await runProgram('use-and-release', [`${threads}`], flags);
      expect(usage.info.module).toBe(module);
      expect(usage.runHeaps).toHaveLength(200);
      // The first two runs plan: one with, one without kept values.
      expect(new Set(usage.runHeaps.slice(1)).size).toBe(1);
      expect(usage.cycleHeaps).toHaveLength(20);
      expect(new Set(usage.cycleHeaps).size).toBe(1);
      expect(usage.after).toEqual(usage.before);
    },
    180_000,
  );
});
