// The sample pictures, as the page's strip and its card ask for them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { root } from '../../wasm/toolchain/paths.mjs';

const folder = join(root, 'models/samples');
const samples = JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8'));
const named = (field) => samples.map((sample) => sample[field]).sort();
const pictures = (path) => readdirSync(path).filter((name) => name.endsWith('.webp'));

test('every picture is listed with its thumbnail, and no thumbnail is left over', () => {
  expect(named('file')).toEqual(pictures(folder).sort());
  const thumbnails = pictures(join(folder, 'thumbnails')).map((name) => `thumbnails/${name}`);
  expect(named('thumbnail')).toEqual(thumbnails.sort());
});

/** A picture's middle, as so few pixels that its compression hardly counts. */
const glance = (image) =>
  sharp(image)
    .resize(16, 16, { fit: 'cover' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();

const apart = (one, other) => one.reduce((sum, value, at) => sum + Math.abs(value - other[at]), 0);

test('a thumbnail is a small square of its own picture', async () => {
  const large = await Promise.all(samples.map(({ file }) => glance(join(folder, file))));
  for (const [index, { file, thumbnail }] of samples.entries()) {
    const bytes = readFileSync(join(folder, thumbnail));
    expect(bytes.length, thumbnail).toBeLessThanOrEqual(3000);
    expect(await sharp(bytes).metadata(), thumbnail).toMatchObject({ width: 112, height: 112 });
    const small = await glance(bytes);
    const distances = large.map((other) => apart(small, other));
    expect(distances.indexOf(Math.min(...distances)), file).toBe(index);
  }
});
