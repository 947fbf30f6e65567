// Networks of which only a part can run, opened up to there.

import { expect, test } from 'vitest';
import { onnxModel } from '../support/onnx-model.js';
import { importPackage } from '../support/package.js';

const { InferenceSession, PlaygroundError, Tensor } = await importPackage();

/** input -> Relu -> a -> Neg -> b -> Unheard(b) -> c -> Abs. */
const model = onnxModel({
  input: [1, 2],
  nodes: [
    { op: 'Relu', inputs: ['input'], output: 'a' },
    { op: 'Neg', inputs: ['a'], output: 'b' },
    { op: 'Unheard', inputs: ['b'], output: 'c' },
    { op: 'Abs', inputs: ['c'], output: 'd' },
  ],
  weights: {},
});
const options = { threads: 1, warmup: false } as const;

test('the refusal names what can run, and that is what opens', async () => {
  const refused = await InferenceSession.create(model, options).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(PlaygroundError);
  const { reachable, message } = refused as InstanceType<typeof PlaygroundError>;
  expect(reachable).toEqual(['b']);
  expect(message).toContain("Everything up to 'b' can run.");
  const session = await InferenceSession.create(model, { ...options, until: reachable ?? [] });
  expect(session.outputNames).toEqual(['b']);
  const out = await session.run({ input: new Tensor('float32', [3, -4], [1, 2]) });
  expect([...(out.b?.data ?? [])]).toEqual([-3, -0]);
  expect(session.graph().leftOut).toMatchObject([
    { op: 'Unheard', reason: expect.stringContaining('is not supported') },
    { op: 'Abs' },
  ]);
  await session.release();
});

test('one name is enough; one that there is not, and what is no name, are refused', async () => {
  const session = await InferenceSession.create(model, { ...options, until: 'a' });
  expect(session.graph().nodes.map(({ op }) => op)).toEqual(['Relu']);
  await session.release();
  const wrong = InferenceSession.create(model, { ...options, until: 'z' });
  await expect(wrong).rejects.toMatchObject({ code: 'invalid-argument' });
  const number = InferenceSession.create(model, { ...options, until: 3 as never });
  await expect(number).rejects.toThrow('until');
});
