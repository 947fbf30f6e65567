// The smallest beginnings of picture files that hold the dimensions, written from the formats'
// specifications.

const bytes = (...parts: (string | number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part,
    ),
  );

const be16 = (n: number) => [(n >> 8) & 0xff, n & 0xff];
const be32 = (n: number) => [...be16(n >>> 16), ...be16(n & 0xffff)];
const le16 = (n: number) => be16(n).reverse();
const le24 = (n: number) => [n & 0xff, (n >> 8) & 0xff, (n >> 16) & 0xff];
const le32 = (n: number) => be32(n >>> 0).reverse();

export const png = (width: number, height: number) =>
  bytes('\x89PNG\r\n\x1a\n', be32(13), 'IHDR', be32(width), be32(height), [8, 6, 0, 0, 0]);

export const gif = (width: number, height: number) =>
  bytes('GIF89a', le16(width), le16(height), [0, 0, 0]);

/** marker: 0xc0 baseline, 0xc2 progressive. An APP1 segment (EXIF) of `exif` bytes comes first. */
export const jpeg = (width: number, height: number, marker = 0xc0, exif = 40) =>
  bytes(
    [0xff, 0xd8, 0xff, 0xe1],
    be16(exif + 2),
    new Array<number>(exif).fill(0),
    [0xff, 0xff, 0xdb],
    be16(4),
    [0, 0],
    [0xff, marker],
    be16(17),
    [8],
    be16(height),
    be16(width),
    [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1],
  );

const riff = (chunk: string, body: number[]) =>
  bytes('RIFF', le32(4 + 8 + body.length), 'WEBP', chunk, le32(body.length), body);

export const webp = {
  extended: (width: number, height: number) =>
    riff('VP8X', [0x10, 0, 0, 0, ...le24(width - 1), ...le24(height - 1)]),
  lossless: (width: number, height: number) =>
    riff('VP8L', [0x2f, ...le32(((height - 1) << 14) | (width - 1))]),
  lossy: (width: number, height: number) =>
    riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...le16(width), ...le16(height)]),
};

export const bmp = {
  modern: (width: number, height: number) =>
    bytes('BM', le32(0), le32(0), le32(54), le32(40), le32(width), le32(height), [1, 0, 24, 0]),
  os2: (width: number, height: number) =>
    bytes('BM', le32(0), le32(0), le32(26), le32(12), le16(width), le16(height), [1, 0, 24, 0]),
};

const box = (type: string, ...body: Uint8Array[]) => {
  const length = 8 + body.reduce((sum, part) => sum + part.length, 0);
  return bytes(be32(length), type, ...body.map((part) => [...part]));
};

const ispe = (width: number, height: number) =>
  box('ispe', bytes([0, 0, 0, 0], be32(width), be32(height)));

/** With a thumbnail of 160 x 120 beside the picture itself. */
export const isoMedia = (brand: string, width: number, height: number) => {
  const properties = box('ipco', ispe(160, 120), ispe(width, height));
  const meta = box('meta', bytes([0, 0, 0, 0]), box('hdlr', bytes([0])), box('iprp', properties));
  return bytes([...box('ftyp', bytes(brand, [0, 0, 0, 0], 'mif1'))], [...meta]);
};
