// Picture files to RGBA, as the page gets them: turned as EXIF asks, without regard to profiles.

import sharp from 'sharp';

/** data: interleaved samples, `channels` a pixel: grey, grey and alpha, RGB or RGBA. */
function toRgba(data, pixels, channels) {
  const rgba = new Uint8ClampedArray(pixels * 4).fill(255);
  const colours = channels >= 3 ? 3 : 1;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * channels;
    for (let colour = 0; colour < 3; colour++) {
      rgba[pixel * 4 + colour] = data[from + (colours === 3 ? colour : 0)];
    }
    if (channels > colours) rgba[pixel * 4 + 3] = data[from + colours];
  }
  return rgba;
}

/** bytes: a JPEG, PNG or WebP file. Resolves to { data, width, height } with RGBA data. */
export async function decode(bytes, name) {
  try {
    const { data, info } = await sharp(bytes, { ignoreIcc: true })
      .autoOrient()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return { data: toRgba(data, width * height, channels), width, height };
  } catch (error) {
    throw new Error(`${name} cannot be decoded: ${error.message}`);
  }
}
