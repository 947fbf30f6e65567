import { expect, test } from 'vitest';
import type { EngineSession, PreprocessSpec } from '../../../wasm/engine.js';
import type { Preprocess } from '../../../web/src/protocol/index.js';
import { fill } from '../../../web/src/worker/fill.js';

const PREPROCESS: Preprocess = {
  resize: 4,
  crop: [2, 4],
  interpolation: 'nearest',
  divisor: 255,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  order: 'RGB',
  layout: 'NCHW',
  channels: 1,
};

/** What the engine is given; bytes: size of its inputs in bytes an element. */
function engine(elementBytes = 4) {
  const got = { dims: [] as number[], bytes: new Uint8Array(), picture: new Uint8Array() };
  const specs: PreprocessSpec[] = [];
  const session = {
    input: (_: string, dims: number[]) => {
      got.dims = dims;
      got.bytes = new Uint8Array(elementBytes * dims.reduce((a, b) => a * b, 1));
      return { value: got.bytes };
    },
    picture: (width: number, height: number) => {
      got.picture = new Uint8Array(4 * width * height);
      return { value: got.picture };
    },
    preprocess: (_: string, spec: PreprocessSpec) => {
      specs.push(spec);
      return { value: true };
    },
  } as unknown as EngineSession;
  return { session, got, specs };
}

const white = (width: number, height: number) => ({
  data: new Uint8Array(4 * width * height).fill(255),
  width,
  height,
});

test('the usual crop is left to the engine', () => {
  const { session, got, specs } = engine();
  fill(session, { name: 'x', picture: white(3, 3), preprocess: PREPROCESS });
  expect(got.picture).toHaveLength(36);
  expect(specs).toEqual([
    {
      resize: 4,
      cropHeight: 2,
      cropWidth: 4,
      interpolation: 'nearest',
      divisor: 255,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      order: 'RGB',
      layout: 'NCHW',
      channels: 1,
    },
  ]);
});

test('a letterbox is laid out first, with its bars, and then only made numbers of', () => {
  const { session, got, specs } = engine();
  const preprocess = { ...PREPROCESS, fit: 'letterbox', bars: [7, 8, 9] } as const;
  fill(session, {
    name: 'x',
    picture: white(3, 3),
    preprocess: { ...preprocess, bars: [7, 8, 9] },
  });
  const row = [7, 8, 9, 255, ...Array(8).fill(255), 7, 8, 9, 255];
  expect([...got.picture]).toEqual([...row, ...row]);
  expect(specs[0]).toMatchObject({ resize: 0, cropHeight: 2, cropWidth: 4 });
  expect(specs[0]).not.toHaveProperty('fit');
});

test('a batch is one picture as often as the file wants it', () => {
  const { session, got } = engine();
  const preprocess = { ...PREPROCESS, fit: 'letterbox', bars: [51, 51, 51] } as Preprocess;
  fill(session, { name: 'x', picture: white(3, 3), preprocess, batch: 3 });
  expect(got.dims).toEqual([3, 1, 2, 4]);
  const bar = Math.fround(51 / 255);
  const one = [bar, 1, 1, bar, bar, 1, 1, bar];
  expect([...new Float32Array(got.bytes.buffer)]).toEqual([...one, ...one, ...one]);
});

test('a batch of bytes is whole numbers, a half rounded up, held to 0..255', () => {
  const { session, got } = engine(1);
  const preprocess = { ...PREPROCESS, fit: 'letterbox', bars: [5, 5, 5], divisor: 2 } as Preprocess;
  const values = { ...preprocess, mean: [-1, 0, 0], std: [0.5, 1, 1] } as Preprocess;
  fill(session, { name: 'x', picture: white(3, 3), preprocess: values, batch: 2 });
  // (5 / 2 + 1) / 0.5 = 7 and (255 / 2 + 1) / 0.5 = 257.
  expect([...got.bytes.subarray(0, 4)]).toEqual([7, 255, 255, 7]);
  const halves = { ...preprocess, fit: 'stretch', divisor: 510 } as Preprocess;
  fill(session, { name: 'x', picture: white(3, 3), preprocess: halves, batch: 2 });
  expect([...got.bytes]).toEqual(Array(16).fill(1));
});
