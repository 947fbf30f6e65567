import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ThreadChoice } from '../../../web/src/worker/thread-choice.js';

const WORK = 'fast 1,3,64,64';
const SECOND = 1000;

/** Runs as long as it measures; what a run takes depends on its threads. Returns the threads of each. */
function measure(
  choice: ThreadChoice,
  time: (threads: number, run: number) => number,
  now = 0,
  workload = WORK,
): number[] {
  const used: number[] = [];
  while (choice.isMeasuring && used.length < 100) {
    const threads = choice.next(workload);
    used.push(threads);
    choice.finished({ workload, threads, ms: time(threads, used.length) }, now);
  }
  return used;
}

/** A choice between 1 and 2 that was made at 0, with these times. */
function settled(one: number, all: number): ThreadChoice {
  const choice = new ThreadChoice(2);
  measure(choice, (threads) => (threads === 1 ? one : all));
  return choice;
}

/** A run on the chosen number of threads. */
const run = (choice: ThreadChoice, ms: number, now: number, workload = WORK) =>
  choice.finished({ workload, threads: choice.next(workload), ms }, now);

test('one thread and all take turns, one first, and five of each are enough', () => {
  const used = measure(new ThreadChoice(4), (threads) => (threads === 1 ? 14 : 8));
  expect(used).toEqual([1, 4, 1, 4, 1, 4, 1, 4, 1, 4]);
});

test.each([
  // ms on one thread, on all, threads chosen
  [14, 7.8, 2],
  [14, 13.2, 2],
  [14, 13.4, 1], // less than 5 % faster
  [14, 14, 1],
  [0.8, 0.4, 1], // twice as fast, and nobody sees it
  [1.5, 0.9, 2],
  [14, 42, 1],
  [0, 0, 1], // too quick for the clock
])('%d ms on one thread and %d on two: %d', (one, all, threads) => {
  const choice = settled(one, all);
  expect(choice.verdict).toEqual({ threads, ms: { one, all } });
  expect(choice.next(WORK)).toBe(threads);
  expect(choice.next('inspect 1,3,64,64')).toBe(threads);
});

test('whatever the times: the least of each decide, and long runs are few', () => {
  const ms = fc.double({ min: 0.01, max: 5000, noNaN: true });
  const noise = fc.array(fc.double({ min: 1, max: 10, noNaN: true }), { minLength: 10 });
  fc.assert(
    fc.property(ms, ms, noise, fc.integer({ min: 2, max: 16 }), (one, all, factors, most) => {
      const choice = new ThreadChoice(most);
      const times = new Map<number, number[]>([
        [1, []],
        [most, []],
      ]);
      const used = measure(choice, (threads, index) => {
        const time = (threads === 1 ? one : all) * (factors[index % factors.length] ?? 1);
        times.get(threads)?.push(time);
        return time;
      });
      const least = (threads: number) => Math.min(...(times.get(threads) ?? []));
      expect(used.length).toBeLessThanOrEqual(10);
      expect(used.length).toBeLessThanOrEqual(Math.max(2, 2 * Math.ceil(400 / (one + all))));
      expect(choice.verdict).toEqual({
        threads: least(most) < 0.95 * least(1) && least(1) - least(most) >= 0.5 ? most : 1,
        ms: { one: least(1), all: least(most) },
      });
    }),
  );
});

test('a run that is held up once does not decide', () => {
  const choice = new ThreadChoice(2);
  measure(choice, (threads, index) => (index === 2 ? 90 : threads === 1 ? 14 : 8));
  expect(choice.verdict?.threads).toBe(2);
});

test('where there is one thread nothing is measured', () => {
  const choice = new ThreadChoice(1);
  for (const ms of [1, 100, 1]) run(choice, ms, 100 * SECOND);
  expect(choice.isMeasuring).toBe(false);
  expect(choice.verdict).toEqual({ threads: 1 });
});

test('runs of two workloads are not compared with each other', () => {
  const choice = new ThreadChoice(2);
  const slow = 'inspect 1,3,64,64';
  for (let turn = 0; choice.isMeasuring; turn += 1) {
    // The first of each pair of runs is slow work, whatever its threads.
    const workload = turn % 2 === 0 ? slow : WORK;
    const threads = choice.next(workload);
    const ms = (workload === slow ? 30 : 3) * (threads === 1 ? 2 : 1);
    choice.finished({ workload, threads, ms }, 0);
  }
  expect(choice.verdict).toEqual({ threads: 2, ms: { one: 60, all: 30 } });
});

test('where no two runs are alike it ends, on one thread', () => {
  const choice = new ThreadChoice(2);
  let runs = 0;
  for (; choice.isMeasuring; runs += 1) run(choice, 5, 0, `fast 1,3,${runs},64`);
  expect(runs).toBe(40);
  expect(choice.verdict).toEqual({ threads: 1 });
});

test('two threads become slow: after a run of twice the best, one is taken', () => {
  const choice = settled(14, 8);
  run(choice, 15.9, 10 * SECOND);
  expect(choice.isMeasuring).toBe(false);
  run(choice, 42, 20 * SECOND);
  expect(choice.isMeasuring).toBe(true);
  expect(choice.verdict?.threads).toBe(2); // until the new one is there
  expect(choice.next(WORK)).toBe(1);
  measure(choice, (threads) => (threads === 1 ? 14 : 42), 20 * SECOND);
  expect(choice.verdict).toEqual({ threads: 1, ms: { one: 14, all: 42 } });
});

test('it is measured again at most every five seconds', () => {
  const choice = settled(14, 8);
  run(choice, 42, 4.9 * SECOND);
  expect(choice.isMeasuring).toBe(false);
  run(choice, 42, 5 * SECOND);
  expect(choice.isMeasuring).toBe(true);
});

test('the best is that of all runs since the last round', () => {
  const choice = settled(14, 8);
  run(choice, 6, 10 * SECOND);
  run(choice, 13, 20 * SECOND); // more than twice 6, less than twice 8
  expect(choice.isMeasuring).toBe(true);
  measure(choice, (threads) => (threads === 1 ? 60 : 40), 20 * SECOND);
  run(choice, 70, 40 * SECOND); // what was possible before counts no more
  expect(choice.isMeasuring).toBe(false);
});

test('one thread never becomes slow by itself: two are tried again, less and less often', () => {
  const choice = settled(14, 42);
  const rounds: number[] = [];
  for (let now = 0; now <= 2400 * SECOND; now += SECOND) {
    run(choice, 14, now);
    if (!choice.isMeasuring) continue;
    rounds.push(now / SECOND);
    measure(choice, (threads) => (threads === 1 ? 14 : 42), now);
  }
  expect(rounds).toEqual([30, 90, 210, 450, 930, 1410, 1890, 2370]);
  run(choice, 14, 3000 * SECOND);
  measure(choice, (threads) => (threads === 1 ? 14 : 8), 3000 * SECOND);
  expect(choice.verdict?.threads).toBe(2);
  run(choice, 8, 9000 * SECOND);
  expect(choice.isMeasuring).toBe(false);
});

test('another plan takes over the choice, and has it measured where it is slow on it', () => {
  const inspect = 'inspect 1,3,64,64';
  const sound = settled(14, 8);
  run(sound, 12, 10 * SECOND, inspect);
  run(sound, 11, 20 * SECOND, inspect);
  expect(sound.isMeasuring).toBe(false);

  const slow = settled(14, 8);
  run(slow, 30, 10 * SECOND, inspect);
  expect(slow.isMeasuring).toBe(true);
  measure(slow, (threads) => (threads === 1 ? 20 : 30), 10 * SECOND, inspect);
  expect(slow.verdict?.threads).toBe(1);
});

test('a thousand input sizes after the choice: none is measured, and it still answers', () => {
  const choice = settled(14, 8);
  for (let size = 0; size < 1000; size += 1) run(choice, 8, 10 * SECOND, `fast 1,3,${size},9`);
  expect(choice.isMeasuring).toBe(false);
  run(choice, 17, 10 * SECOND, 'fast 1,3,999,9');
  expect(choice.isMeasuring).toBe(true);
});
