import { describe, expect, test } from 'vitest';
import {
  addPoint,
  type Edits,
  type Frame,
  fedBox,
  isEdited,
  mostZoom,
  moved,
  moveRegion,
  NO_EDITS,
  placeOccluder,
  regionOf,
  removeOccluder,
  resetRegion,
  type Stroke,
  scaleRegion,
  startStroke,
  undo,
  zoomOf,
} from '../../../../../web/src/playground/run/edits/edits.js';
import { tinyInfo } from '../../../support/app.js';

const { preprocess } = tinyInfo();
const frameOf = (width: number, height: number, resize = 64, crop = [64, 64]): Frame => ({
  picture: { width, height },
  preprocess: { ...preprocess, resize, crop: [crop[0] ?? 0, crop[1] ?? 0] },
});
const brush: Omit<Stroke, 'points'> = { tool: 'brush', colour: [1, 2, 3], radius: 0.1 };
const grey = [127, 127, 127] as const;

describe('strokes', () => {
  test('begin with a dot, grow point by point, and stay on the picture', () => {
    const begun = startStroke(NO_EDITS, brush, [0.2, -0.3]);
    expect(begun.strokes).toEqual([{ ...brush, points: [[0.2, 0]] }]);
    const grown = addPoint(addPoint(begun, [0.4, 0.5]), [1.7, 0.5]);
    expect(grown.strokes[0]?.points).toEqual([
      [0.2, 0],
      [0.4, 0.5],
      [1, 0.5],
    ]);
    expect(begun.strokes[0]?.points).toHaveLength(1);
    expect(NO_EDITS.strokes).toEqual([]);
  });

  test('the same place again, or no stroke to add to, changes nothing', () => {
    const begun = startStroke(NO_EDITS, brush, [0.2, 0.3]);
    expect(addPoint(begun, [0.2, 0.3])).toBe(begun);
    expect(addPoint(NO_EDITS, [0.2, 0.3])).toBe(NO_EDITS);
  });

  test('finished ones are kept as they are, and undone from the last on', () => {
    const one = startStroke(NO_EDITS, brush, [0.2, 0.3]);
    const two = addPoint(startStroke(one, { ...brush, tool: 'erase' }, [0.5, 0.5]), [0.6, 0.6]);
    expect(two.strokes[0]).toBe(one.strokes[0]);
    expect(undo(two).strokes).toEqual(one.strokes);
    expect(undo(undo(two)).strokes).toEqual([]);
    expect(undo(NO_EDITS)).toBe(NO_EDITS);
  });

  test('a way of shares of the shorter side is as long in both directions', () => {
    const [x, y] = moved([0.5, 0.5], [0.1, 0.1], { width: 400, height: 200 });
    expect([x * 400, y * 200]).toEqual([expect.closeTo(220, 9), expect.closeTo(120, 9)]);
    expect(moved([0.95, 0.5], [0.1, 0], { width: 100, height: 100 })).toEqual([1, 0.5]);
  });
});

test('the box stays on the picture, has a size, and can be taken away', () => {
  const placed = placeOccluder(NO_EDITS, { at: [1.5, 0.5], size: 7, colour: grey });
  expect(placed.occluder).toEqual({ at: [1, 0.5], size: 1, colour: grey });
  expect(removeOccluder(placed)).toEqual(NO_EDITS);
});

test('edited is what has a stroke, a box or a region', () => {
  expect(isEdited(NO_EDITS)).toBe(false);
  expect(isEdited(startStroke(NO_EDITS, brush, [0, 0]))).toBe(true);
  expect(isEdited(placeOccluder(NO_EDITS, { at: [0, 0], size: 1, colour: grey }))).toBe(true);
  const cut = scaleRegion(NO_EDITS, frameOf(100, 100), 2);
  expect(isEdited(cut)).toBe(true);
  expect(isEdited(resetRegion(cut))).toBe(false);
});

describe('the part that is fed', () => {
  const frame = frameOf(200, 100, 80);

  test('at first it is the crop: 64 of 80 pixels of the shorter side, in the middle', () => {
    expect(fedBox(NO_EDITS, frame)).toEqual({ x: 60, y: 10, width: 80, height: 80 });
    expect(regionOf(NO_EDITS, frame)).toEqual({ x: 0.3, y: 0.1, width: 0.4, height: 0.8 });
    expect(zoomOf(NO_EDITS, frame)).toBeCloseTo(80 / 64, 12);
  });

  test('a zoom of 2 feeds half of the shorter side around the same middle', () => {
    const box = fedBox(scaleRegion(NO_EDITS, frame, 2), frame);
    expect(box).toEqual({ x: 75, y: 25, width: 50, height: 50 });
  });

  test('it moves, and stops at the edges with its size', () => {
    const cut = scaleRegion(NO_EDITS, frame, 2);
    const right = moveRegion(cut, frame, [0.1, -0.05]);
    expect(fedBox(right, frame)).toEqual({
      x: expect.closeTo(95, 9),
      y: expect.closeTo(20, 9),
      width: 50,
      height: 50,
    });
    const corner = moveRegion(cut, frame, [3, 3]);
    expect(fedBox(corner, frame)).toEqual({ x: 150, y: 50, width: 50, height: 50 });
    const other = moveRegion(corner, frame, [-3, -3]);
    expect(fedBox(other, frame)).toEqual({ x: 0, y: 0, width: 50, height: 50 });
  });

  test('enlarged at an edge it is pushed inside', () => {
    const corner = moveRegion(scaleRegion(NO_EDITS, frame, 4), frame, [3, 3]);
    const box = fedBox(scaleRegion(corner, frame, 1), frame);
    expect(box).toEqual({ x: 100, y: 0, width: 100, height: 100 });
  });

  test('it has the aspect ratio of the input, in pixels', () => {
    // 32 rows of 96 columns: in 300 x 240 pixels at most 300 x 100.
    const wide = frameOf(300, 240, 0, [32, 96]);
    for (const zoom of [1, 1.7, 4]) {
      const { width, height } = fedBox(scaleRegion(NO_EDITS, wide, zoom), wide);
      expect(width).toBeCloseTo(300 / zoom, 9);
      expect(height).toBeCloseTo(100 / zoom, 9);
    }
  });

  test('it is never smaller than 8 pixels, nor more than 16 times enlarged', () => {
    expect(mostZoom(frameOf(400, 40))).toBe(5);
    expect(mostZoom(frameOf(4000, 3000))).toBe(16);
    expect(mostZoom(frameOf(6, 6))).toBe(1);
    const small = frameOf(400, 40);
    expect(fedBox(scaleRegion(NO_EDITS, small, 99), small).height).toBeCloseTo(8, 9);
    expect(fedBox(scaleRegion(NO_EDITS, small, 0.1), small).height).toBe(40);
  });

  test('a picture smaller than the crop: moving starts from a part of the right shape', () => {
    // 40 x 80 in a crop of 64 x 64 without resizing: 40 x 64 of it are seen.
    const narrow = frameOf(40, 80, 0);
    expect(fedBox(NO_EDITS, narrow)).toEqual({ x: 0, y: 8, width: 40, height: 64 });
    const box = fedBox(moveRegion(NO_EDITS, narrow, [0, 0.1]), narrow);
    expect(box).toEqual({ x: 0, y: expect.closeTo(28, 9), width: 40, height: 40 });
  });

  test('strokes stay while it changes', () => {
    const painted: Edits = startStroke(NO_EDITS, brush, [0.2, 0.2]);
    expect(scaleRegion(painted, frame, 3).strokes).toBe(painted.strokes);
    expect(moveRegion(painted, frame, [0.1, 0]).strokes).toBe(painted.strokes);
  });
});
