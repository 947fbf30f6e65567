// Which parts are covered to put the answer to the test, and what is said of it.

import { expect, test } from 'vitest';
import { occlusionPlan } from '../../../../../../web/src/playground/features/why/occlusion.js';
import { deciding } from '../../../../../../web/src/playground/features/why/panel/bias.js';
import {
  changeOf,
  checkFrom,
  lowest,
  randomParts,
  strongestParts,
  verdictOf,
} from '../../../../../../web/src/playground/features/why/panel/cover-check.js';
import {
  answerLine,
  movedBy,
} from '../../../../../../web/src/playground/features/why/panel/why-answer.js';
import { words as german } from '../../../../../../web/src/playground/features/why/panel/words-de.js';
import {
  words as english,
  type WhyPanelWords,
} from '../../../../../../web/src/playground/features/why/panel/words-en.js';
import { snapshot, tinyModel } from '../../../../support/app.js';
import { initialState } from '../../../../support/playground.js';

/** Four boxes side by side on an input of 2 x 8. */
const PLAN = {
  height: 2,
  width: 8,
  boxes: [0, 2, 4, 6].map((x) => ({ y: 0, x, height: 2, width: 2 })),
};

test('the parts that add most come first, and a cell that is partly covered counts in part', () => {
  // Each of the 2 cells is as wide as two boxes: under a box lies half of one.
  const map = { height: 1, width: 2, data: [1, 3] };
  expect(strongestParts(map, PLAN)).toEqual([2, 3, 0, 1]);
  const fine = { height: 1, width: 8, data: [0, 0, 5, 5, 1, 1, -9, 20] };
  // Sums by hand: 0, 10, 2, 11.
  expect(strongestParts(fine, PLAN)).toEqual([3, 1, 2, 0]);
});

test('parts that overlap a stronger one are left out, and no more than four are tried', () => {
  const boxes = [0, 1, 2, 3, 4, 5, 6].map((x) => ({ y: 0, x, height: 2, width: 2 }));
  const map = { height: 1, width: 8, data: [0, 0, 9, 9, 0, 0, 1, 1] };
  // From x = 2: 18. Those at 1 and 3 overlap it. Then from 6: 2; then 0 and 4, which add nothing.
  expect(strongestParts(map, { ...PLAN, boxes })).toEqual([2, 6, 0, 4]);
  const plan = occlusionPlan([1, 3, 64, 64], 'NCHW', 1 / 8);
  expect(strongestParts(map, plan)).toHaveLength(4);
});

test('random parts are five different ones beside the strongest, and the same ones each time', () => {
  const plan = occlusionPlan([1, 3, 64, 64], 'NCHW', 1 / 3);
  const strongest = plan.boxes[40];
  const parts = randomParts(plan, 40);
  expect(new Set(parts).size).toBe(5);
  expect(randomParts(plan, 40)).toEqual(parts);
  for (const part of parts) {
    const box = plan.boxes[part];
    const apart = (along: 'x' | 'y', size: 'width' | 'height') =>
      Math.abs((box?.[along] ?? 0) - (strongest?.[along] ?? 0)) >= (box?.[size] ?? 0);
    expect(apart('x', 'width') || apart('y', 'height')).toBe(true);
  }
  expect(randomParts({ ...PLAN, boxes: PLAN.boxes.slice(0, 1) }, 0)).toEqual([]);
});

const scores = (...of: number[]) => Float32Array.from(of);

test('the lowest is the one that costs the class most, or its lead, of those that were measured', () => {
  const all = [scores(0.5, 0.5), undefined, scores(0.25, 0), scores(0.375, 0.625)];
  expect(lowest(all, 0, undefined)).toBe(2);
  expect(lowest(all, 0, 1)).toBe(3);
  expect(lowest([undefined], 0, undefined)).toBe(-1);
});

test('of a whole occlusion test the box that costs most is named, with the mean of random others', () => {
  const found = checkFrom(
    {
      plan: PLAN,
      base: scores(0.75, 0.25),
      scores: [scores(0.5, 0.5), scores(0.125, 0.875), scores(0.75, 0.25), scores(0.625, 0.375)],
    },
    0,
    undefined,
  );
  if (!found) throw new Error('nothing found');
  expect(found.box).toEqual(PLAN.boxes[1]);
  // The three others, in whatever order: (0.5 + 0.75 + 0.625) / 3.
  expect(changeOf(found, 0)).toEqual({ before: 0.75, after: 0.125, random: 0.625 });
});

test.each([
  [
    'decides',
    scores(0.9, 0.1),
    scores(0.3, 0.7),
    [scores(0.8, 0.2), scores(0.95, 0.05)],
    undefined,
  ],
  [
    'matters',
    scores(0.9, 0.1),
    scores(0.6, 0.4),
    [scores(0.8, 0.2), scores(0.95, 0.05)],
    undefined,
  ],
  ['noMore', scores(0.9, 0.1), scores(0.6, 0.4), [scores(0.9, 0.1), scores(0.5, 0.5)], undefined],
  ['little', scores(0.942, 0), scores(0.94, 0), [scores(0.964, 0), scores(0.95, 0)], undefined],
  // 3 points less for the one and 3 more for the other are 6 of the lead.
  ['little', scores(0.9, 0.1), scores(0.87, 0.13), [scores(0.9, 0.1)], undefined],
  ['matters', scores(0.9, 0.1), scores(0.87, 0.13), [scores(0.9, 0.1)], 1],
  ['raises', scores(0.5, 0.5), scores(0.7, 0.3), [scores(0.1, 0.9)], undefined],
  // The first class stays the first one in the lead that is asked about, but the answer is another one.
  ['slight', scores(0.48, 0.45, 0.07), scores(0.07, 0.04, 0.89), [scores(0.48, 0.45, 0.07)], 1],
  // The class loses 3 points, and with them its place: that is little of the class, not of the answer.
  ['slight', scores(0.4, 0.38), scores(0.37, 0.41), [scores(0.4, 0.38)], undefined],
  // Whether the answer stays says nothing of a class that never was it.
  ['slight', scores(0.11, 0.89), scores(0.07, 0.93), [scores(0.11, 0.89)], undefined],
  ['unlikely', scores(0.02, 0.9, 0.08), scores(0.01, 0.05, 0.94), [scores(0.02, 0.9)], undefined],
  ['unlikely', scores(0.04, 0.03), scores(0.03, 0.03), [scores(0.04, 0.03)], undefined],
  ['raises', scores(0.02, 0.9, 0.08), scores(0.6, 0.3, 0.1), [scores(0.02, 0.9)], undefined],
  // Of a class that never was the answer nothing is decided.
  ['matters', scores(0.4, 0.6), scores(0.2, 0.8), [scores(0.4, 0.6)], undefined],
] as const)('%s: what covering shows', (verdict, before, after, random, against) => {
  const box = { y: 0, x: 0, height: 1, width: 1 };
  const check = { box, tried: 4, before, after, random };
  expect(verdictOf(check, 0, against)).toBe(verdict);
  expect(verdictOf({ ...check, random: [] }, 0, against)).toBeUndefined();
});

test.each([english, german as WhyPanelWords])(
  'of a class that is not the answer no sentence speaks of the answer',
  (words) => {
    const of = { name: 'chain saw', other: undefined };
    for (const verdict of ['slight', 'unlikely', 'raises'] as const) {
      const say: (...asked: [typeof of, string]) => string = words.verdicts[verdict];
      const sentence = say(of, 'cassette player');
      expect(sentence).toContain('chain saw');
      expect(sentence).not.toMatch(/answer|Antwort|surer|sicher|cassette player/);
    }
  },
);

test('a loss is called a loss, and what is printed alike has not changed', () => {
  expect(movedBy('church', 0.99, 0.31)).toEqual({
    name: 'church',
    before: '99.0%',
    after: '31.0%',
    way: 'lowers',
  });
  expect(movedBy('church', 0.2, 0.4).way).toBe('raises');
  expect(movedBy('church', 0.50001, 0.50002).way).toBe('keeps');
});

test.each([
  [3.2, 3.8, 'bias'],
  [3.8, 3.2, 'picture'],
  [5, -2, 'againstBias'],
  [-2, 5, 'againstPicture'],
  [0, 1, 'bias'],
] as const)('cells %d and bias %d: %s', (cells, bias, expected) => {
  expect(deciding(cells, bias)).toBe(expected);
});

test('while the parts are covered the answer says so, and asks for it before', () => {
  const method = 'occlusion' as const;
  const idle = { ...initialState, model: tinyModel(), snapshot: snapshot() };
  const state = { ...idle, why: { ...idle.why, method } };
  expect(answerLine(state).values.join()).toMatch(/^Cover the parts of the picture,/);
  const now = answerLine({ ...state, occluding: true }).values.join();
  expect(now).toMatch(/^The parts of the picture are being covered,/);
});
