// The classifier over the real worker side with a fake engine, in one thread.

import { expect, test, vi } from 'vitest';
import { createClassifier } from '../../../web/src/client/classifier.js';
import { Tensor } from '../../../web/src/client/tensor.js';
import type { Spawn } from '../../../web/src/client/worker-port.js';
import { errorOf } from '../support/errors.js';
import { localWorker } from '../support/local-worker.js';
import { MODEL, open } from '../support/open-session.js';
import { slot } from '../support/spawn-slot.js';

vi.mock('../../../web/src/client/worker-port.js', () => import('../support/spawn-slot.js'));

const picture = { data: Uint8Array.of(51, 0, 0, 255), width: 1, height: 1 };
const input = () => new Tensor('float32', [1, -2, 3, -4, 0, 0, 0, 0, 1, 1, 1, 1], [1, 3, 2, 2]);

/** Makes the engine leave the last sizes of the output open in its description. */
function openOutput(inner: Spawn): Spawn {
  return (listener) =>
    inner({
      ...listener,
      message: (message) => {
        const value = message.kind === 'answer' ? (message.value as { description?: string }) : {};
        if (value?.description !== undefined) {
          const description = JSON.parse(value.description);
          description.outputs[0].shape = [1, 3, -1, -1];
          value.description = JSON.stringify(description);
        }
        listener.message(message);
      },
      failed: (reason) => listener.failed(reason),
    });
}

test('a classifier: softmax where the network has none, labels, and top_k', async () => {
  slot.spawn = localWorker({ engine: { metadata: { labels: '["a","b","c"]' } } }).spawn;
  const classify = await createClassifier(MODEL);
  expect(classify.scoreNote).toContain('softmax is applied');
  const predictions = await classify(picture, { top_k: 2 });
  // The fake gives every class the same logit.
  expect(predictions).toEqual([
    { label: 'a', score: expect.closeTo(1 / 3, 6), index: 0 },
    { label: 'b', score: expect.closeTo(1 / 3, 6), index: 1 },
  ]);
  expect((await errorOf(classify(picture, { top_k: 0 }))).code).toBe('invalid-argument');
  await classify.release();
  expect((await errorOf(classify(picture))).code).toBe('released');
});

test('a classifier of a session leaves the session alone', async () => {
  const { session } = await open();
  const classify = await createClassifier(session, { labels: ['x', 'y', 'z'] });
  expect((await classify(picture))[0]?.label).toBe('x');
  await classify.release();
  expect(await session.run({ input: input() })).toHaveProperty('mean');
  const error = await errorOf(createClassifier(session, { threads: 2 }));
  expect(error.message).toContain('threads');
  await session.release();
});

test('labels that do not fit are refused, and the worker ended', async () => {
  const worker = localWorker();
  slot.spawn = worker.spawn;
  const error = await errorOf(createClassifier(MODEL, { labels: ['only one'] }));
  expect(error.code).toBe('labels-mismatch');
  expect(error.message).toContain('3 classes');
  expect(worker.terminated).toBe(true);
});

test('labels are counted by the classes, not by the batch', async () => {
  const labels = ['a', 'b', 'c'];
  // The fake's output is [batch, channels, 1, 1].
  slot.spawn = localWorker({ engine: { inputShape: [-1, 3, 2, 2] } }).spawn;
  const classify = await createClassifier(MODEL, { labels });
  expect(await classify(picture)).toHaveLength(3);
  await classify.release();
  slot.spawn = localWorker({ engine: { inputShape: [-1, 3, 2, 2] } }).spawn;
  const two = ['a', 'b'];
  const error = await errorOf(createClassifier(MODEL, { labels: two }));
  expect(error.code).toBe('labels-mismatch');
});

test('a fixed batch is filled with the one picture, and its first answer counts', async () => {
  slot.spawn = localWorker({ engine: { inputShape: [8, 3, 2, 2] } }).spawn;
  const classify = await createClassifier(MODEL, { labels: ['a', 'b', 'c'] });
  const answer = await classify(picture);
  // Red of 51 / 255 doubled against twice nothing: softmax of 0.4, 0, 0.
  const others = 1 / (Math.exp(0.4) + 2);
  expect(answer.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
  expect(answer[0]?.score).toBeCloseTo(Math.exp(0.4) * others, 6);
  expect(answer[2]?.score).toBeCloseTo(others, 6);
  expect(classify.session.info.notes.join(' ')).toContain('8 pictures at a time');
  await classify.release();
});

test('a class count that only a run tells is compared then', async () => {
  slot.spawn = openOutput(localWorker().spawn);
  const classify = await createClassifier(MODEL, { labels: ['a', 'b'] });
  const error = await errorOf(classify(picture));
  expect(error.code).toBe('labels-mismatch');
  expect(error.message).toContain('3 classes');
  await classify.release();
});

test.each([
  [{ labels: 'a,b,c' }, 'labels'],
  [{ labels: ['a', 2] }, 'labels'],
  [{ preprocess: { divisor: 0 } }, 'preprocess.divisor'],
  [{ preprocess: { size: 1 } }, 'size'],
])('createClassifier with %o is refused before anything starts', async (options, message) => {
  slot.spawn = () => {
    throw new Error('a worker was started');
  };
  const given = options as unknown as Parameters<typeof createClassifier>[1];
  const error = await errorOf(createClassifier(MODEL, given));
  expect(error.code).toBe('invalid-argument');
  expect(error.message).toContain(message);
});

test('a signal of classify is checked', async () => {
  slot.spawn = localWorker().spawn;
  const classify = await createClassifier(MODEL);
  const signal = new AbortController() as unknown as AbortSignal;
  expect((await errorOf(classify(picture, { signal }))).message).toContain('signal');
  await classify.release();
});

test('a network without a picture for input is no classifier', async () => {
  const worker = localWorker({ engine: { inputShape: [1, 7, 2, 2] } });
  slot.spawn = worker.spawn;
  const error = await errorOf(createClassifier(MODEL));
  expect(error.code).toBe('unsupported');
  expect(worker.terminated).toBe(true);
});

const RULE = { score: 'max_logit', value: 'mean', below: 0.5, flagged: 0.05, missed: 0.4 };

/** A classifier over the fake engine, its output being what that picture's red makes of it. */
async function withMetadata(metadata: Record<string, string>) {
  slot.spawn = localWorker({ engine: { metadata } }).spawn;
  return createClassifier(MODEL);
}

test('the temperature of the file is applied, and can be left out', async () => {
  const classify = await withMetadata({ temperature: '0.5' });
  expect(classify.temperature).toBe(0.5);
  expect(classify.scoreNote).toMatch(/softmax is applied.*calibrated with the temperature 0.5/);
  // All classes are alike here: no temperature changes that.
  expect(await classify(picture, { raw: true })).toEqual(await classify(picture));
  const given = { raw: 'yes' } as unknown as Parameters<typeof classify>[1];
  expect((await errorOf(classify(picture, given))).message).toContain('raw');
  await classify.release();
});

test('examine tells of an unfamiliar picture where the file has a rule', async () => {
  const classify = await withMetadata({ unfamiliar: JSON.stringify(RULE) });
  expect(classify.unfamiliarRule).toEqual(RULE);
  const { predictions, unfamiliar } = await classify.examine(picture, { top_k: 2 });
  expect(predictions).toEqual(await classify(picture, { top_k: 2 }));
  // Red 51 / 255, doubled.
  const score = expect.closeTo(0.4, 6);
  expect(unfamiliar).toEqual({ score, below: 0.5, isUnfamiliar: true });
  const bright = { ...picture, data: Uint8Array.of(255, 0, 0, 255) };
  expect((await classify.examine(bright)).unfamiliar?.isUnfamiliar).toBe(false);
  await classify.release();
});

test('a file that says nothing, or nonsense, is used as before', async () => {
  const plain = await withMetadata({});
  const nonsense = await withMetadata({ temperature: '-1', unfamiliar: '{"value":"nowhere"}' });
  for (const classify of [plain, nonsense]) {
    expect(classify.temperature).toBe(1);
    expect(classify.unfamiliarRule).toBeUndefined();
    expect(classify.scoreNote).not.toContain('temperature');
    expect((await classify.examine(picture)).unfamiliar).toBeUndefined();
    expect(await classify(picture)).toHaveLength(3);
  }
  const notes = nonsense.session.info.notes.join(' ');
  expect(notes).toContain('The file\'s "temperature" is ignored');
  expect(notes).toContain('The file\'s "unfamiliar" is ignored');
  await plain.release();
  await nonsense.release();
});
