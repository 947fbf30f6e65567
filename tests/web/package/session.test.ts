// The package's session over the real engine: what can be asked besides run().

import { beforeAll, expect, test } from 'vitest';
import { fromRoot, importPackage, runProgram } from '../support/package.js';

type Package = Awaited<ReturnType<typeof importPackage>>;
let InferenceSession: Package['InferenceSession'];
beforeAll(async () => {
  ({ InferenceSession } = await importPackage());
});

const MODEL = fromRoot('models/tinyvgg/tinyvgg.onnx');
/** Opaque grey pixels of 64 x 64. */
const pixels = (shade: (pixel: number) => number) =>
  new Uint8Array(64 * 64 * 4).map((_, index) => (index % 4 === 3 ? 255 : shade(index >> 2)));
const picture = { data: pixels((pixel) => pixel & 0xff), width: 64, height: 64 };

test('graph, metadata, timings, statistics, weights and memory of TinyVGG', async () => {
  const session = await InferenceSession.create(MODEL);
  expect(session.inputMetadata).toEqual([
    { name: 'input', type: 'float32', shape: [1, 3, 64, 64] },
  ]);
  expect(session.outputMetadata[0]).toMatchObject({ name: 'output', shape: [1, 10] });
  expect(session.file).toMatchObject({
    irVersion: 7,
    opsets: [{ domain: '', version: 13 }],
    nodes: 13,
    weights: [{ type: 'float32', elements: 19_920 }],
  });
  const graph = session.graph();
  expect(graph.params).toBe(19_920);
  expect(graph.nodes.map(({ op }) => op)).toEqual([
    'Conv',
    'Relu',
    'Conv',
    'Relu',
    'MaxPool',
    'Conv',
    'Relu',
    'Conv',
    'Relu',
    'MaxPool',
    'Flatten',
    'Gemm',
    'Softmax',
  ]);
  const [conv] = graph.nodes;
  // 10 channels of 62 x 62 outputs, each a sum of 3 x 3 x 3 products.
  expect(conv).toMatchObject({ macs: 62 * 62 * 10 * 27, params: 10 * 27 + 10 });

  await session.run({ input: picture }, { keep: [] });
  expect(session.timings()).toHaveLength(graph.nodes.length);
  expect(session.timings().every((ms) => ms >= 0)).toBe(true);

  const weightName = conv?.inputs[1] ?? '';
  const {
    input,
    relu_1_1,
    [weightName]: weight,
  } = await session.values(['input', 'relu_1_1', weightName]);
  expect(weight?.dims).toEqual([10, 3, 3, 3]);
  // No resize is needed: the first pixel is (0, 0, 0), the one after it (1, 1, 1), of 255.
  expect(input?.dims).toEqual([1, 3, 64, 64]);
  expect([...(input?.data.subarray(0, 3) ?? [])]).toEqual(
    [0, 1, 2].map((n) => Math.fround(n / 255)),
  );

  const statistics = await session.statistics();
  const relu = statistics.find(({ name }) => name === 'relu_1_1');
  const values = relu_1_1?.data as Float32Array;
  expect(relu).toMatchObject({ min: 0, elements: values.length, nonFinite: 0 });
  expect(relu?.max).toBe(values.reduce((a, b) => Math.max(a, b), 0));
  expect(relu?.zeros).toBe(values.filter((value) => value === 0).length);

  const memory = await session.memory();
  expect(memory.weights).toBeGreaterThanOrEqual(19_920 * 4);
  expect(memory.inspect).toBeGreaterThan(0);
  expect(memory.heap).toBeGreaterThan(memory.weights + memory.inspect);
  await session.release();
});

test('values that the last run did not keep lead to keep', async () => {
  const session = await InferenceSession.create(MODEL);
  const hintOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'no error',
      ({ code, hint }: { code: string; hint: string }) => `${code}: ${hint}`,
    );
  expect(await hintOf(session.statistics())).toMatch(/^invalid-argument: .*keep: \[\]/);
  await session.run({ input: picture });
  expect(await hintOf(session.values(['relu_1_1']))).toMatch(/^invalid-argument: .*keep: \[\]/);
  await session.release();
});

test('many runs at once are all answered, in order, each with its own result', async () => {
  const session = await InferenceSession.create(MODEL);
  const shades = [0, 80, 160, 240];
  const results = await Promise.all(
    shades.map((shade) =>
      session.run(
        { input: { data: pixels(() => shade), width: 64, height: 64 } },
        { keep: ['input'] },
      ),
    ),
  );
  const firsts = results.map(({ input }) => input?.data[0]);
  expect(firsts).toEqual(shades.map((shade) => Math.fround(shade / 255)));
  await session.release();
});

test('importing opens nothing and defines no globals', async () => {
  const { exported, opened, newGlobals } = await runProgram('import-only');
  expect(exported).toEqual(
    expect.arrayContaining(['InferenceSession', 'Tensor', 'createClassifier', 'PlaygroundError']),
  );
  expect(opened).toBe(0);
  expect(newGlobals).toBe(0);
});

test('a session that is never released lets Node end', async () => {
  expect(await runProgram('forget-to-release')).toEqual(['input']);
}, 60_000);
