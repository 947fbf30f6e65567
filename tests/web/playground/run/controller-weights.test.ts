// Networks whose weights lie in other files: the files come in any order, and nothing waits in vain.

import { beforeEach, expect, test } from 'vitest';
import type { Playground } from '../../../../web/src/playground/kit/playground.js';
import type { Controller } from '../../../../web/src/playground/run/controller.js';
import type { ModelSource, Network, Pixels } from '../../../../web/src/playground/run/ports.js';
import type { ErrorData } from '../../../../web/src/protocol/index.js';
import { tinyInfo } from '../../support/app.js';
import { playgroundWith } from '../../support/playground.js';

/** What each network needs, by the name of its file; one that is not listed needs nothing. */
const NEEDS: Record<string, string[]> = {
  'net.onnx': ['net.onnx.data'],
  'two.onnx': ['a.bin', 'b.bin'],
  'deep.onnx': ['data/w.bin'],
};

class Refused extends Error {
  readonly data: ErrorData;
  constructor(data: Omit<ErrorData, 'hint'>) {
    super(data.message);
    this.data = { hint: '', ...data };
  }
}

let playground: Playground;
let controller: Controller<string>;
/** Each load: the model and the files that came with it. */
let loads: string[];
/** Set while loads wait for the test. */
let gate: Promise<void> | undefined;

function network(title: string): Network<Pixels> {
  return {
    info: { ...tinyInfo(), title },
    run: () => ({ result: new Promise(() => {}), cancel: () => {} }),
    answer: () => ({ result: new Promise(() => {}), cancel: () => {} }),
    score: async () => undefined,
    read: async () => new Map(),
    toOnnx: async () => new Uint8Array(),
    release: () => {},
  };
}

function load(source: ModelSource<string>) {
  const name = source.kind === 'file' ? source.name : source.entry.title;
  const given = (source.weights ?? []).map(({ path }) => path);
  loads.push([name, ...given].join(' '));
  let cancel = () => {};
  const given_up = new Promise<never>((_, reject) => {
    cancel = () => reject(new Refused({ code: 'aborted', message: 'aborted' }));
  });
  const result = async () => {
    await gate;
    const files = (NEEDS[name] ?? []).filter((path) => !given.includes(path));
    if (files.length > 0) throw new Refused({ code: 'missing-file', message: 'missing', files });
    const short = (source.weights ?? []).filter(({ file }) => file === 'short');
    if (short.length > 0) {
      const message = 'it is too short';
      throw new Refused({ code: 'truncated', message, files: short.map(({ path }) => path) });
    }
    return network(name);
  };
  return { result: Promise.race([result(), given_up]), cancel: () => cancel() };
}

beforeEach(() => {
  loads = [];
  gate = undefined;
  ({ playground, controller } = playgroundWith<string, Pixels>({
    load,
    decode: () => ({ result: new Promise(() => {}), cancel: () => {} }),
    isAtHand: () => true,
    errorData: (thrown) => (thrown instanceof Refused ? thrown.data : undefined),
  }));
});

const model = (name: string, ...weights: string[]): ModelSource<string> => ({
  kind: 'file',
  name,
  file: name,
  weights: weights.map((path) => ({ path, file: path })),
});
const files = (...paths: string[]) => paths.map((path) => ({ path, file: path }));
const open = () => playground.state.model?.info.title;
const failure = () => playground.state.failure;

test('a model and its weights together', async () => {
  await controller.openModel(model('net.onnx', 'net.onnx.data'));
  expect(loads).toEqual(['net.onnx net.onnx.data']);
  expect(open()).toBe('net.onnx');
});

test('the model alone asks for its weights by name, and they open it', async () => {
  await controller.openModel(model('net.onnx'));
  expect(failure()).toMatchObject({ code: 'missing-file', missing: ['net.onnx.data'] });
  expect(failure()?.message).toContain('"net.onnx.data"');
  expect(controller.lacking()).toEqual(['net.onnx.data']);
  await controller.openWeights(files('net.onnx.data'));
  expect(open()).toBe('net.onnx');
  expect(failure()).toBeUndefined();
  expect(controller.lacking()).toEqual([]);
});

test('the weights alone say what they wait for, and are there when it comes', async () => {
  await controller.openWeights(files('net.onnx.data'));
  expect(failure()).toMatchObject({ scope: 'weights', code: 'weights-alone' });
  expect(failure()?.message).toContain('"net.onnx"');
  await controller.openModel(model('net.onnx'));
  expect(loads).toEqual(['net.onnx net.onnx.data']);
  expect(open()).toBe('net.onnx');
});

test('weights that come while their model is being looked at are not lost', async () => {
  let go = () => {};
  gate = new Promise((resolve) => {
    go = resolve;
  });
  const opened = controller.openModel(model('net.onnx'));
  const added = controller.openWeights(files('net.onnx.data'));
  go();
  await Promise.all([opened, added]);
  expect(open()).toBe('net.onnx');
});

test('of several files, those that are there are asked for no more', async () => {
  await controller.openModel(model('two.onnx'));
  await controller.openWeights(files('b.bin'));
  expect(failure()?.missing).toEqual(['a.bin']);
  await controller.openWeights(files('a.bin'));
  expect(loads.at(-1)).toBe('two.onnx b.bin a.bin');
  expect(open()).toBe('two.onnx');
});

test('several files that came before their model are all there', async () => {
  await controller.openWeights(files('a.bin'));
  await controller.openWeights(files('b.bin'));
  expect(failure()?.message).toContain('"a.bin" and "b.bin"');
  await controller.openModel(model('two.onnx'));
  expect(open()).toBe('two.onnx');
});

test('another file of weights leaves the question as it is', async () => {
  await controller.openModel(model('net.onnx'));
  await controller.openWeights(files('other.data'));
  expect(failure()).toMatchObject({ code: 'missing-file', missing: ['net.onnx.data'] });
  expect(failure()?.message).toContain('"other.data"');
  await controller.openWeights(files('net.onnx.data'));
  expect(loads.at(-1)).toBe('net.onnx net.onnx.data');
  expect(open()).toBe('net.onnx');
});

test('a file is found by its own name where the model has it in a folder', async () => {
  await controller.openModel(model('deep.onnx', 'w.bin'));
  expect(loads).toEqual(['deep.onnx w.bin', 'deep.onnx data/w.bin']);
  expect(open()).toBe('deep.onnx');
  await controller.openModel(model('deep.onnx'));
  await controller.openWeights(files('w.bin'));
  expect(loads.at(-1)).toBe('deep.onnx data/w.bin');
  expect(failure()).toBeUndefined();
});

test('another model ends the waiting, of a model and of weights', async () => {
  await controller.openModel(model('net.onnx'));
  await controller.openModel(model('whole.onnx'));
  await controller.openWeights(files('net.onnx.data'));
  expect(failure()?.code).toBe('weights-alone');
  expect(open()).toBe('whole.onnx');
  const entry = { id: 'x', title: 'listed' } as Extract<
    ModelSource<string>,
    { kind: 'catalog' }
  >['entry'];
  await controller.openModel({ kind: 'catalog', entry });
  expect(failure()).toBeUndefined();
  await controller.openModel(model('net.onnx'));
  expect(loads.slice(-2)).toEqual(['listed', 'net.onnx']);
  expect(failure()?.missing).toEqual(['net.onnx.data']);
  expect(open()).toBe('listed');
});

test('trying again keeps the files that were given', async () => {
  await controller.openModel(model('two.onnx', 'a.bin'));
  await controller.retry();
  expect(loads).toEqual(['two.onnx a.bin', 'two.onnx a.bin']);
  expect(failure()?.missing).toEqual(['b.bin']);
});

test('a file that is too short is asked for again, and the whole one takes its place', async () => {
  const short = { path: 'net.onnx.data', file: 'short' };
  await controller.openModel({ ...model('net.onnx'), weights: [short] });
  expect(failure()).toMatchObject({ code: 'truncated', missing: ['net.onnx.data'] });
  await controller.openWeights(files('net.onnx.data'));
  expect(open()).toBe('net.onnx');
  expect(failure()).toBeUndefined();
});

test('a file of another name that came with the model is named', async () => {
  await controller.openModel(model('net.onnx', 'weights.bin'));
  expect(failure()).toMatchObject({ code: 'missing-file', missing: ['net.onnx.data'] });
  expect(failure()?.message).toBe(
    '"weights.bin" came with this network, but it needs "net.onnx.data".',
  );
  expect(failure()?.hint).toContain('rename it first');
});
