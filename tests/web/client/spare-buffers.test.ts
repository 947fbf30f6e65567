import { expect, test } from 'vitest';
import { SpareBuffers } from '../../../web/src/client/spare-buffers.js';

test('a buffer that was kept is taken once, for as many bytes as it has', () => {
  const buffers = new SpareBuffers();
  const [a, b] = [new ArrayBuffer(8), new ArrayBuffer(12)];
  buffers.keep([a, b]);
  expect(buffers.take(12)).toBe(b);
  const other = buffers.take(12);
  expect(other).not.toBe(b);
  expect(other.byteLength).toBe(12);
  expect(buffers.take(0).byteLength).toBe(0);
  expect(buffers.take(8)).toBe(a);
});

test('only the last ones are kept, and nothing large', () => {
  const buffers = new SpareBuffers();
  const [a, b] = [new ArrayBuffer(8), new ArrayBuffer(12)];
  buffers.keep([a]);
  buffers.keep([b]);
  expect(buffers.take(8)).not.toBe(a);
  const large = new ArrayBuffer(2 ** 23 - 7);
  buffers.keep([large]);
  expect(buffers.take(large.byteLength)).toBe(large);
  buffers.keep([large, a]);
  expect(buffers.take(large.byteLength)).not.toBe(large);
  expect(buffers.take(12)).not.toBe(b);
});
