// A PNG encoder of the least kind: 8-bit RGB or RGBA, no filter. Written from the specification.

import { deflateSync } from 'node:zlib';

function crc(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) {
    c ^= byte;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  }
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc(body), body.length + 4);
  return framed;
}

function header(width: number, height: number, colourType: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data[8] = 8;
  data[9] = colourType;
  return chunk('IHDR', data);
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** pixels: width * height * channels bytes, rows from top to bottom. */
export function encodePng(
  pixels: Uint8Array,
  width: number,
  height: number,
  channels: 3 | 4 = 3,
): Buffer {
  const stride = width * channels;
  const rows = Buffer.alloc(height * (stride + 1));
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  }
  return Buffer.concat([
    SIGNATURE,
    header(width, height, channels === 3 ? 2 : 6),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** A picture of one colour. */
export function plainPng(width: number, height: number, colour: readonly [number, number, number]) {
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = colour[i % 3] as number;
  return encodePng(pixels, width, height);
}

/** Only a header: a PNG that says it has that size, and no pixels. */
export function pngHeader(width: number, height: number): Buffer {
  return Buffer.concat([SIGNATURE, header(width, height, 2)]);
}

/** A PNG whose compressed pixels are rubbish. */
export function corruptPng(width: number, height: number): Buffer {
  return Buffer.concat([
    SIGNATURE,
    header(width, height, 2),
    chunk('IDAT', Buffer.from('these bytes are no zlib stream')),
    chunk('IEND', new Uint8Array()),
  ]);
}
