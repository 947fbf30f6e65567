// Pictures on their way through client, worker and engine: every input equals what Pillow and numpy make of it.

import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Preprocess } from '../../../web/src/protocol/index.js';
import { onnxModel } from '../support/onnx-model.js';
import { importPackage } from '../support/package.js';
import { patterned } from '../support/pixels.js';

const { InferenceSession } = await importPackage();

interface Case {
  picture: [number, number];
  alpha: boolean;
  preprocess: Preprocess;
  size: [number, number];
  tensor: number;
}

const golden = new URL('../../golden/fits.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(golden, 'utf8')) as { cases: Case[] };

/** Takes pictures of any size, in the layout of the case; batch: -1 for an open one. */
function open({ preprocess: { layout, channels } }: Case, batch = -1) {
  const input = layout === 'NHWC' ? [batch, -1, -1, channels] : [batch, channels, -1, -1];
  const nodes = [{ op: 'Relu', inputs: ['input'], output: 'output' }];
  const model = onnxModel({ input, nodes, weights: {} });
  return InferenceSession.create(model, { threads: 1, warmup: false });
}

const crcOf = (data: unknown) => {
  const { buffer, byteOffset, byteLength } = data as Float32Array;
  return crc32(new Uint8Array(buffer, byteOffset, byteLength));
};

test.each(cases)('$preprocess.fit of $picture in $preprocess.crop', async (of) => {
  const session = await open(of);
  const picture = patterned(...of.picture, of.alpha);
  // What is left out would be a guess for the open size.
  const preprocess = { multiple: 1, ...of.preprocess };
  const { input } = await session.run({ input: picture }, { preprocess, keep: ['input'] });
  const [height, width] = of.size;
  const { layout, channels } = preprocess;
  const dims = layout === 'NHWC' ? [1, height, width, channels] : [1, channels, height, width];
  expect(input?.dims).toEqual(dims);
  expect(crcOf(input?.data)).toBe(of.tensor);
  await session.release();
});

test('a fixed batch holds the one picture as often as the file wants it', async () => {
  const [of] = cases as [Case];
  const session = await open(of, 3);
  const { preprocess } = of;
  const feeds = { input: patterned(...of.picture, of.alpha) };
  const { input } = await session.run(feeds, { preprocess, keep: ['input'] });
  expect(input?.dims).toEqual([3, 3, ...of.size]);
  const data = input?.data as Float32Array;
  const one = data.length / 3;
  for (let at = 0; at < data.length; at += one) {
    expect(crcOf(data.slice(at, at + one))).toBe(of.tensor);
  }
  await session.release();
});
