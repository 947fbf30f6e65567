import { describe, expect, test } from 'vitest';
import {
  channelOrder,
  deadChannels,
  galleryHit,
  galleryLayout,
  histogramOf,
  movePlace,
  pinnedFirst,
  tileAt,
} from '../../../../../web/src/playground/features/layer/gallery.js';
import { value } from '../../../support/app.js';

const layout = { channels: 4, height: 1, width: 2, flat: false };
// Channels: [0, 0], [-5, 1], [2, 2], [3, NaN].
const maps = value([1, 4, 1, 2], (i) => [0, 0, -5, 1, 2, 2, 3, Number.NaN][i] as number);
const order = (sort: 'index' | 'max' | 'mean' | 'zeros' | 'contribution', by?: number[]) =>
  channelOrder(maps, layout, { sort, contributions: by });

describe('order of channels', () => {
  test('by each measure, largest first, equal ones by index', () => {
    expect(order('index')).toEqual([0, 1, 2, 3]);
    expect(order('max')).toEqual([3, 2, 1, 0]);
    expect(order('mean')).toEqual([3, 2, 0, 1]);
    expect(order('zeros')).toEqual([0, 1, 2, 3]);
    expect(order('contribution', [0.5, -1, 2, 0.5])).toEqual([2, 0, 3, 1]);
    expect(order('contribution')).toEqual([0, 1, 2, 3]);
  });

  test('a channel without a finite value stands last', () => {
    const bad = value([1, 3, 1, 1], (i) => [Number.NaN, -1, 2][i] as number);
    const three = { ...layout, channels: 3, width: 1 };
    const sorted = channelOrder(bad, three, { sort: 'max', contributions: undefined });
    expect(sorted).toEqual([2, 1, 0]);
  });

  test('pinned ones first', () => {
    expect(pinnedFirst([3, 2, 1, 0], [1, 3])).toEqual([1, 3, 2, 0]);
    expect(pinnedFirst([0, 1], [7])).toEqual([0, 1]);
  });

  test('dead channels are 0 everywhere', () => {
    expect(deadChannels(maps, layout)).toEqual([0]);
  });
});

describe('where the maps are', () => {
  const wide = { channels: 5, height: 10, width: 20, flat: false };
  const gallery = galleryLayout(wide, 40, 100);

  test('as many in a row as fit, in the shape of the map', () => {
    expect(gallery).toMatchObject({ columns: 2, rows: 3, tileWidth: 40, tileHeight: 20 });
    expect(gallery).toMatchObject({ width: 84, height: 68 });
    expect(galleryLayout(wide, 40, 10).columns).toBe(1);
  });

  test('a point finds the cell it is on, and nothing in a gap or after the last map', () => {
    for (let place = 0; place < 5; place++) {
      const { x, y } = tileAt(gallery, place);
      expect(galleryHit(gallery, wide, { x, y })).toEqual({ place, y: 0, x: 0 });
      expect(galleryHit(gallery, wide, { x: x + 39.5, y: y + 19.5 })).toEqual({
        place,
        y: 9,
        x: 19,
      });
    }
    expect(galleryHit(gallery, wide, { x: 42, y: 3 })).toBeUndefined();
    expect(galleryHit(gallery, wide, { x: 45, y: 50 })).toBeUndefined();
    expect(galleryHit(gallery, wide, { x: -1, y: 0 })).toBeUndefined();
    expect(galleryHit(gallery, wide, { x: 95, y: 0 })).toBeUndefined();
  });

  test('keys move over the rows and stop at the ends', () => {
    const move = (place: number, key: string) => movePlace(gallery, 5, place, key);
    expect(move(0, 'ArrowRight')).toBe(1);
    expect(move(1, 'ArrowDown')).toBe(3);
    expect(move(3, 'ArrowDown')).toBe(3);
    expect(move(0, 'ArrowUp')).toBe(0);
    expect(move(2, 'End')).toBe(4);
    expect(move(4, 'Home')).toBe(0);
    expect(move(4, 'x')).toBeUndefined();
  });
});

describe('histogram', () => {
  test('equal steps from the smallest to the largest value, both counted', () => {
    const found = histogramOf(value([1, 5], (i) => [0, 0.1, 24, 47.9, 48][i] as number));
    expect(found?.low).toBe(0);
    expect(found?.high).toBe(48);
    const counts = [...(found?.counts ?? [])];
    expect(counts).toHaveLength(48);
    expect([counts[0], counts[24], counts[47]]).toEqual([2, 1, 2]);
  });

  test('what is not finite is left out; of nothing there is none', () => {
    const some = histogramOf(
      value([1, 4], (i) => [Number.NaN, 1, Number.POSITIVE_INFINITY, 2][i] ?? 0),
    );
    expect(some?.counts.reduce((a, b) => a + b, 0)).toBe(2);
    expect(some?.high).toBe(2);
    expect(histogramOf(value([1, 1], () => Number.NaN))).toBeUndefined();
  });

  test('of a part', () => {
    const found = histogramOf(
      value([1, 4], (i) => i),
      2,
      2,
    );
    expect([found?.low, found?.high]).toEqual([2, 3]);
  });
});
