import { expect, test } from 'vitest';
import { inputTransfer, outputTransfer } from '../../../web/src/protocol/messages.js';

const preprocess = {
  resize: 1,
  crop: [1, 1] as [number, number],
  interpolation: 'nearest' as const,
  divisor: 1,
  mean: [0, 0, 0] as [number, number, number],
  std: [1, 1, 1] as [number, number, number],
  order: 'RGB' as const,
  layout: 'NCHW' as const,
  channels: 3 as const,
};

test('the model, tensors and pictures move to the worker', () => {
  const model = new Uint8Array(3);
  expect(inputTransfer('load', { model, maxMemory: 0 })).toEqual([model.buffer]);
  const bytes = new Uint8Array(2);
  const external = [{ path: 'a', bytes }];
  expect(inputTransfer('load', { external, maxMemory: 0 })).toEqual([bytes.buffer]);
  const data = new Float32Array(2);
  const pixels = new Uint8Array(4);
  const feeds = [
    { name: 'a', dims: [2], data },
    { name: 'b', picture: { data: pixels, width: 1, height: 1 }, preprocess },
  ];
  const moved = inputTransfer('run', {
    feeds,
    keep: undefined,
    read: [],
    measure: false,
    latest: false,
    described: 0,
  });
  expect(moved).toHaveLength(2);
  expect(moved[0]).toBe(data.buffer);
  expect(moved[1]).toBe(pixels.buffer);
});

test('values move back, and so do the buffers of the feeds', () => {
  const data = new Float32Array(2);
  const spare = [new ArrayBuffer(3)];
  const values = [{ name: 'y', type: 'float32' as const, dims: [2], data }];
  const moved = outputTransfer('run', { values, spare, timings: [], threads: 1, warm: true });
  expect(moved).toHaveLength(2);
  expect(moved[0]).toBe(data.buffer);
  expect(moved[1]).toBe(spare[0]);
  expect(outputTransfer('values', values)[0]).toBe(data.buffer);
});

test('a buffer shared by two values moves once, shared memory not at all', () => {
  const buffer = new ArrayBuffer(16);
  const shared = new SharedArrayBuffer(8);
  const type = 'float32' as const;
  const values = [
    { name: 'a', type, dims: [2], data: new Float32Array(buffer, 0, 2) },
    { name: 'b', type, dims: [2], data: new Float32Array(buffer, 8, 2) },
    { name: 'c', type, dims: [2], data: new Float32Array(shared) },
  ];
  expect(outputTransfer('values', values)).toEqual([buffer]);
});

test('calls without arrays move nothing', () => {
  expect(inputTransfer('memory', null)).toEqual([]);
  expect(
    outputTransfer('memory', {
      weights: 0,
      fast: 0,
      inspect: 0,
      fastAtLeast: 0,
      other: 5,
      heap: 0,
    }),
  ).toEqual([]);
});
