import { expect, test } from 'vitest';
import {
  addressIn,
  nameIn,
  pictureIn,
} from '../../../../../web/src/playground/features/link/pasted-text.js';

test.each([
  ['https://example.org/cat.jpg', 'https://example.org/cat.jpg'],
  [' HTTP://example.org/net.onnx?download=true \n', 'http://example.org/net.onnx?download=true'],
  // Nothing that is no part of the request leaves the device.
  ['https://me:secret@example.org/a.png#part', 'https://example.org/a.png'],
])('an address: %s', (text, expected) => {
  expect(addressIn(text)?.href).toBe(expected);
});

test.each([
  'see https://example.org/cat.jpg',
  'https://example.org/cat.jpg https://example.org/dog.jpg',
  'https://',
  'ftp://example.org/cat.jpg',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'example.org/cat.jpg',
  '',
])('no address: %s', (text) => {
  expect(addressIn(text)).toBeUndefined();
  expect(pictureIn(text)).toBeUndefined();
});

test.each([
  ['https://example.org/a/my%20cat.jpg?x=1', 'my cat.jpg'],
  ['https://example.org/a/net.onnx/', 'net.onnx'],
  ['https://example.org:8000/', 'example.org:8000'],
  ['https://example.org/100%', '100%'],
])('the name in %s', (address, name) => {
  expect(nameIn(new URL(address))).toBe(name);
});

test('data: addresses of pictures are files', async () => {
  const file = pictureIn('data:image/png;name=x;base64,AQL/');
  expect(file?.type).toBe('image/png');
  expect([...new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer())]).toEqual([
    1, 2, 255,
  ]);
  const drawing = pictureIn('data:image/svg+xml,%3Csvg%20viewBox="0 0 1 1"/%3E');
  expect([drawing?.type, await drawing?.text()]).toEqual([
    'image/svg+xml',
    '<svg viewBox="0 0 1 1"/>',
  ]);
  expect(pictureIn('data:image/png;base64,AQL')?.size).toBe(2);
  expect(pictureIn('data:image/png;base64,A')?.size).toBe(0);
  expect(pictureIn('data:text/html,<script>alert(1)</script>')).toBeUndefined();
});

test('the text of an SVG drawing is a file, other markup is not', async () => {
  const text = '<?xml version="1.0"?>\n<svg viewBox="0 0 1 1"><path d="M0 0h1"/></svg>';
  const file = pictureIn(`\n${text}\n`);
  expect([file?.type, await file?.text()]).toEqual(['image/svg+xml', text]);
  expect(pictureIn('<html><svg viewBox="0 0 1 1"/></html>')).toBeUndefined();
});
