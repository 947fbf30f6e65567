import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Playground } from '../../../../web/src/playground/kit/playground.js';
import { forgetTimes, stopTiming, timeAgain } from '../../../../web/src/playground/run/retime.js';
import { snapshot, tinyModel } from '../../support/app.js';
import { playgroundWithout } from '../../support/playground.js';

let playground: Playground;
let runs: number;
let isLent: boolean;
beforeEach(() => {
  vi.useFakeTimers();
  runs = 0;
  isLent = false;
  playground = playgroundWithout();
  const edit = async () => {
    runs += 1;
  };
  Object.assign(playground, { controller: { edit, isLent: () => isLent } });
  playground.set({ model: tinyModel() });
});
afterEach(() => void vi.useRealTimers());

function ran(id: number, warm: boolean, live = false): void {
  const made = snapshot({}, id);
  playground.set({ snapshot: { ...made, warm, picture: { ...made.picture, live } } });
  timeAgain(playground);
}

test('the first run is made again once nothing happens any more', () => {
  ran(1, false);
  vi.advanceTimersByTime(1000);
  ran(2, false);
  vi.advanceTimersByTime(1500);
  expect(runs).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(runs).toBe(1);
});

test('a warm run, and a frame of a camera, are not', () => {
  ran(1, true);
  vi.runAllTimers();
  ran(2, false, true);
  vi.runAllTimers();
  expect(runs).toBe(0);
});

test('a network that stays slow is tried three times, another one anew', () => {
  for (let id = 1; id < 9; id++) {
    ran(id, false);
    vi.runAllTimers();
  }
  expect(runs).toBe(3);
  forgetTimes(playground);
  ran(9, false);
  vi.runAllTimers();
  expect(runs).toBe(4);
});

test('while the network is lent it waits, and runs afterwards', () => {
  ran(1, false);
  isLent = true;
  vi.advanceTimersByTime(10_000);
  expect(runs).toBe(0);
  isLent = false;
  vi.advanceTimersByTime(2_000);
  expect(runs).toBe(1);
});

test('nothing runs after the end, or while another network is loaded', () => {
  ran(1, false);
  stopTiming(playground);
  vi.runAllTimers();
  ran(2, false);
  playground.set({ progress: { what: 'Loading', loaded: 0 } });
  vi.runAllTimers();
  expect(runs).toBe(0);
});
