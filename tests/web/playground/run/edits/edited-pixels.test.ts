import { describe, expect, test } from 'vitest';
import type { FeedSpec } from '../../../../../web/src/pixels/place.js';
import { type Rgba, resampleInto } from '../../../../../web/src/pixels/resample.js';
import { halvesOf } from '../../../../../web/src/playground/kit/halves.js';
import { createEditedPicture } from '../../../../../web/src/playground/run/edits/edited-pixels.js';
import type { Stroke } from '../../../../../web/src/playground/run/edits/painted-layer.js';
import { patterned, plain } from '../../../support/pixels.js';

const spec: FeedSpec = { resize: 0, crop: [8, 8], interpolation: 'bilinear', channels: 3 };
const red = [200, 10, 20] as const;
const brush = (points: Stroke['points'], radius = 0.125): Stroke => ({
  tool: 'brush',
  colour: red,
  radius,
  points,
});
const eraser = (points: Stroke['points'], radius = 0.125): Stroke => ({
  ...brush(points, radius),
  tool: 'erase',
});

/** The red channel as rows. */
function rows({ data, width, height }: Rgba): number[][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => data[4 * (y * width + x)] as number),
  );
}

const copy = (picture: Rgba) => [...picture.data];

describe('which pixels are fed', () => {
  const source = patterned(40, 30);

  test('none edited, a picture of the right size comes back as it is', () => {
    const same = patterned(8, 8);
    expect(copy(createEditedPicture([same])({ strokes: [] }, spec))).toEqual(copy(same));
  });

  test('the centre of the resized picture, margins as torchvision halves them', () => {
    // 40 x 30 becomes 13 x 10; of the margin 5 the half 2.5 goes to 2, of 2 it is 1.
    const out = createEditedPicture([source])({ strokes: [] }, { ...spec, resize: 10 });
    const wanted = plain(8, 8, [0, 0, 0]);
    const x = { from: 0, to: 40, size: 13, begin: 2, count: 8 };
    const y = { from: 0, to: 30, size: 10, begin: 1, count: 8 };
    resampleInto(wanted, [0, 0], source, { x, y }, 'bilinear', false);
    expect(copy(out)).toEqual(copy(wanted));
  });

  test('a margin of 7 is halved to 4, as Python rounds 3.5', () => {
    const out = createEditedPicture([patterned(15, 8)])({ strokes: [] }, spec);
    expect(rows(out)[0]).toEqual(rows(patterned(15, 8))[0]?.slice(4, 12));
  });

  test('a picture smaller than the crop stands in black', () => {
    const out = createEditedPicture([plain(3, 4, [9, 9, 9])])({ strokes: [] }, spec);
    const line = [0, 0, 9, 9, 9, 0, 0, 0];
    const none = [0, 0, 0, 0, 0, 0, 0, 0];
    expect(rows(out)).toEqual([none, none, line, line, line, line, none, none]);
    expect(out.data.filter((_, i) => i % 4 === 3)).toEqual(new Uint8ClampedArray(64).fill(255));
  });

  test('a region of whole pixels at their own size is the plain cut', () => {
    const region = { x: 5 / 40, y: 12 / 30, width: 8 / 40, height: 8 / 30 };
    const out = createEditedPicture([source])({ strokes: [], region }, spec);
    const cut = rows(source)
      .slice(12, 20)
      .map((row) => row.slice(5, 13));
    expect(rows(out)).toEqual(cut);
  });

  test('a region is resampled to the network, whatever resize says', () => {
    const region = { x: 0.25, y: 0.2, width: 0.5, height: 2 / 3 };
    const out = createEditedPicture([source])({ strokes: [], region }, { ...spec, resize: 10 });
    const wanted = plain(8, 8, [0, 0, 0]);
    const x = { from: 10, to: 30, size: 8, begin: 0, count: 8 };
    const y = { from: 6, to: 26, size: 8, begin: 0, count: 8 };
    resampleInto(wanted, [0, 0], source, { x, y }, 'bilinear', false);
    expect(copy(out)).toEqual(copy(wanted));
  });

  test('grey where the network takes grey: 0.299 R + 0.587 G + 0.114 B', () => {
    const grey = createEditedPicture([plain(8, 8, [200, 100, 50])])(
      { strokes: [] },
      { ...spec, channels: 1 },
    );
    expect([...grey.data.slice(0, 4)]).toEqual([124, 124, 124, 255]);
  });
});

describe('painting', () => {
  const white = plain(8, 8, [255, 255, 255]);

  test('a dot of radius 1 on a corner of four pixels: by how far their middles are away', () => {
    const out = createEditedPicture([white])({ strokes: [brush([[0.5, 0.5]])] }, spec);
    // Middles of the four: sqrt(0.5) = 0.707 away, covered by 1.5 - 0.707 = 0.793, in steps of 255
    // 202: 255 + (200 - 255) * 202 / 255 = 211.4. Those beside: sqrt(2.5) = 1.58 away, not at all.
    expect(rows(out)[3]).toEqual([255, 255, 255, 211, 211, 255, 255, 255]);
    expect(rows(out)[4]).toEqual([255, 255, 255, 211, 211, 255, 255, 255]);
    expect(rows(out)[2]).toEqual([255, 255, 255, 255, 255, 255, 255, 255]);
    expect([...out.data.slice(4 * 27, 4 * 27 + 4)]).toEqual([211, 61, 69, 255]);
  });

  test('a line is as wide as the brush: whole where the middle is inside, half on the edge', () => {
    // Along y = 4.5 with radius 1: row 4 is whole, rows 3 and 5 (1 away) are half: 128 of 255.
    const line = brush([
      [0, 4.5 / 8],
      [1, 4.5 / 8],
    ]);
    const column = rows(createEditedPicture([white])({ strokes: [line] }, spec)).map(
      (row) => row[3],
    );
    expect(column).toEqual([255, 255, 255, 227, 200, 227, 255, 255]);
  });

  test('a line has the same edge however many points it has', () => {
    const ends = brush([
      [0.1, 0.3],
      [0.9, 0.3],
    ]);
    const many = brush(Array.from({ length: 81 }, (_, i) => [0.1 + i / 100, 0.3] as const));
    const few = copy(createEditedPicture([white])({ strokes: [ends] }, spec));
    const dense = copy(createEditedPicture([white])({ strokes: [many] }, spec));
    expect(dense).toEqual(few.map((byte) => expect.closeTo(byte, -0.4)));
  });

  test('the eraser brings back the picture where it passes, and nowhere else', () => {
    const source = patterned(8, 8);
    const all = brush([[0.5, 0.5]], 1);
    const strokes = [all, eraser([[0.25, 0.25]], 0.2)];
    const out = createEditedPicture([source])({ strokes }, spec);
    // (1.5, 1.5) is 0.7 from (2, 2) and whole; (6, 6) is out of reach.
    expect([...out.data.slice(4 * 9, 4 * 9 + 4)]).toEqual([...source.data.slice(36, 40)]);
    expect([...out.data.slice(4 * 54, 4 * 54 + 4)]).toEqual([...red, 255]);
    const undone = createEditedPicture([source])({ strokes: [all, eraser([[0.5, 0.5]], 1)] }, spec);
    expect(copy(undone)).toEqual(copy(source));
  });

  test('paint stays where it is on the picture when another part is fed', () => {
    const wide = plain(16, 8, [255, 255, 255]);
    const dot = brush([[12.5 / 16, 0.5]], 0.01);
    const edited = createEditedPicture([wide]);
    const at = (x: number) =>
      rows(edited({ strokes: [dot], region: { x: x / 16, y: 0, width: 0.5, height: 1 } }, spec))[3];
    // Between rows 3 and 4, 0.5 off their middles: covered by 0.08.
    expect(at(8)?.map((value) => value < 255)).toEqual([0, 0, 0, 0, 1, 0, 0, 0].map(Boolean));
    expect(at(6)?.map((value) => value < 255)).toEqual([0, 0, 0, 0, 0, 0, 1, 0].map(Boolean));
  });

  test('the black around a small picture is not painted on', () => {
    const out = createEditedPicture([plain(4, 4, [9, 9, 9])])(
      { strokes: [brush([[0, 0]], 2)] },
      spec,
    );
    expect(rows(out)[1]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(rows(out)[2]).toEqual([0, 0, 200, 200, 200, 200, 0, 0]);
  });

  test('the box lies over everything', () => {
    const occluder = { at: [0.5, 0.25], size: 0.5, colour: [1, 2, 3] } as const;
    const strokes = [brush([[0.5, 0.5]], 1)];
    const out = rows(createEditedPicture([white])({ strokes, occluder }, spec));
    expect(out[0]).toEqual([200, 200, 1, 1, 1, 1, 200, 200]);
    expect(out[3]).toEqual([200, 200, 1, 1, 1, 1, 200, 200]);
    expect(out[4]).toEqual([200, 200, 200, 200, 200, 200, 200, 200]);
  });
});

describe('painting what is new gives what painting all gives', () => {
  const source = patterned(64, 48);
  const fed: FeedSpec = { ...spec, resize: 40, crop: [32, 32] };
  const fresh = (edits: Parameters<ReturnType<typeof createEditedPicture>>[0]) =>
    copy(createEditedPicture([source])(edits, fed));

  test('point after point, stroke after stroke, with the box moved between', () => {
    const edited = createEditedPicture([source]);
    const strokes: Stroke[] = [];
    let seed = 7;
    const random = () => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    for (let s = 0; s < 6; s++) {
      const make = s % 3 === 2 ? eraser : brush;
      const radius = 0.02 + random() / 8;
      for (let length = 1; length <= 5; length++) {
        const points = [...(strokes[s]?.points ?? []), [random(), random()] as const];
        strokes[s] = make(points, radius);
        const occluder = { at: [random(), random()], size: 0.2, colour: [1, 2, 3] } as const;
        const edits = { strokes: [...strokes], occluder };
        expect(copy(edited(edits, fed))).toEqual(fresh(edits));
      }
    }
    for (const count of [5, 3, 4, 0, 6]) {
      const edits = { strokes: strokes.slice(0, count) };
      expect(copy(edited(edits, fed))).toEqual(fresh(edits));
    }
  });

  test('several points at once, another stroke in the place of one, and another region', () => {
    const edited = createEditedPicture([source]);
    const first = brush([[0.2, 0.2]]);
    edited({ strokes: [first] }, fed);
    const longer = brush([...first.points, [0.5, 0.3], [0.6, 0.8]]);
    const next = { strokes: [longer, eraser([[0.5, 0.3]])] };
    expect(copy(edited(next, fed))).toEqual(fresh(next));
    const other = { strokes: [brush([[0.8, 0.8]])] };
    expect(copy(edited(other, fed))).toEqual(fresh(other));
    const moved = { ...other, region: { x: 0.4, y: 0.4, width: 0.3, height: 0.4 } };
    expect(copy(edited(moved, fed))).toEqual(fresh(moved));
    const grey = { ...fed, channels: 1 };
    expect(copy(edited(moved, grey))).toEqual(copy(createEditedPicture([source])(moved, grey)));
  });
});

describe('large pictures are read from a smaller version', () => {
  test('a plain one stays plain, and where a corner is lies where it was', async () => {
    const large = plain(1801, 1201, [10, 20, 30]);
    for (let y = 0; y < 600; y++) {
      for (let x = 0; x < 900; x++) large.data.set([250, 20, 30], 4 * (y * 1801 + x));
    }
    let pauses = 0;
    const levels = await halvesOf(large, async () => {
      pauses++;
    });
    expect(levels.map(({ width, height }) => [width, height])).toEqual([
      [1801, 1201],
      [900, 600],
      [450, 300],
    ]);
    expect(levels[0]).toBe(large);
    // In slices of at most 100,000 pixels: 111 rows of 900 and 222 rows of 450.
    expect(pauses).toBe(6 + 2);
    const out = rows(createEditedPicture(levels)({ strokes: [] }, { ...spec, resize: 8 }));
    // 11 columns, of which [2, 10) are fed: the corner is at 900 / 1801 * 11 - 2 = 3.5 of those.
    const half = expect.closeTo((250 + 10) / 2, -0.5);
    expect(out[0]).toEqual([250, 250, 250, half, 10, 10, 10, 10]);
    expect(out[7]).toEqual([10, 10, 10, 10, 10, 10, 10, 10]);
  });

  test('a small region comes from the picture itself', async () => {
    const large = patterned(1800, 1200);
    const levels = await halvesOf(large, async () => {});
    const region = { x: 100 / 1800, y: 50 / 1200, width: 8 / 1800, height: 8 / 1200 };
    const out = createEditedPicture(levels)({ strokes: [], region }, spec);
    expect(rows(out)).toEqual(
      rows(large)
        .slice(50, 58)
        .map((row) => row.slice(100, 108)),
    );
  });

  test('a picture of ordinary size has no smaller version', async () => {
    const source = patterned(40, 30);
    expect(await halvesOf(source, async () => {})).toEqual([source]);
  });
});
