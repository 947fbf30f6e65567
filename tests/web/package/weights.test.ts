// Weights that PyTorch wrote, through the package and the real engine, to PyTorch's own scores.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { fromRoot, importPackage } from '../support/package.js';

type Package = Awaited<ReturnType<typeof importPackage>>;
let cnn: Package;
beforeAll(async () => {
  cnn = await importPackage();
});

const file = (name: string) => fromRoot(`tests/golden/pytorch/${name}`);
const bytes = (name: string) => new Uint8Array(readFileSync(file(name)));
const SCORES: number[] = JSON.parse(readFileSync(file('tinyvgg.json'), 'utf8'));

/** The PlaygroundError of the built package that a promise rejects with. */
async function playgroundError(promise: Promise<unknown>) {
  const thrown: unknown = await promise.then(
    () => undefined,
    (error) => error,
  );
  if (thrown instanceof cnn.PlaygroundError) return thrown;
  throw new Error(`No PlaygroundError, but ${thrown}`);
}

/** As make_pytorch_files.py: pixels that count from 0 to 16, of 17. */
const pixels = () =>
  new cnn.Tensor(
    'float32',
    Float32Array.from({ length: 28 * 28 }, (_, index) => (index % 17) / 17),
    [1, 1, 28, 28],
  );

async function scoresOf(session: InstanceType<Package['InferenceSession']>): Promise<number[]> {
  const [input = ''] = session.inputNames;
  const [output = ''] = session.outputNames;
  const values = await session.run({ [input]: pixels() });
  return [...((values[output]?.data ?? []) as Float32Array)];
}

function expectScores(scores: number[]): void {
  expect(scores).toHaveLength(SCORES.length);
  for (const [index, score] of scores.entries())
    expect(score).toBeCloseTo(SCORES[index] ?? Number.NaN, 5);
}

const sources: [string, () => Parameters<Package['InferenceSession']['create']>[0]][] = [
  ['a path', () => file('tinyvgg.pth')],
  ['an address', () => pathToFileURL(file('tinyvgg.pth'))],
  ['bytes', () => bytes('tinyvgg.pth')],
  ['a Blob', () => new Blob([bytes('tinyvgg.pth')])],
  ['a checkpoint of an old PyTorch', () => file('tinyvgg-legacy.pth')],
];

test.each(sources)('%s gives the scores of PyTorch', async (_, source) => {
  const session = await cnn.InferenceSession.create(source());
  expectScores(await scoresOf(session));
  expect(session.source).toMatchObject({ family: 'tiny-vgg', name: 'FashionMNISTModelV2' });
  expect(session.source?.weights.map(({ type }) => type)).toEqual(['float32']);
  expect(session.file).toBeUndefined();
  await session.release();
});

test('what a checkpoint holds beside the weights is said', async () => {
  const session = await cnn.InferenceSession.create(file('tinyvgg-legacy.pth'));
  expect(session.source).toMatchObject({ format: 'pytorch-legacy', path: ['model'] });
  await session.release();
});

test('the network can be saved as ONNX, which gives the same scores', async () => {
  const session = await cnn.InferenceSession.create(file('tinyvgg.pth'));
  const onnx = await session.toOnnx();
  await session.release();
  const again = await cnn.InferenceSession.create(onnx);
  expect(again.source).toBeUndefined();
  expect(again.assumptions).toEqual([]);
  expectScores(await scoresOf(again));
  const { code, hint } = await playgroundError(again.toOnnx());
  expect(code).toBe('invalid-argument');
  expect(hint).toContain('The file itself');
  await again.release();
});

test('assumptions are listed, and can be changed', async () => {
  const session = await cnn.InferenceSession.create(file('tinyvgg.pth'));
  const names = session.assumptions.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['padding', 'size', 'mean', 'std', 'labels']));
  expect(session.preprocess).toMatchObject({ interpolation: 'bilinear' });
  await session.release();
  const changed = await cnn.InferenceSession.create(file('tinyvgg.pth'), {
    assume: { interpolation: 'nearest', labels: ['shirt', 'bag', 'boot'] },
  });
  expect(changed.assumptions).toContainEqual(
    expect.objectContaining({ name: 'interpolation', value: 'nearest' }),
  );
  expect(changed.preprocess).toMatchObject({ interpolation: 'nearest' });
  expect(changed.labels).toEqual(['shirt', 'bag', 'boot']);
  expectScores(await scoresOf(changed));
  await changed.release();
});

test.each([
  ['an assumption there is not', { wheels: 4 }, 'wheels'],
  ['a value that is none', { interpolation: 'Banana' }, 'Banana'],
])('%s is refused', async (_, assume, word) => {
  const { code, message } = await playgroundError(
    cnn.InferenceSession.create(file('tinyvgg.pth'), { assume }),
  );
  expect(code).toBe('invalid-argument');
  expect(message).toContain(word);
});

test('assumptions about an ONNX file are refused', async () => {
  const { code, message } = await playgroundError(
    cnn.InferenceSession.create(fromRoot('models/tinyvgg/tinyvgg.onnx'), { assume: { a: 1 } }),
  );
  expect(code).toBe('invalid-argument');
  expect(message).toContain('assume');
});

test('a classifier takes weights as well', async () => {
  const classify = await cnn.createClassifier(file('tinyvgg.pth'), { labels: ['a', 'b', 'c'] });
  const picture = { data: new Uint8Array(28 * 28 * 4).fill(255), width: 28, height: 28 };
  const predictions = await classify(picture);
  expect(predictions.map(({ label }) => label).sort()).toEqual(['a', 'b', 'c']);
  await classify.release();
});

test('an unknown network is refused by its own names, with the lines that export it', async () => {
  const { code, message, hint } = await playgroundError(
    cnn.InferenceSession.create(file('checkpoint.pth')),
  );
  expect(code).toBe('unknown-network');
  expect(message).toContain('block.0.weight [2, 1, 3, 3]');
  expect(message).toContain('9 tensors');
  expect(hint).toContain('with self.block, self.head');
  expect(hint).toContain(
    'state = torch.load("checkpoint.pth", map_location="cpu")["model_state_dict"]',
  );
  expect(hint).toContain('torch.onnx.export(model, (torch.zeros(1, 1, 224, 224),)');
});

test('what is in any file of weights', async () => {
  const { tensors, parameters, path, format } = await cnn.inspectWeights(file('checkpoint.pth'));
  expect(format).toBe('pytorch');
  expect(path).toEqual(['model_state_dict']);
  // A convolution of 2 * 9 + 2, a norm of 4 * 2, a linear layer of 12 + 3; the counter of batches is no parameter.
  expect(parameters).toBe(20 + 8 + 15);
  expect(tensors.map(({ name }) => name)).toContain('block.2.num_batches_tracked');
  expect(tensors[0]?.kernels).toMatchObject({ count: 2, height: 3, width: 3 });
});

test.each([
  ['whole-model.pth', 'unsupported', '__main__.TinyNet'],
  ['torchscript.pt', 'unsupported', 'TorchScript'],
  ['plain-pickle.pkl', 'not-a-model', 'torch.save'],
])('%s is refused by both ways', async (name, code, words) => {
  for (const way of [cnn.InferenceSession.create, cnn.inspectWeights]) {
    const error = await playgroundError(way(file(name)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  }
});

test('an ONNX file holds no weights of PyTorch', async () => {
  const { code } = await playgroundError(
    cnn.inspectWeights(fromRoot('models/tinyvgg/tinyvgg.onnx')),
  );
  expect(code).toBe('not-a-model');
});
