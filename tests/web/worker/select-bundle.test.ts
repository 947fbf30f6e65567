import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ModuleName } from '../../../web/src/protocol/index.js';
import { fallback, lackFor, selectBundle } from '../../../web/src/worker/select-bundle.js';

const all = { simd: true, relaxedSimd: true, isolated: true, threads: true, cores: 8 };

test.each([
  // features, wanted threads, module, threads
  [all, 'auto', 'relaxed-mt', 4],
  [{ ...all, relaxedSimd: false }, 'auto', 'simd-mt', 4],
  [{ ...all, threads: false }, 'auto', 'relaxed', 1],
  [{ ...all, threads: false, relaxedSimd: false }, 'auto', 'simd', 1],
  [{ ...all, cores: 4 }, 'auto', 'relaxed-mt', 2],
  [{ ...all, cores: 3 }, 'auto', 'relaxed-mt', 2],
  [{ ...all, cores: 2 }, 'auto', 'relaxed-mt', 2],
  [{ ...all, cores: 1 }, 'auto', 'relaxed', 1],
  [{ ...all, cores: 64 }, 'auto', 'relaxed-mt', 4],
  [{ ...all, cores: 64 }, 16, 'relaxed-mt', 16],
  [{ ...all, cores: 2 }, 2, 'relaxed-mt', 2],
  [{ ...all, cores: 2 }, 8, 'relaxed-mt', 2],
  [all, 1, 'relaxed', 1],
  [{ ...all, threads: false }, 4, 'relaxed', 1],
  [{ ...all, cores: 0 }, 'auto', 'relaxed', 1],
] as const)('%o with %s threads runs %s with %i', (features, wanted, name, threads) => {
  expect(selectBundle(features, wanted)).toMatchObject({ name, threads });
});

test('without SIMD there is no module', () => {
  expect(selectBundle({ ...all, simd: false })).toBeUndefined();
});

test('a request that cannot be met is said, one that is met is not', () => {
  expect(selectBundle({ ...all, isolated: false, threads: false }, 4)?.notes).toEqual([
    expect.stringContaining('not cross-origin isolated'),
  ]);
  expect(selectBundle({ ...all, threads: false }, 4)?.notes).toEqual([
    expect.stringContaining('no memory that threads can share'),
  ]);
  expect(selectBundle({ ...all, cores: 2 }, 8)?.notes).toEqual([
    expect.stringContaining('2 cores'),
  ]);
  expect(selectBundle(all, 2)?.notes).toEqual([]);
  expect(selectBundle({ ...all, threads: false }, 'auto')?.notes).toEqual([]);
});

test('threads, module name and what the machine can do agree for all features', () => {
  const features = fc.record({
    simd: fc.constant(true),
    isolated: fc.boolean(),
    relaxedSimd: fc.boolean(),
    threads: fc.boolean(),
    cores: fc.integer({ min: 0, max: 256 }),
  });
  const wanted = fc.oneof(fc.constant('auto' as const), fc.integer({ min: 1, max: 300 }));
  fc.assert(
    fc.property(features, wanted, (given, threads) => {
      const bundle = selectBundle(given, threads);
      if (bundle === undefined) return false;
      const threaded = bundle.name.endsWith('-mt');
      return (
        threaded === bundle.threads > 1 &&
        (!threaded || given.threads) &&
        bundle.name.startsWith('relaxed') === given.relaxedSimd &&
        bundle.threads <= Math.max(1, given.cores)
      );
    }),
  );
});

test('where a module does not start, threads are given up first, then relaxed SIMD', () => {
  const next = (name: ModuleName) => fallback({ name, threads: 3 }, false);
  expect(next('relaxed-mt')).toMatchObject({ name: 'relaxed', threads: 1 });
  expect(next('relaxed')).toMatchObject({ name: 'simd', threads: 3 });
  expect(next('simd-mt')).toMatchObject({ name: 'simd', threads: 1 });
  expect(next('simd')).toBeUndefined();
});

test('where a module cannot be compiled, relaxed SIMD is given up first, then threads', () => {
  const next = (name: ModuleName) => fallback({ name, threads: 3 }, true);
  expect(next('relaxed-mt')).toMatchObject({ name: 'simd-mt', threads: 3 });
  expect(next('relaxed')).toMatchObject({ name: 'simd', threads: 3 });
  expect(next('simd-mt')).toMatchObject({ name: 'simd', threads: 1 });
  expect(next('simd')).toBeUndefined();
});

test.each([
  ['simd', 4, 1],
  ['relaxed', 1, 1],
  ['simd-mt', 4, 4],
  ['simd-mt', 16, 8],
  ['relaxed-mt', 1, 1],
] as const)('%s with %i threads, as asked for, has %i', (module, wanted, threads) => {
  expect(selectBundle(all, wanted, module)).toEqual({ name: module, threads, notes: [] });
});

test('what a module lacks is said', () => {
  expect(lackFor({ ...all, relaxedSimd: false }, 'relaxed')).toContain('relaxed SIMD is missing');
  expect(lackFor({ ...all, threads: false, isolated: false }, 'simd-mt')).toContain('isolated');
  expect(lackFor({ ...all, threads: false }, 'relaxed-mt')).toContain('no memory');
  expect(lackFor({ ...all, threads: false, relaxedSimd: false }, 'simd')).toBeUndefined();
  expect(lackFor(all, 'relaxed-mt')).toBeUndefined();
});
