// Sizes of pictures, so that a page keeps room for them; those after the first come when they are near.

import { readFileSync } from 'node:fs';

/**
 * { width, height } of the bytes of a WebP file, in pixels.
 * @throws Error for other bytes.
 */
export function webpSize(bytes) {
  const kind = bytes.toString('latin1', 12, 16);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    throw new Error('This is no WebP file.');
  if (kind === 'VP8X')
    return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8L') {
    const bits = bytes.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
}

/** pathOf(address): the file behind a picture's address, undefined where it is none of ours. */
export function withSizes(html, pathOf) {
  let count = 0;
  return html.replaceAll(/<img ([^>]*?)\/?>/g, (tag, attributes) => {
    const path = pathOf(/src="([^"]*)"/.exec(attributes)?.[1] ?? '');
    if (!path?.endsWith('.webp')) return tag;
    const { width, height } = webpSize(readFileSync(path));
    const lazy = count++ > 0 && !attributes.includes('loading=') ? ' loading="lazy"' : '';
    return `<img ${attributes.trim()} width="${width}" height="${height}"${lazy}>`;
  });
}
