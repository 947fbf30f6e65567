import { expect, test } from 'vitest';
import {
  type Contender,
  type Surroundings,
  takeTurns,
  warmUp,
} from '../../../../../web/src/playground/features/benchmark/turns.js';

/** A clock that runs let go on, and what has been run. */
function bench(random = () => 0) {
  let now = 0;
  let hidden = 0;
  const events: string[] = [];
  const around: Surroundings = {
    now: () => now,
    random,
    pause: async () => {
      now += 10;
      events.push('-');
    },
    timesHidden: () => hidden,
    visible: async () => {},
  };
  const contender = (name: string, takes: number): Contender => ({
    times: [],
    async run() {
      now += takes;
      events.push(name);
    },
  });
  return { around, events, contender, hide: () => hidden++, now: () => now };
}

test('a turn is a pause, a run that does not count, and five that do', async () => {
  const { around, events, contender } = bench();
  const a = contender('a', 3);
  await takeTurns([a], 7, around, async (runs) => void events.push(`said ${runs}`));
  expect(events.join(' ')).toBe('- a a a a a a said 5 - a a a said 7');
  expect(a.times).toEqual([3, 3, 3, 3, 3, 3, 3]);
});

test('all take their turn in every round, in an order that changes', async () => {
  const draws = [0.9, 0.9, 0, 0];
  const { around, events, contender } = bench(() => draws.shift() ?? 0);
  const [a, b] = [contender('a', 1), contender('b', 2)];
  await takeTurns([a, b], 10, around, async () => {});
  const turns = events.join('').split('-').filter(Boolean);
  expect(turns).toEqual(['bbbbbb', 'aaaaaa', 'aaaaaa', 'bbbbbb']);
  expect(a.times).toEqual(new Array(10).fill(1));
  expect(b.times).toEqual(new Array(10).fill(2));
});

test('a turn in which the page was hidden is made again', async () => {
  const { around, events, contender, hide } = bench();
  const a = contender('a', 1);
  const run = a.run;
  a.run = async () => {
    if (events.length === 3) hide();
    await run();
  };
  await takeTurns([a], 5, around, async () => {});
  expect(events.filter((event) => event === 'a')).toHaveLength(12);
  expect(a.times).toHaveLength(5);
});

test('an error of a run ends it', async () => {
  const { around, contender } = bench();
  const a = { ...contender('a', 1), run: () => Promise.reject(new Error('gone')) };
  await expect(takeTurns([a], 5, around, async () => {})).rejects.toThrow('gone');
});

test('warming up takes a second, or three runs where they are slow', async () => {
  const fast = bench();
  await warmUp(fast.contender('a', 100), fast.around);
  expect(fast.events).toHaveLength(10);
  const slow = bench();
  await warmUp(slow.contender('a', 4000), slow.around);
  expect(slow.events).toHaveLength(3);
});
