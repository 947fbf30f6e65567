import { expect, test, vi } from 'vitest';
import { drawPicture } from '../../../web/src/client/draw-picture.js';
import {
  checkPictureHeader,
  decodePicture,
  type ImageSource,
  toPicture,
} from '../../../web/src/client/picture.js';
import { errorOf, thrownBy } from '../support/errors.js';
import { failingServer } from '../support/failing-server.js';
import { gif, isoMedia, jpeg, png } from '../support/picture-files.js';

const text = (value: string) => new TextEncoder().encode(value);

/** Stands in for the browser's decoder and canvas; records what they were asked. */
function stubBrowser(width: number, height: number) {
  const bitmap = { width, height, close: vi.fn() };
  const decode = vi.fn(async () => bitmap);
  class FakeCanvas {
    getContext() {
      return {
        drawImage: () => {},
        getImageData: (_x: number, _y: number, w: number, h: number) => ({
          data: new Uint8ClampedArray(4 * w * h).fill(7),
        }),
      };
    }
  }
  vi.stubGlobal('createImageBitmap', decode);
  vi.stubGlobal('OffscreenCanvas', FakeCanvas);
  return { bitmap, decode };
}

test('decoding keeps alpha and colours as stored, and turns the picture as EXIF says', async () => {
  const { bitmap, decode } = stubBrowser(3, 2);
  const picture = await decodePicture(new Blob([png(3, 2)]));
  expect(picture).toMatchObject({ width: 3, height: 2 });
  expect(picture.data).toHaveLength(24);
  expect(decode).toHaveBeenCalledWith(expect.any(Blob), {
    imageOrientation: 'from-image',
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  expect(bitmap.close).toHaveBeenCalled();
});

test.each([
  ['too many pixels', png(10_000, 5001)],
  ['too wide', png(16_385, 1)],
  ['too high', gif(1, 65_535)],
  ['a bomb of 30000 x 30000 pixels', jpeg(30_000, 30_000)],
])('%s: refused before anything is decoded', async (_, file) => {
  const { decode } = stubBrowser(1, 1);
  const error = await errorOf(decodePicture(file));
  expect(error.code).toBe('picture-too-large');
  expect(error.message).toMatch(/\d+ x \d+ pixels/);
  expect(decode).not.toHaveBeenCalled();
});

test('just within the limits is let through', () => {
  expect(checkPictureHeader(png(10_000, 5000))).toMatchObject({ width: 10_000 });
  expect(checkPictureHeader(png(16_384, 1))).toMatchObject({ width: 16_384 });
});

test('a decoded size beyond the limits is refused, whatever the header said', async () => {
  const { bitmap } = stubBrowser(20_000, 20_000);
  const error = await errorOf(decodePicture(png(3, 2)));
  expect(error.code).toBe('picture-too-large');
  expect(bitmap.close).toHaveBeenCalled();
});

test('too many bytes are refused unread', async () => {
  const { decode } = stubBrowser(1, 1);
  const blob = new Blob([png(1, 1)]);
  vi.spyOn(blob, 'size', 'get').mockReturnValue(60_000_000);
  const read = vi.spyOn(blob, 'arrayBuffer');
  const error = await errorOf(decodePicture(blob));
  expect(error.code).toBe('picture-too-large');
  expect(error.message).toContain('60 MB');
  expect(read).not.toHaveBeenCalled();
  expect(decode).not.toHaveBeenCalled();
});

test.each([
  ['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'SVG'],
  ['a zip', Uint8Array.of(0x50, 0x4b, 3, 4), 'zip'],
  ['an empty file', new Uint8Array(), 'empty'],
  ['HTML', text('<!DOCTYPE html>'), 'HTML'],
  ['anything else', Uint8Array.of(1, 2, 3), 'not a picture'],
  ['a PNG of four bytes', png(1, 1).slice(0, 4), 'not a complete picture'],
  // The first 40 bytes: the kind of file, and nothing of how large the picture is.
  [
    'a cut AVIF',
    isoMedia('avif', 300, 200).slice(0, 40),
    'not a complete picture: it is an AVIF picture.',
  ],
  [
    'a cut HEIC',
    isoMedia('heic', 300, 200).slice(0, 40),
    'not a complete picture: it is a HEIC picture.',
  ],
  ['a film', text('\0\0\0\x14ftypisom\0\0\0\0mp42'), 'or a film, which cannot be read here'],
  ['a TIFF', Uint8Array.of(0x49, 0x49, 0x2a, 0, 8, 0), 'is a TIFF picture, which cannot be read'],
  ['a TensorFlow Lite model', text('....TFL3'), 'is not a picture: it is a TensorFlow Lite model'],
])('%s is a sentence', async (_, file, what) => {
  stubBrowser(1, 1);
  const error = await errorOf(decodePicture(file));
  expect(error.code).toBe('not-a-picture');
  expect(error.message).toContain(what);
  expect(error.hint).toContain('PNG');
});

test.each([
  ['/lfs.onnx', 'Git LFS pointer', 'git lfs pull'],
  ['/html', 'HTML page', 'address of the download itself'],
])('%s in place of a picture says how to get it', async (path, what, hint) => {
  stubBrowser(1, 1);
  const server = await failingServer();
  const error = await errorOf(decodePicture(server.url(path)));
  await server.close();
  expect(error.message).toContain(what);
  expect(error.hint).toContain(hint);
});

test('a hint about models is not given for a picture', async () => {
  stubBrowser(1, 1);
  const error = await errorOf(decodePicture(Uint8Array.of(0x89, 0x48, 0x44, 0x46)));
  expect(error.message).toContain('HDF5');
  expect(error.hint).not.toContain('ONNX');
});

test('a picture that is too large to download is told apart from a model', async () => {
  stubBrowser(1, 1);
  const response = new Response('x', { headers: { 'content-length': '60000000' } });
  vi.stubGlobal('fetch', async () => response);
  const error = await errorOf(decodePicture('https://x.test/large.png'));
  expect(error.code).toBe('picture-too-large');
  expect(error.message).toContain('60 MB');
  expect(error.hint).not.toContain('maxMemory');
});

test('Node refuses before it downloads', async () => {
  const fetched = vi.fn();
  vi.stubGlobal('fetch', fetched);
  const error = await errorOf(decodePicture('https://x.test/picture.png'));
  expect(error.code).toBe('unsupported-environment');
  expect(fetched).not.toHaveBeenCalled();
});

test('a file the browser cannot decode names its format', async () => {
  vi.stubGlobal('createImageBitmap', async () => {
    throw new DOMException('The source image could not be decoded.', 'InvalidStateError');
  });
  const error = await errorOf(decodePicture(gif(5, 5)));
  expect(error.code).toBe('picture-undecodable');
  expect(error.message).toContain('GIF');
});

test('Node decodes no files, and says what to give', async () => {
  const error = await errorOf(toPicture(new Blob([png(2, 2)])));
  expect(error.code).toBe('unsupported-environment');
  expect(error.hint).toContain('RGBA');
});

test('pixels pass as they are', async () => {
  const picture = { data: new Uint8Array(4), width: 1, height: 1 };
  expect(await toPicture(picture)).toBe(picture);
});

test.each([[null], [undefined], [7], [{}]])('%o is no picture', async (image) => {
  const error = await errorOf(toPicture(image as unknown as ImageSource));
  expect(error.code).toBe('invalid-argument');
});

test('a canvas the browser keeps back says so', () => {
  stubBrowser(1, 1);
  class Tainted {
    getContext() {
      const getImageData = () => {
        throw new DOMException('tainted', 'SecurityError');
      };
      return { drawImage: () => {}, getImageData };
    }
  }
  vi.stubGlobal('OffscreenCanvas', Tainted);
  const image = { naturalWidth: 2, naturalHeight: 2 } as HTMLImageElement;
  expect(thrownBy(() => drawPicture(image)).code).toBe('picture-blocked');
});

test('an image element that is not loaded yet', () => {
  const image = { naturalWidth: 0, naturalHeight: 0 } as HTMLImageElement;
  expect(thrownBy(() => drawPicture(image)).code).toBe('not-a-picture');
});
