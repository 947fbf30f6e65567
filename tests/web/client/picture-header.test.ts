import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPictureHeader } from '../../../web/src/client/picture-header.js';
import { formatOf } from '../../../web/src/client/sniff.js';
import { bmp, gif, isoMedia, jpeg, png, webp } from '../support/picture-files.js';

const MAKERS: [string, string, (width: number, height: number) => Uint8Array, number][] = [
  ['PNG', 'PNG', png, 2 ** 31 - 1],
  ['GIF', 'GIF', gif, 65_535],
  ['JPEG', 'JPEG', jpeg, 65_535],
  ['JPEG, progressive', 'JPEG', (w, h) => jpeg(w, h, 0xc2, 60_000), 65_535],
  ['WebP, extended', 'WebP', webp.extended, 2 ** 24],
  ['WebP, lossless', 'WebP', webp.lossless, 2 ** 14],
  ['WebP, lossy', 'WebP', webp.lossy, 2 ** 14 - 1],
  ['BMP', 'BMP', bmp.modern, 2 ** 31 - 1],
  ['BMP of OS/2', 'BMP', bmp.os2, 65_535],
  ['AVIF', 'AVIF', (w, h) => isoMedia('avif', w, h), 2 ** 31],
  ['HEIC', 'HEIC', (w, h) => isoMedia('heic', w, h), 2 ** 31],
];

test.each(MAKERS)('%s: every size is read back', (_, format, make, largest) => {
  // Above the thumbnail's 160 x 120 that the AVIF and HEIC files hold too.
  const size = fc.integer({ min: 161, max: largest });
  fc.assert(
    fc.property(size, size, (width, height) => {
      expect(readPictureHeader(make(width, height))).toEqual({ format, width, height });
    }),
  );
});

test.each(MAKERS)('%s: cut anywhere it is the right size or nothing', (_, __, make) => {
  const file = make(300, 200);
  const whole = readPictureHeader(file);
  for (let length = 0; length < file.length; length += 1) {
    const cut = readPictureHeader(file.subarray(0, length));
    if (cut === undefined) continue;
    // Missing bytes count as 0, so a size can only come out smaller.
    expect(cut.width).toBeLessThanOrEqual(whole?.width ?? 0);
    expect(cut.height).toBeLessThanOrEqual(whole?.height ?? 0);
  }
});

test('a BMP stored from top to bottom', () => {
  expect(readPictureHeader(bmp.modern(20, -30))).toEqual({ format: 'BMP', width: 20, height: 30 });
});

test('sizes of 0 are no size', () => {
  for (const file of [png(0, 5), gif(5, 0), jpeg(0, 0)]) {
    expect(readPictureHeader(file)).toBeUndefined();
  }
});

test('a JPEG thumbnail inside EXIF is not taken for the picture', () => {
  const exif = jpeg(300, 200, 0xc0, 100);
  exif.set(jpeg(16, 16, 0xc0, 0).subarray(0, 40), 10);
  expect(readPictureHeader(exif)).toMatchObject({ width: 300, height: 200 });
});

test('any bytes end soon, without an error, in a size that can be compared', () => {
  const starts = MAKERS.map(([, , make]) => [...make(300, 200)]);
  const cases = fc.tuple(
    fc.constantFrom([], ...starts),
    fc.uint8Array({ maxLength: 200 }),
    fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 6 }),
  );
  fc.assert(
    fc.property(cases, ([start, tail, changes]) => {
      const file = Uint8Array.of(...start, ...tail);
      for (const [at, value] of changes) if (at < file.length) file[at] = value;
      const header = readPictureHeader(file);
      if (header === undefined) return;
      expect(header.width).toBeGreaterThan(0);
      expect(header.height).toBeGreaterThan(0);
      expect(Number.isSafeInteger(header.width)).toBe(true);
      expect(Number.isSafeInteger(header.height)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

// To look at every box from every other would take hours: the test would run out of time.
test('a file of a million boxes is read in one pass', () => {
  const boxes = new Uint8Array(4_000_000);
  // ftyp avif, then a million boxes of 8 bytes each, which is the smallest a box can be.
  boxes.set(isoMedia('avif', 1, 1).subarray(0, 20));
  for (let at = 20; at + 8 <= boxes.length; at += 8) boxes.set([0, 0, 0, 8, 1, 1, 1, 1], at);
  expect(readPictureHeader(boxes)).toBeUndefined();
});

test.each([
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', true],
  ['<?xml version="1.0"?>\n<!-- made by hand -->\n<svg>', true],
  ['<!DOCTYPE svg PUBLIC "x" "y"><svg>', true],
  ['<html><svg></svg>', false],
  ['<!DOCTYPE html><svg></svg>', false],
  [`${'<!-- note -->'.repeat(20)}<svg>`, true],
  // A pattern that tries every way to group the comments would not end.
  [`${'<!---->'.repeat(140)}<p>`, false],
  ['\x89PNG', false],
])('%s: SVG %s', (text, expected) => {
  expect(formatOf(new TextEncoder().encode(text)) === 'svg').toBe(expected);
});
