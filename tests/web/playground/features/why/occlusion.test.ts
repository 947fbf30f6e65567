import { describe, expect, test } from 'vitest';
import {
  type Occlusion,
  occlude,
  occlusionMap,
  occlusionPlan,
} from '../../../../../web/src/playground/features/why/occlusion.js';
import { greyOf, occluded } from '../../../../../web/src/playground/network/occluded.js';
import { tinyInfo, value } from '../../../support/app.js';

const { preprocess } = tinyInfo();

describe('boxes', () => {
  test('cover the input from edge to edge, a quarter wide, at most 12 a side', () => {
    const { boxes } = occlusionPlan([1, 3, 64, 64], 'NCHW');
    expect(boxes).toHaveLength(144);
    expect(boxes[0]).toEqual({ y: 0, x: 0, height: 16, width: 16 });
    expect(boxes.at(-1)).toEqual({ y: 48, x: 48, height: 16, width: 16 });
    const covered = new Set(
      boxes.flatMap(({ y, height }) => Array.from({ length: height }, (_, i) => y + i)),
    );
    expect(covered.size).toBe(64);
  });

  test('of a long input cover all of it', () => {
    const { boxes } = occlusionPlan([1, 3, 64, 512], 'NCHW');
    const columns = new Set(
      boxes.flatMap(({ x, width }) => Array.from({ length: width }, (_, i) => x + i)),
    );
    expect(columns.size).toBe(512);
  });

  test('of an input with the channels last, and of a tiny one', () => {
    expect(occlusionPlan([1, 20, 40, 3], 'NHWC')).toMatchObject({ height: 20, width: 40 });
    expect(occlusionPlan([1, 1, 3, 3], 'NCHW').boxes).toHaveLength(9);
  });
});

describe('the box in the input', () => {
  const spec = {
    ...preprocess,
    divisor: 255,
    mean: [0.5, 0.25, 0] as [number, number, number],
    std: [1, 2, 1] as [number, number, number],
  };
  const grey = 128 / 255;
  const box = { y: 0, x: 1, height: 1, width: 1 };

  test('is the middle grey of a picture, colour by colour', () => {
    expect(greyOf(spec)).toEqual([grey - 0.5, (grey - 0.25) / 2, grey]);
    const input = value([1, 3, 2, 2], () => 9);
    const now = occluded(input, box, spec);
    const changed = [...now.data].flatMap((x, i) => (x === 9 ? [] : [[i, x]]));
    expect(changed).toEqual([1, 5, 9].map((i, c) => [i, Math.fround(greyOf(spec)[c] as number)]));
    expect(input.data.every((x) => x === 9)).toBe(true);
  });

  test('with the channels last, and blue first', () => {
    const now = occluded(
      value([1, 2, 2, 3], () => 9),
      box,
      { ...spec, layout: 'NHWC', order: 'BGR' },
    );
    const changed = [...now.data].flatMap((x, i) => (x === 9 ? [] : [[i, x]]));
    expect(changed).toEqual(
      [3, 4, 5].map((i, c) => [i, Math.fround(greyOf(spec)[2 - c] as number)]),
    );
  });
});

/** A "network" whose first class is the mean of the input's top left quarter. */
const plan = occlusionPlan([1, 1, 8, 8], 'NCHW');
const input = value([1, 1, 8, 8], () => 1);
const blank = {
  ...preprocess,
  channels: 1 as const,
  mean: [128 / 255, 0, 0] as [number, number, number],
};
const score = async (box: (typeof plan.boxes)[number]) => {
  const { data } = occluded(input, box, blank);
  let sum = 0;
  for (let y = 0; y < 4; y++) for (let x = 0; x < 4; x++) sum += data[y * 8 + x] as number;
  return Float32Array.of(sum / 16, 1 - sum / 16);
};

test('the answer hangs on the part that makes it', async () => {
  const told: Occlusion[] = [];
  const base = Float32Array.of(1, 0);
  await occlude({ plan, base, score, isOver: () => false, report: (found) => told.push(found) });
  const last = told.at(-1) as Occlusion;
  expect(last.scores).toHaveLength(plan.boxes.length);
  expect(told.length).toBeGreaterThan(1);
  const { data } = occlusionMap(last, 0, undefined);
  // A box of 2 x 2 inside the quarter takes 4 of its 16 cells away.
  expect(data[1 * 8 + 1]).toBeCloseTo(0.25, 6);
  expect(data[7 * 8 + 7]).toBe(0);
  const against = occlusionMap(last, 0, 1);
  expect(against.data[9]).toBeCloseTo(0.5, 6);
});

test('a box whose scores are no numbers is left out', async () => {
  const told: Occlusion[] = [];
  const run = { plan, base: Float32Array.of(1, 0), isOver: () => false };
  await occlude({ ...run, score: async () => undefined, report: (found) => told.push(found) });
  const { data } = occlusionMap(told.at(-1) as Occlusion, 0, undefined);
  expect([...data].every((loss) => loss === 0)).toBe(true);
});

test('given up, it tells nothing more', async () => {
  let calls = 0;
  const told: Occlusion[] = [];
  await occlude({
    plan,
    base: Float32Array.of(1, 0),
    score: (box) => {
      calls++;
      return score(box);
    },
    isOver: () => calls >= 3,
    report: (found) => told.push(found),
  });
  expect(calls).toBe(3);
  expect(told).toEqual([]);
});
