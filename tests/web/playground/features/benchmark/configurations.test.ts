import { expect, test } from 'vitest';
import { configurations } from '../../../../../web/src/playground/features/benchmark/configurations.js';

const all = { simd: true, relaxedSimd: true, shared: true, isolated: true };
const names = (list: readonly { module: string; threads: number }[]) =>
  list.map(({ module, threads }) => `${module} ${threads}`);

test('modules without threads run on one, the others on 1 to N', () => {
  const { able, unable } = configurations(all, 2);
  expect(names(able)).toEqual([
    'simd 1',
    'relaxed 1',
    'simd-mt 1',
    'simd-mt 2',
    'relaxed-mt 1',
    'relaxed-mt 2',
  ]);
  expect(unable).toEqual([]);
});

test('a module that cannot run says why, and the others do', () => {
  const bare = configurations({ ...all, relaxedSimd: false, isolated: false }, 4);
  expect(names(bare.able)).toEqual(['simd 1']);
  expect(bare.unable).toEqual([
    { module: 'relaxed', lack: 'noRelaxedSimd' },
    { module: 'simd-mt', lack: 'notIsolated' },
    { module: 'relaxed-mt', lack: 'noRelaxedSimd' },
  ]);
  expect(configurations({ ...all, shared: false }, 4).unable).toEqual([
    { module: 'simd-mt', lack: 'noSharedMemory' },
    { module: 'relaxed-mt', lack: 'noSharedMemory' },
  ]);
  expect(configurations({ ...all, simd: false }, 4).able).toEqual([]);
});
