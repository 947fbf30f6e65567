import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { webpSize, withSizes } from '../../../web/docs/site/pictures.mjs';

const blank = (channels) =>
  sharp({
    create: { width: 321, height: 45, channels, background: { r: 9, g: 9, b: 9, alpha: 0.5 } },
  });

test.each([
  ['lossy', () => blank(3).webp()],
  ['lossless', () => blank(3).webp({ lossless: true })],
  ['with transparency', () => blank(4).webp()],
])('the size of a picture, %s', async (_, make) => {
  expect(webpSize(await make().toBuffer())).toEqual({ width: 321, height: 45 });
});

test('other bytes are refused', () => {
  expect(() => webpSize(Buffer.alloc(40))).toThrow('This is no WebP file.');
});

test('pictures get their size, and wait to be near but for the first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cnn-docs-'));
  const file = join(folder, 'a.webp');
  await blank(3).webp().toFile(file);
  const html =
    '<img src="a.webp" alt="A"><img src="a.webp" loading="eager"><img src="a.webp"><img src="b.svg">';
  expect(withSizes(html, (address) => (address === 'a.webp' ? file : undefined))).toBe(
    '<img src="a.webp" alt="A" width="321" height="45">' +
      '<img src="a.webp" loading="eager" width="321" height="45">' +
      '<img src="a.webp" width="321" height="45" loading="lazy"><img src="b.svg">',
  );
  rmSync(folder, { recursive: true });
});
