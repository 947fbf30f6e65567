// Changes that are made while something else happens: another network is opened, or the one on screen stops.

import { beforeEach, expect, test } from 'vitest';
import { applyChanges } from '../../../../../web/src/onnx-edit/index.js';
import { addChange } from '../../../../../web/src/playground/features/change/acts.js';
import type { Made } from '../../../../../web/src/playground/features/change/state.js';
import type { Playground } from '../../../../../web/src/playground/kit/playground.js';
import type { Controller } from '../../../../../web/src/playground/run/controller.js';
import type {
  ModelSource,
  Network,
  Pixels,
  RunResult,
} from '../../../../../web/src/playground/run/ports.js';
import { tinyInfo, value } from '../../../support/app.js';
import { onnxModel } from '../../../support/onnx-model.js';
import { playgroundWith } from '../../../support/playground.js';

class Crash extends Error {}

interface Load {
  source: ModelSource<File>;
  resolve(network: Network<Pixels>): void;
}

let playground: Playground;
let controller: Controller<File>;
let loads: Load[];
/** Whether the network on screen is gone at its next run. */
let crashes: boolean;

const result: RunResult = {
  ...{ values: new Map([['input', value([1, 1], () => 1)]]), statistics: new Map() },
  ...{ timings: [], threads: 1, warm: true, scores: undefined },
};

const network = (): Network<Pixels> => ({
  info: tinyInfo(),
  run: () => ({
    result: crashes ? Promise.reject(new Crash('gone')) : Promise.resolve(result),
    cancel: () => {},
  }),
  answer: () => ({ result: Promise.resolve(undefined), cancel: () => {} }),
  score: async () => undefined,
  read: async () => new Map(),
  toOnnx: async () => new Uint8Array(),
  release: () => {},
});

const SHAPE = [1, 4, 1, 1];
const bytesOf = (op: string) =>
  onnxModel({
    input: SHAPE,
    nodes: [{ op, inputs: ['input'], output: 'y' }],
    weights: {},
  }) as Uint8Array<ArrayBuffer>;
const fileOf = (op: string): File => new File([bytesOf(op)], `${op}.onnx`);

const muted = (channel: number): Made => ({
  key: `scale y ${channel}`,
  layer: 'y',
  change: { kind: 'scale', value: 'y', channel, factor: 0, shape: SHAPE },
});

const settle = () => new Promise<void>((then) => setTimeout(then, 5));

async function until(isThere: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && !isThere(); tries++) await settle();
  expect(isThere()).toBe(true);
}

/** The load of a changed file that is asked for next. */
async function nextChanged(): Promise<Load> {
  const before = loads.length;
  await until(() => loads.length > before);
  const load = loads.at(-1) as Load;
  expect(load.source.instead).toBeDefined();
  return load;
}

async function open(file: File): Promise<void> {
  const { model } = playground.state;
  void controller.openModel({ kind: 'file', name: file.name, file });
  loads.at(-1)?.resolve(network());
  await until(() => playground.state.model !== model);
  await settle();
}

beforeEach(async () => {
  [loads, crashes] = [[], false];
  const made = playgroundWith<File, Pixels>({
    load(source) {
      const result = new Promise<Network<Pixels>>((resolve) => {
        loads.push({ source, resolve });
      });
      return { result, cancel: () => {} };
    },
    isAtHand: () => false,
    decode: () => ({
      result: Promise.resolve({ width: 10, height: 10, preview: null }),
      cancel: () => {},
    }),
    errorData: (thrown) =>
      thrown instanceof Crash
        ? { code: 'engine-crash', message: thrown.message, hint: '' }
        : undefined,
  });
  ({ playground, controller } = made);
  await open(fileOf('Relu'));
  const file = new File([], 'first.png');
  await controller.openPicture({ kind: 'file', name: file.name, file });
});

test('a change of the network that came meanwhile is made, and nothing of the one before', async () => {
  addChange(muted(0))(playground);
  const late = await nextChanged();
  await open(fileOf('Tanh'));
  addChange(muted(1))(playground);
  expect(playground.state.changing).toBe(true);
  late.resolve(network());
  const load = await nextChanged();
  const written = new Uint8Array((await load.source.instead?.arrayBuffer()) ?? []);
  expect(Buffer.from(written)).toEqual(
    Buffer.from(applyChanges(bytesOf('Tanh'), [muted(1).change])),
  );
  load.resolve(network());
  await until(() => !playground.state.changing);
  expect(playground.state.changes).toEqual([muted(1)]);
  expect(playground.state.changeRefused).toBeUndefined();
});

test('a file that was still being read does not come in place of another network', async () => {
  let read = (_: ArrayBuffer): void => {};
  const slow = fileOf('Relu');
  slow.arrayBuffer = () =>
    new Promise((then) => {
      read = then;
    });
  await open(slow);
  addChange(muted(0))(playground);
  await open(fileOf('Tanh'));
  const before = loads.length;
  read(bytesOf('Relu').buffer);
  await until(() => !playground.state.changing);
  // The code that would load it is fetched at first.
  for (let tries = 0; tries < 20; tries++) await settle();
  expect(loads.length).toBe(before);
  expect(playground.state.changes).toEqual([]);
});

test('a change is refused with a sentence where the network on screen stops meanwhile', async () => {
  addChange(muted(0))(playground);
  const load = await nextChanged();
  crashes = true;
  const file = new File([], 'second.png');
  await controller.openPicture({ kind: 'file', name: file.name, file });
  crashes = false;
  load.resolve(network());
  await until(() => playground.state.changeRefused !== undefined);
  expect(playground.state.changes).toEqual([]);
  expect(playground.state.changeRefused?.text).toMatch(/^The network stopped before/);
});
