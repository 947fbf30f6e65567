import { expect, test } from 'vitest';
import type { Progress as Step } from '../../../../web/src/client/index.js';
import { loadingPhases } from '../../../../web/src/playground/run/loading-phases.js';
import type { Progress } from '../../../../web/src/playground/run/state.js';

const compile = (loaded: number): Step => ({ phase: 'compile', loaded, total: 1 });
const verify = (loaded: number): Step => ({ phase: 'verify', loaded, total: 1 });

function said(steps: readonly Step[], bytes?: number): Progress[] {
  const list: Progress[] = [];
  const step = loadingPhases('Net', bytes, (progress) => list.push(progress));
  for (const one of steps) step(one);
  return list;
}

const last = (...given: Parameters<typeof said>) => said(...given).at(-1);

test('a compressed download has the total that the catalogue knows', () => {
  expect(last([{ phase: 'download', loaded: 19 }], 83)).toEqual({
    what: 'Downloading Net',
    loaded: 19,
    total: 83,
  });
});

test("the server's total counts where it tells one, and none where the catalogue's is too small", () => {
  expect(last([{ phase: 'download', loaded: 19, total: 90 }], 83)?.total).toBe(90);
  expect(last([{ phase: 'download', loaded: 99 }], 83)).toEqual({
    what: 'Downloading Net',
    loaded: 99,
  });
});

test('the engine is not spoken of while the file comes', () => {
  const steps: Step[] = [compile(0), { phase: 'download', loaded: 1, total: 9 }, compile(1)];
  expect(said(steps).map(({ what }) => what)).toEqual(['Starting the engine', 'Downloading Net']);
});

test('checking is said while it is done; what is waited for then is the engine', () => {
  const steps: Step[] = [
    { phase: 'download', loaded: 1, total: 9 },
    verify(0),
    verify(1),
    compile(1),
    { phase: 'parse', loaded: 0.5, total: 1 },
  ];
  expect(said(steps).map(({ what }) => what)).toEqual([
    'Downloading Net',
    'Checking Net',
    'Starting the engine',
    'Loading Net',
    'Reading Net',
  ]);
});

test('a file that is at hand waits for the engine only', () => {
  const whole: Step = { phase: 'download', loaded: 9, total: 9 };
  expect(last([compile(0), whole])?.what).toBe('Starting the engine');
  expect(last([compile(1), whole])?.what).toBe('Downloading Net');
});

test('of reading, the share is known and no number of bytes', () => {
  expect(last([{ phase: 'parse', loaded: 0.25, total: 1 }])).toEqual({
    what: 'Reading Net',
    loaded: 0,
    share: 0.25,
  });
});
