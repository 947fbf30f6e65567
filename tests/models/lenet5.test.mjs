// LeNet-5 through the package, from a grey picture to every layer, against PyTorch's values.

import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxDifference, readGolden } from '../golden/read-golden.mjs';

const SIDE = 32;
const entry = new URL('../../dist/index.js', import.meta.url);
const model = new URL('../../models/lenet5/lenet5.onnx', import.meta.url);

/** The raw picture as the page hands it over: RGBA, the three colours equal. */
function greyPicture(name) {
  const grey = readFileSync(new URL(`../golden/lenet5-${name}.grey`, import.meta.url));
  const data = new Uint8ClampedArray(grey.length * 4).fill(255);
  for (const [pixel, value] of grey.entries()) data.fill(value, pixel * 4, pixel * 4 + 3);
  return { data, width: SIDE, height: SIDE };
}

describe.skipIf(!existsSync(entry))('models/lenet5/lenet5.onnx (needs a build)', () => {
  let session;
  beforeAll(async () => {
    const { InferenceSession } = await import(entry.href);
    session = await InferenceSession.create(new Uint8Array(readFileSync(model)));
  });
  afterAll(() => session?.release());

  it('takes one grey picture of 32 x 32 and names ten digits', () => {
    expect(session.inputMetadata[0].shape).toEqual([1, 1, SIDE, SIDE]);
    expect(session.preprocess).toMatchObject({ channels: 1, crop: [SIDE, SIDE], divisor: 255 });
    expect(session.labels).toEqual([...'0123456789']);
  });

  it.each(['noise', 'seven'])('every layer on "%s" is within 1e-4', async (name) => {
    const values = await session.run({ input: greyPicture(name) }, { keep: 'all' });
    for (const golden of readGolden(`lenet5-${name}`)) {
      expect(values[golden.name].dims, golden.name).toEqual(golden.shape);
      expect(maxDifference(golden, values[golden.name].data), golden.name).toBeLessThanOrEqual(
        1e-4,
      );
    }
  });

  it('reads the drawn 7', async () => {
    const { output } = await session.run({ input: greyPicture('seven') });
    expect(output.data.indexOf(Math.max(...output.data))).toBe(7);
  });
});
