import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { clockStep } from '../../../../web/src/playground/kit/clock.js';
import type { Playground } from '../../../../web/src/playground/kit/playground.js';
import {
  isTimed,
  medianTimes,
  warmTimes,
  watchTimes,
} from '../../../../web/src/playground/run/retime.js';
import { snapshot, tinyModel } from '../../support/app.js';
import { playgroundWithout } from '../../support/playground.js';

/** Known before the clock stands still. */
beforeAll(() => void clockStep());

const made = (timings: number[], threads = 1, warm = true) => ({ timings, threads, warm });

test('each layer has its own median of the warm runs', () => {
  const runs = [
    made([9, 90], 1, false),
    made([1, 20]),
    made([3, 10]),
    made([2, 60]),
    made([4, 30]),
    made([8, 25]),
  ];
  expect(medianTimes(runs)).toMatchObject({ timings: [3, 25], threads: 1, warm: true, runs: 5 });
});

test('runs that the machine had other work beside tell the middle half of their sums', () => {
  // Sums 12, 24, 13 and 30: numpy.quantile gives 12.75, 18.5 and 25.5 for them.
  const runs = [made([2, 10]), made([4, 20]), made([3, 10]), made([5, 25])];
  expect(medianTimes(runs)).toEqual({
    timings: [3.5, 15],
    threads: 1,
    warm: true,
    runs: 4,
    beside: { low: 12.75, high: 25.5 },
  });
});

test('what is told of such runs holds the sum that is shown', () => {
  // Every run is slow in another layer: sums 22, 31, 40 and 13, the medians 1, 1, 1 and 10 of the layers add up to 13.
  const runs = [
    [10, 1, 1, 10],
    [1, 19, 1, 10],
    [1, 1, 28, 10],
    [1, 1, 1, 10],
  ].map((of) => made(of));
  // numpy.quantile gives 19.75 and 33.25 for the sums.
  expect(medianTimes(runs)).toMatchObject({
    timings: [1, 1, 1, 10],
    beside: { low: 13, high: 33.25 },
  });
});

test('runs with another number of threads do not count', () => {
  const runs = [made([9]), made([2], 2), made([8]), made([3], 2), made([9]), made([7], 2)];
  expect(medianTimes(runs)).toMatchObject({ timings: [3], threads: 2, warm: true, runs: 3 });
});

test('two runs have no median, and a network that is not warm has no times', () => {
  expect(medianTimes([made([5]), made([6])])).toEqual({ timings: [6], threads: 1, warm: true });
  expect(medianTimes([made([5]), made([6], 1, false)])).toBeUndefined();
});

test('a network that was opened just now is waited for until it is warm', async () => {
  let pauses = 0;
  const pause = async () => {
    pauses += 1;
  };
  const run = async () => made([5], 1, pauses > 1);
  const times = await warmTimes(() => false, run, pause);
  expect(times).toEqual({ timings: [5], threads: 1, warm: true, runs: 7 });
  expect(pauses).toBe(2);
});

test('it has no times where it stays cold, or nobody waits for them', async () => {
  const cold = async () => made([5], 1, false);
  expect(
    await warmTimes(
      () => false,
      cold,
      async () => {},
    ),
  ).toBeUndefined();
  const warm = async () => made([5]);
  expect(
    await warmTimes(
      () => true,
      warm,
      async () => {},
    ),
  ).toBeUndefined();
});

/** A page whose network takes that long for a run. */
let playground: Playground;
let runs: number;
let isLent: boolean;
let isOver: boolean;
let takes: number;
let isWarm: boolean;
beforeEach(() => {
  vi.useFakeTimers();
  [runs, takes, isLent, isOver, isWarm] = [0, 10, false, false, true];
  playground = playgroundWithout();
  const run = () => ({
    result: (async () => {
      runs += 1;
      await new Promise((then) => setTimeout(then, takes));
      return made([takes], 1, isWarm);
    })(),
  });
  const controller = {
    isLent: () => isLent,
    picture: () => ({}),
    lend: (work: (network: unknown, isOver: () => boolean) => Promise<unknown>) =>
      work({ run }, () => isOver),
    readWanted: async () => {},
  };
  Object.assign(playground, { controller });
  playground.set({ model: tinyModel() });
});
afterEach(() => void vi.useRealTimers());

function ran(id: number, { warm = false, live = false, timings = [takes] } = {}): void {
  const shown = snapshot({}, id);
  const picture = { ...shown.picture, live };
  playground.set({ snapshot: { ...shown, warm, timings, picture } });
  watchTimes(playground);
}

test('when nothing is drawn any more, the run is made again seven times', async () => {
  ran(1);
  await vi.advanceTimersByTimeAsync(1500);
  watchTimes(playground);
  await vi.advanceTimersByTimeAsync(1500);
  expect(runs).toBe(0);
  await vi.advanceTimersByTimeAsync(1000);
  expect(runs).toBe(7);
  expect(playground.state.snapshot).toMatchObject({ id: 1, timings: [10], warm: true, runs: 7 });
  watchTimes(playground);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(runs).toBe(7);
});

test('what nobody can see is not timed before somebody can', async () => {
  playground.set({ isAtRest: true });
  ran(1);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(runs).toBe(0);
  playground.set({ isAtRest: false });
  watchTimes(playground);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(runs).toBe(7);
});

test('all of it takes no longer than a second', async () => {
  takes = 190;
  ran(1);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(runs).toBe(5);
  expect(playground.state.snapshot?.runs).toBe(5);
});

test('a slow network runs once, and not at all where its first run was warm', async () => {
  takes = 700;
  ran(1);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(runs).toBe(1);
  expect(playground.state.snapshot).toMatchObject({ warm: true });
  expect(playground.state.snapshot).not.toHaveProperty('runs');
  ran(2, { warm: true });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(runs).toBe(1);
});

test('whatever is drawn meanwhile ends it, and it is made up for', async () => {
  takes = 100;
  ran(1);
  await vi.advanceTimersByTimeAsync(2150);
  expect(runs).toBe(2);
  watchTimes(playground);
  await vi.advanceTimersByTimeAsync(1900);
  expect(runs).toBe(2);
  expect(playground.state.snapshot?.runs).toBeUndefined();
  await vi.advanceTimersByTimeAsync(5000);
  expect(playground.state.snapshot?.runs).toBe(7);
});

test('a loan that is over ends it', async () => {
  ran(1);
  isOver = true;
  await vi.advanceTimersByTimeAsync(2005);
  expect(runs).toBe(1);
});

test('frames of a camera are not run again', async () => {
  ran(1, { live: true });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(runs).toBe(0);
});

test('a network that stays slow is tried three times, and anew with the next picture', async () => {
  isWarm = false;
  ran(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runs).toBe(3 * 7);
  ran(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runs).toBe(6 * 7);
});

test('while the network is lent it waits, and runs afterwards', async () => {
  ran(1);
  isLent = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(runs).toBe(0);
  isLent = false;
  await vi.advanceTimersByTimeAsync(3000);
  expect(runs).toBe(7);
});

test('times of a picture that is gone are dropped', async () => {
  ran(1);
  await vi.advanceTimersByTimeAsync(2005);
  playground.set({ snapshot: { ...snapshot({}, 2), timings: [5] } });
  await vi.advanceTimersByTimeAsync(1000);
  expect(playground.state.snapshot).toMatchObject({ id: 2, timings: [5] });
});

test('nothing runs while another network is loaded', async () => {
  ran(1);
  playground.set({ progress: { what: 'Loading', loaded: 0 } });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(runs).toBe(0);
});

test('the run on screen is timed once it has its median', async () => {
  ran(1);
  expect(isTimed(playground)).toBe(false);
  await vi.advanceTimersByTimeAsync(3000);
  expect(isTimed(playground)).toBe(true);
  ran(2);
  expect(isTimed(playground)).toBe(false);
  playground.set({ isAtRest: true });
  expect(isTimed(playground)).toBe(true);
});

test('a network that does not become warm is not waited for', async () => {
  isWarm = false;
  ran(1);
  await vi.advanceTimersByTimeAsync(3000);
  expect(isTimed(playground)).toBe(false);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(isTimed(playground)).toBe(true);
});
