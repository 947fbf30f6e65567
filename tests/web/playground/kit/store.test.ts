// Gestures that are fetched later.

import { expect, test } from 'vitest';
import type { Feature } from '../../../../web/src/playground/kit/feature.js';
import type { Playground } from '../../../../web/src/playground/kit/playground.js';
import { createPlayground } from '../../../../web/src/playground/kit/store.js';

type Called = Record<string, (...args: unknown[]) => unknown>;

/** A feature whose gesture "write" is in its rest, and others may make it before it is there. */
function playgroundWithRest() {
  const written: unknown[] = [];
  const feature: Feature = {
    name: 'writing',
    rest: {
      isWanted: () => false,
      gestures: ['write'],
      load: () => Promise.reject(),
      giveUp() {},
    },
  };
  const playground = createPlayground([feature], {} as HTMLElement, () => ({}));
  const learn = (): void =>
    playground.learn({
      write: (_: Playground, ...args: unknown[]) => written.push(args),
      erase: () => written.splice(0),
    });
  const { actions, unask } = playground;
  return { written, learn, unask, actions: actions as unknown as Called };
}

test('what was taken back is not done when it comes', () => {
  const { written, learn, actions, unask } = playgroundWithRest();
  actions.write?.('a');
  unask(['erase']);
  actions.write?.('b');
  unask(['write']);
  actions.write?.('c');
  unask();
  actions.write?.('d');
  learn();
  expect(written).toEqual([['d']]);
});

test('what was asked of a gesture before it came is done when it comes, once and in order', () => {
  const { written, learn, actions } = playgroundWithRest();
  actions.write?.('a', 1);
  actions.write?.('b');
  expect(written).toEqual([]);
  learn();
  expect(written).toEqual([['a', 1], ['b']]);
  actions.write?.('c');
  learn();
  expect(written).toEqual([['a', 1], ['b'], ['c']]);
  actions.erase?.();
  expect(written).toEqual([]);
});
