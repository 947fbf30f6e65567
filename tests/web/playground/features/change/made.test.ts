// The list of changes.

import { expect, test } from 'vitest';
import {
  factorOf,
  withMade,
  without,
} from '../../../../../web/src/playground/features/change/made.js';
import type { Made } from '../../../../../web/src/playground/features/change/state.js';

const scale = (channel: number, factor: number): Made => ({
  key: `scale conv ${channel}`,
  layer: 'conv',
  change: { kind: 'scale', value: 'conv', channel, factor, shape: [1, 4, 2, 2] },
});

const numbers = (...list: [number, number][]): Made => ({
  key: 'numbers w 0',
  layer: 'conv',
  change: { kind: 'numbers', weight: 'w', numbers: list },
});

const bend = (to: 'Tanh' | 'Relu' | 'Elu', was: string): Made => ({
  key: 'operator bend',
  layer: 'bend',
  was,
  change: { kind: 'activation', node: 'bend', to },
});

test('changes stand in the order in which they were made; of one thing the last one counts, in its first place', () => {
  const list = [scale(1, 0), scale(2, 0.5), scale(1, 2)].reduce<readonly Made[]>(withMade, []);
  expect(list).toEqual([scale(1, 2), scale(2, 0.5)]);
  expect(factorOf(list, 'conv', 1)).toBe(2);
  expect(factorOf(list, 'conv', 3)).toBe(1);
  expect(factorOf(list, 'other', 1)).toBe(1);
});

test('what is as in the file is no change', () => {
  expect(withMade([scale(1, 0)], scale(1, 1))).toEqual([]);
  expect(withMade([], scale(1, 1))).toEqual([]);
  // Once it is Tanh, the page sees Tanh: what it was in the file, the first change knows.
  const changed = withMade([bend('Tanh', 'Relu')], bend('Elu', 'Tanh'));
  expect(changed).toEqual([bend('Elu', 'Relu')]);
  expect(withMade(changed, bend('Relu', 'Elu'))).toEqual([]);
});

test('numbers of one kernel are one change, each with its last value', () => {
  const list = [numbers([3, 1]), numbers([5, 2]), numbers([3, 9])].reduce<readonly Made[]>(
    withMade,
    [],
  );
  expect(list.length).toBe(1);
  const change = list[0]?.change;
  const set = change?.kind === 'numbers' ? change.numbers : [];
  expect(new Map(set)).toEqual(
    new Map([
      [3, 9],
      [5, 2],
    ]),
  );
});

test('one is taken back, the others stay', () => {
  expect(without([scale(1, 0), scale(2, 0)], 'scale conv 1')).toEqual([scale(2, 0)]);
});
