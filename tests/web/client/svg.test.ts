import { afterEach, expect, test, vi } from 'vitest';
import { decodePicture } from '../../../web/src/client/picture.js';
import { svgSize, withSize } from '../../../web/src/client/svg.js';
import { errorOf } from '../support/errors.js';

const bytes = (written: string) => new TextEncoder().encode(written);
const text = (written: Uint8Array) => new TextDecoder().decode(written);
const sizeOf = (attributes: string, before = '') => {
  const { width, height } = svgSize(bytes(`${before}<svg ${attributes}><path/></svg>`)) ?? {};
  return width === undefined ? undefined : [width, height];
};

test.each([
  ['its own size in pixels', 'width="40" height="20px"', [40, 20]],
  ['its own size in inches', "height='1in' width='2in'", [192, 96]],
  ['a width, and the height by the viewBox', 'width="100" viewBox="0 0 4 2"', [100, 50]],
  ['a height, and the width by the viewBox', 'height="30" viewBox="0,0,4,2"', [60, 30]],
  ['a wide viewBox', 'viewBox="0 0 300 100"', [1536, 512]],
  ['a high viewBox', 'viewBox="-5 -5 10 20"', [512, 1024]],
  [
    'shares of a page that is not there',
    'width="100%" height="100%" viewBox="0 0 1 1"',
    [512, 512],
  ],
  ['the width of a line is none', 'stroke-width="3" height="4" viewBox="0 0 2 1"', [8, 4]],
  ['a sign within a quoted text', 'data-note="a > b" width="5" height="6"', [5, 6]],
  ['nothing', 'fill="red"', undefined],
  ['no numbers', 'width="auto" height="1e" viewBox="none"', undefined],
  ['no area', 'viewBox="0 0 0 10"', undefined],
  ['a negative size', 'width="-4" height="5" viewBox="0 0 10 -10"', undefined],
])('%s', (_, attributes, expected) => {
  expect(sizeOf(attributes)).toEqual(expected);
});

test('the root is found behind comments and declared entities that mention others', () => {
  const before = `\uFEFF<?xml version="1.0"?>
    <!-- <svg width="1" height="1"> -->
    <!DOCTYPE svg [<!ENTITY a "<svg width='2' height='2'>">]>`;
  expect(sizeOf('width="7" height="8"', before)).toEqual([7, 8]);
});

test('many comments without an end take no time', () => {
  const started = performance.now();
  expect(svgSize(bytes('<!-- -->'.repeat(8000)))).toBeUndefined();
  expect(svgSize(bytes(`<svg ${'a="" '.repeat(12_000)}`))).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(2000);
});

test('the size is written into the root, and everything else stays', () => {
  const drawing = bytes(
    '<!-- ü --><svg width="100%" height="50%" viewBox="0 0 2 1" aria-label="Grüße"><rect width="2"/></svg>',
  );
  const size = svgSize(drawing);
  if (!size) throw new Error('The drawing has a viewBox.');
  expect(text(withSize(drawing, size))).toBe(
    '<!-- ü --><svg width="1024" height="512" viewBox="0 0 2 1" aria-label="Grüße"><rect width="2"/></svg>',
  );
});

/** A page in which every image loads, or none. */
function stubPage(loads: boolean) {
  const given: Blob[] = [];
  vi.stubGlobal('createImageBitmap', vi.fn());
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    given.push(blob as Blob);
    return 'blob:drawing';
  });
  const revoked = vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => {});
  class FakeImage {
    naturalWidth = 40;
    naturalHeight = 20;
    onload = () => {};
    onerror = () => {};
    set src(_: string) {
      queueMicrotask(() => (loads ? this.onload() : this.onerror()));
    }
  }
  vi.stubGlobal('Image', FakeImage);
  const getImageData = vi.fn((_x: number, _y: number, width: number, height: number) => ({
    data: new Uint8ClampedArray(4 * width * height),
  }));
  class FakeCanvas {
    getContext = () => ({ drawImage: () => {}, getImageData });
  }
  vi.stubGlobal('OffscreenCanvas', FakeCanvas);
  return { given, revoked, getImageData };
}

afterEach(() => void vi.restoreAllMocks());

test('it is drawn as an image of the type SVG, which a browser runs no scripts of', async () => {
  const { given, revoked } = stubPage(true);
  const picture = await decodePicture(bytes('<svg width="40" height="20"/>'));
  expect(picture).toMatchObject({ width: 40, height: 20 });
  expect(given.map(({ type }) => type)).toEqual(['image/svg+xml']);
  expect(revoked).toHaveBeenCalledWith('blob:drawing');
});

test.each([
  ['too wide', '<svg width="100000" height="20"/>', 'picture-too-large', '100000 x 20 pixels'],
  ['a thread', '<svg viewBox="0 0 1 1e9"/>', 'picture-too-large', 'pixels'],
  ['no size', '<svg fill="red"/>', 'not-a-picture', 'does not say how large it is'],
])('%s: refused before it is drawn', async (_, drawing, code, why) => {
  const { given } = stubPage(true);
  const error = await errorOf(decodePicture(bytes(drawing)));
  expect([error.code, error.message]).toEqual([code, expect.stringContaining(why)]);
  expect(given).toEqual([]);
});

test('broken XML is a sentence, and leaves no address behind', async () => {
  const { revoked } = stubPage(false);
  const error = await errorOf(decodePicture(bytes('<svg width="40" height="20"><g></svg>')));
  expect(error.code).toBe('picture-undecodable');
  expect(error.message).toContain('not well-formed XML');
  expect(revoked).toHaveBeenCalledWith('blob:drawing');
});

test('pixels that the browser keeps back are a sentence about the drawing', async () => {
  const { getImageData } = stubPage(true);
  getImageData.mockImplementation(() => {
    throw new DOMException('The canvas has been tainted.', 'SecurityError');
  });
  const error = await errorOf(decodePicture(bytes('<svg width="40" height="20"/>')));
  expect(error.code).toBe('picture-blocked');
  expect(error.message).toContain('foreignObject');
});
