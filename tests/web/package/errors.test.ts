// What a user of the package gets to read when something is wrong, from the real engine.

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import type { PlaygroundError } from '../../../web/src/client/index.js';
import { fromRoot, importPackage } from '../support/package.js';
import { zipFile } from '../support/zip-writer.js';

type Package = Awaited<ReturnType<typeof importPackage>>;
let InferenceSession: Package['InferenceSession'];
let Tensor: Package['Tensor'];
let createClassifier: Package['createClassifier'];
let ErrorClass: Package['PlaygroundError'];
beforeAll(async () => {
  const module = await importPackage();
  ({ InferenceSession, Tensor, createClassifier, PlaygroundError: ErrorClass } = module);
});

const tinyVgg = () => new Uint8Array(readFileSync(fromRoot('models/tinyvgg/tinyvgg.onnx')));
const onnx = (name: string) => fromRoot(`tests/golden/onnx/${name}.onnx`);

async function errorOf(promise: Promise<unknown>): Promise<PlaygroundError> {
  const thrown = await promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ErrorClass);
  return thrown as PlaygroundError;
}

test('a truncated file', async () => {
  const bytes = tinyVgg();
  for (const length of [1, 100, bytes.length >> 1, bytes.length - 1]) {
    const error = await errorOf(InferenceSession.create(bytes.slice(0, length)));
    expect(['truncated', 'invalid-model', 'not-a-model']).toContain(error.code);
    expect(error.message.length).toBeGreaterThan(20);
  }
  expect((await errorOf(InferenceSession.create(bytes.slice(0, bytes.length >> 1)))).code).toBe(
    'truncated',
  );
});

test.each([
  ['an HTML page', new TextEncoder().encode('<!DOCTYPE html><title>x</title>'), 'HTML'],
  ['a zip', zipFile([{ name: 'a.txt', data: Uint8Array.of(1) }]), 'zip'],
  ['an empty file', new Uint8Array(), 'empty'],
])('%s', async (_, bytes, what) => {
  const error = await errorOf(InferenceSession.create(bytes));
  expect(error.code).toBe('not-a-model');
  expect(error.message).toContain(what);
  expect(error.hint).not.toBe('');
});

test('unsupported operators are all named at once', async () => {
  const error = await errorOf(InferenceSession.create(onnx('unsupported-operators')));
  expect(error.code).toBe('unsupported');
  const told = `${error.message} ${error.hint} ${error.op}`;
  expect(told).toContain('Bernoulli');
  expect(told).toContain('RandomNormalLike');
});

test('a Conv whose kernel exceeds its input names node, operator and shapes', async () => {
  const error = await errorOf(InferenceSession.create(onnx('kernel-exceeds-input')));
  expect(error.code).toBe('invalid-shape');
  expect(error).toMatchObject({ node: 'too_large', op: 'Conv' });
  expect(error.shapes?.length).toBeGreaterThan(0);
  expect(error.message).toContain('too_large');
});

test('after any of these a new session works as ever', async () => {
  const session = await InferenceSession.create(tinyVgg());
  const zeros = new Tensor('float32', new Float32Array(12_288), [1, 3, 64, 64]);
  const { output } = await session.run({ input: zeros });
  const scores = output?.data as Float32Array;
  expect(scores.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);

  const wrong = new Tensor('float32', new Float32Array(12_288), [1, 3, 32, 128]);
  expect((await errorOf(session.run({ input: wrong }))).code).toBe('invalid-shape');
  expect((await errorOf(session.run({ picture: zeros }))).message).toContain('"picture"');
  // The session survives both.
  expect(await session.run({ input: zeros })).toHaveProperty('output');
  await session.release();
});

test('engine files that are not there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-none-'));
  const error = await errorOf(InferenceSession.create(tinyVgg(), { wasmUrl: folder, threads: 1 }));
  expect(error.code).toBe('engine-not-loaded');
  expect(error.message).toContain(folder);
  expect(error.hint).toContain('wasmUrl');
  await rm(folder, { recursive: true });
});

test('a worker script that is not there', async () => {
  const workerUrl = pathToFileURL(fromRoot('dist/no-worker.js'));
  const error = await errorOf(InferenceSession.create(tinyVgg(), { workerUrl }));
  expect(error.code).toBe('worker-failed');
  expect(error.message).toContain('no-worker.js');
});

test('a worker script from the network, which Node does not start', async () => {
  const error = await errorOf(
    InferenceSession.create(tinyVgg(), { workerUrl: 'https://example.org/worker.js' }),
  );
  expect(error.code).toBe('worker-failed');
  expect(error.hint).toContain('path');
});

test('too little memory allowed, for the file and for a run', async () => {
  const bytes = tinyVgg();
  const small = InferenceSession.create(bytes, { maxMemory: bytes.length - 1 });
  expect((await errorOf(small)).code).toBe('limit-exceeded');
  // Enough for the weights, which are most of the file, and the input, but not for the feature maps.
  const input = 12_288 * Float32Array.BYTES_PER_ELEMENT;
  // The names and lists of the network count, too.
  const opened = await InferenceSession.create(bytes, { warmup: false });
  const { other } = await opened.memory();
  await opened.release();
  const maxMemory = bytes.length + input + other;
  const session = await InferenceSession.create(bytes, { maxMemory });
  const zeros = new Tensor('float32', new Float32Array(12_288), [1, 3, 64, 64]);
  expect((await errorOf(session.run({ input: zeros }, { keep: 'all' }))).code).toBe(
    'limit-exceeded',
  );
  await session.release();
});

test('the classifier reads labels and preparation from the file', async () => {
  const classify = await createClassifier(tinyVgg());
  expect(classify.session.labels).toHaveLength(10);
  expect(classify.session.preprocess).toMatchObject({ resize: 64, crop: [64, 64], divisor: 255 });
  expect(classify.session.info.notes).toEqual([]);
  expect(classify.scoreNote).toContain('Softmax');
  const data = new Uint8ClampedArray(90 * 70 * 4).map((_, index) => (index * 13) & 0xff);
  const predictions = await classify({ data, width: 90, height: 70 }, { top_k: 10 });
  expect(predictions).toHaveLength(10);
  expect(predictions.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 5);
  const scores = predictions.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(classify.session.labels).toContain(predictions[0]?.label);
  await classify.release();
});
