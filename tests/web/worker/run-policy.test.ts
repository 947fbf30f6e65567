import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunPolicy, workOf } from '../../../web/src/worker/run-policy.js';

const WORK = 'fast 1,3,64,64';

interface Machine {
  one: number;
  all: number;
  /** How many times slower the first runs are. */
  cold?: number;
}

function time({ one, all, cold = 2 }: Machine, threads: number, isWarm: boolean): number {
  return (threads === 1 ? one : all) * (isWarm ? 1 : cold);
}

/** One run as the policy wants it; returns threads and milliseconds. */
function run(policy: RunPolicy, machine: Machine, isDry: boolean, now = 0) {
  const threads = policy.threadsFor(WORK);
  const ms = time(machine, threads, policy.isWarm);
  policy.finished({ workload: WORK, threads, ms }, isDry, now);
  return { threads, ms };
}

/** All dry runs it wants. */
function idle(policy: RunPolicy, machine: Machine, now = 0) {
  const runs: { threads: number; ms: number }[] = [];
  while (policy.wantsDryRun(WORK) && runs.length < 1000) runs.push(run(policy, machine, true, now));
  return runs;
}

const auto = (work: number, threads = 2) => new RunPolicy({ threads, isFixed: false, work });
const fixed = (work: number, threads = 2) => new RunPolicy({ threads, isFixed: true, work });

// MobileNetV2: 300 million multiply-accumulates, 14.1 ms on one thread, 7.8 on two.
const MOBILENET = 3e8;

test('an idle session warms up on one thread, measures, and then rests', () => {
  const policy = auto(MOBILENET);
  const runs = idle(policy, { one: 14.1, all: 7.8 });
  const [warm, measured] = [runs.slice(0, -10), runs.slice(-10)];
  expect(warm).toEqual(Array(13).fill({ threads: 1, ms: 28.2 })); // 13 x 28.2 > 350
  expect(measured.map(({ threads }) => threads)).toEqual([1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
  expect(policy.threadsFor(WORK)).toBe(2);
  expect(policy.wantsDryRun(WORK)).toBe(false);
});

test("the user's runs do the same where idle time is not used", () => {
  const policy = auto(MOBILENET);
  const used = Array.from({ length: 24 }, () => run(policy, { one: 14.1, all: 42 }, false).threads);
  expect(used).toEqual([...Array(13).fill(1), 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]);
});

test('a small network is warm after 15 runs', () => {
  const policy = auto(1e6);
  for (let count = 0; count < 15; count += 1) {
    expect(policy.isWarm).toBe(false);
    run(policy, { one: 0.5, all: 0.4 }, false);
  }
  expect(policy.isWarm).toBe(true);
});

test('a long run is enough to be warm', () => {
  const policy = auto(4e9);
  run(policy, { one: 200, all: 110 }, false);
  expect(policy.isWarm).toBe(true);
});

test('a large network is not run for nothing: its own runs measure it', () => {
  // VGG-16: 15.5 billion, about two seconds before it is warm.
  const policy = auto(1.55e10);
  const machine = { one: 700, all: 400 };
  expect(idle(policy, machine)).toEqual([]);
  const used = Array.from({ length: 5 }, () => run(policy, machine, false).threads);
  expect(used).toEqual([1, 1, 2, 2, 2]);
});

test('whatever the network: dry runs end, within a second and what one was guessed wrong', () => {
  const ms = fc.double({ min: 0.01, max: 5000, noNaN: true });
  fc.assert(
    fc.property(
      ms,
      ms,
      fc.double({ min: 0, max: 1e12, noNaN: true }),
      fc.boolean(),
      (one, all, work, isFixed) => {
        const policy = new RunPolicy({ threads: 2, isFixed, work });
        const runs = idle(policy, { one, all });
        const longest = Math.max(0, ...runs.map(({ ms }) => ms));
        expect(runs.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThanOrEqual(1000 + longest);
        expect(runs.length).toBeLessThanOrEqual(25);
      },
    ),
  );
});

test('threads that were asked for are used from the first run on, and not measured', () => {
  const policy = fixed(MOBILENET, 4);
  const runs = idle(policy, { one: 14, all: 42 });
  expect(runs).toEqual(Array(5).fill({ threads: 4, ms: 84 })); // until it is warm
  expect(run(policy, { one: 14, all: 42 }, false).threads).toBe(4);
  expect(policy.summary()).toEqual({ threads: 4 });
});

test('a small network runs on one, however many were asked for, and says so', () => {
  // TinyVGG: 5.6 million multiply-accumulates.
  const policy = fixed(7.1e6, 4);
  expect(policy.threadsFor(WORK)).toBe(1);
  expect(policy.summary()).toEqual({
    threads: 1,
    threadsNote: '1 of 4 threads: this network is too small for more.',
  });
  policy.work = MOBILENET;
  expect(policy.threadsFor(WORK)).toBe(4);
  expect(policy.summary()).toEqual({ threads: 4 });
  expect(fixed(7.1e6, 1).summary()).toEqual({ threads: 1 });
});

test('work is what is multiplied, and eight for each element of a result', () => {
  const conv = { macs: 1000, outputShapes: [[1, 2, 5, 5]] };
  const split = { macs: 0, outputShapes: [[3], [], [0, 7]] };
  expect(workOf([conv, split])).toBe(1000 + 8 * 50 + 8 * 4);
  expect(workOf([])).toBe(0);
});

test('one thread only needs to be warm', () => {
  const policy = auto(MOBILENET, 1);
  expect(idle(policy, { one: 14, all: 14 })).toHaveLength(13);
  expect(policy.summary()).toEqual({ threads: 1 });
});

test('it says which number is in use, and why', () => {
  const tell = (machine: Machine) => {
    const policy = auto(MOBILENET);
    idle(policy, machine);
    return policy.summary();
  };
  expect(auto(MOBILENET, 4).summary()).toEqual({
    threads: 1,
    threadsNote: '1 of 4 threads: it is not measured yet what they gain.',
  });
  expect(tell({ one: 14.0625, all: 7.8 })).toEqual({
    threads: 2,
    threadsNote: '2 threads: measured faster on this model (7.8 ms against 14.1 ms with 1).',
  });
  expect(tell({ one: 14.1, all: 15.8 })).toEqual({
    threads: 1,
    threadsNote: '1 of 2 threads: measured faster on this model (14.1 ms against 15.8 ms with 2).',
  });
  expect(tell({ one: 14.1, all: 14 }).threadsNote).toBe(
    '1 of 2 threads: more gain too little on this model (14.1 ms against 14 ms with 2).',
  );
});

test('where no two runs are alike, it says so', () => {
  const policy = auto(MOBILENET);
  for (let size = 0; size < 60; size += 1) {
    const workload = `fast 1,3,${size},9`;
    policy.finished({ workload, threads: policy.threadsFor(workload), ms: 30 }, false, 0);
  }
  expect(policy.summary()).toEqual({
    threads: 1,
    threadsNote: '1 of 2 threads: no two runs could be compared.',
  });
});

test('a slow run has the threads measured again, in idle time that starts anew', () => {
  const policy = auto(MOBILENET);
  idle(policy, { one: 14, all: 8 });
  run(policy, { one: 14, all: 8 }, false, 9000);
  expect(policy.wantsDryRun(WORK)).toBe(false);
  const busy = { one: 14, all: 42 };
  run(policy, busy, false, 10_000);
  expect(idle(policy, busy, 10_000).map(({ threads }) => threads)).toEqual([
    1, 2, 1, 2, 1, 2, 1, 2, 1, 2,
  ]);
  expect(policy.threadsFor(WORK)).toBe(1);
});
