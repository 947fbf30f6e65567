// Another file in place of the network's own: what is on screen changes only once the picture has run through it.

import { beforeEach, expect, test } from 'vitest';
import type { Playground } from '../../../../web/src/playground/kit/playground.js';
import type { NetworkInfo } from '../../../../web/src/playground/network/network.js';
import type { Controller } from '../../../../web/src/playground/run/controller.js';
import type {
  ModelSource,
  Network,
  Pixels,
  RunResult,
  Task,
} from '../../../../web/src/playground/run/ports.js';
import { tinyInfo, value } from '../../support/app.js';
import { playgroundWith } from '../../support/playground.js';
import { settle } from '../../support/settle.js';

class Refused extends Error {}

/** A load that the test ends. */
interface Load {
  source: ModelSource<string>;
  resolve(network: Network<Pixels>): void;
  reject(error: unknown): void;
}

let playground: Playground;
let controller: Controller<string>;
let loads: Load[];
/** Names of the networks that were given back. */
let released: string[];

const done = <T>(result: T): Task<T> => ({ result: Promise.resolve(result), cancel: () => {} });
const failed = <T>(error: unknown): Task<T> => ({
  result: Promise.reject(error),
  cancel: () => {},
});

const outcome = (first: number): RunResult => ({
  values: new Map([['input', value([1, 1], () => first)]]),
  statistics: new Map(),
  timings: [],
  threads: 1,
  warm: true,
  scores: undefined,
});

function network(name: string, first: number, info: Partial<NetworkInfo> = {}): Network<Pixels> {
  return {
    info: { ...tinyInfo(), ...info },
    run: () => done(outcome(first)),
    answer: () => done(undefined),
    score: async () => undefined,
    read: async () => new Map(),
    toOnnx: async () => new Uint8Array(),
    release: () => {
      released.push(name);
    },
  };
}

const shown = () => playground.state.snapshot?.values.get('input')?.data[0];

/** The load that is asked for next: the code for it is fetched at first. */
async function nextLoad(): Promise<Load> {
  const before = loads.length;
  for (let tries = 0; tries < 1000 && loads.length === before; tries++) await settle();
  const load = loads.at(-1);
  if (!load || loads.length === before) throw new Error('nothing was loaded');
  return load;
}

const accuracy = { top1: 0.75, count: 100 };

beforeEach(async () => {
  [loads, released] = [[], []];
  ({ playground, controller } = playgroundWith<string, Pixels>({
    load(source) {
      const result = new Promise<Network<Pixels>>((resolve, reject) => {
        loads.push({ source, resolve, reject });
      });
      return { result, cancel: () => {} };
    },
    isAtHand: () => false,
    decode: () => done({ width: 10, height: 10, preview: null }),
    errorData: (thrown) =>
      thrown instanceof Refused
        ? { code: 'invalid-shape', message: thrown.message, hint: '' }
        : undefined,
  }));
  void controller.openModel({ kind: 'file', name: 'net.onnx', file: 'own' });
  void controller.openPicture({ kind: 'file', name: 'first.png', file: 'first.png' });
  loads[0]?.resolve(network('own', 1, { accuracy, title: 'Net' }));
  await settle();
});

test('the network, its run and what goes with it come at once, and the one before is given back', async () => {
  expect(shown()).toBe(1);
  const seen: unknown[] = [];
  const end = playground.subscribe(() => seen.push([shown(), playground.state.changedInput]));
  const replaced = controller.replace('changed', () => ({ changedInput: 7 }));
  const load = await nextLoad();
  expect(load.source).toMatchObject({ file: 'own', instead: 'changed' });
  expect(released).toEqual([]);
  load.resolve(network('changed', 2, { accuracy, title: 'of the file' }));
  expect(await replaced).toBeUndefined();
  end();
  // Never one without the other.
  expect(seen[0]).toEqual([2, 7]);
  expect(released).toEqual(['own']);
  expect(playground.state.model?.info.title).toBe('Net');
  // It was measured with the weights of the file.
  expect(playground.state.model?.info.accuracy).toBeUndefined();
  expect(controller.sources()).toMatchObject({ instead: 'changed', model: { file: 'own' } });
});

test('with its own file again, what was measured is said again', async () => {
  const replaced = controller.replace('changed', () => ({}));
  (await nextLoad()).resolve(network('changed', 2));
  await replaced;
  const back = controller.replace(undefined, () => ({}));
  const load = await nextLoad();
  expect(load.source.instead).toBeUndefined();
  load.resolve(network('own again', 3, { accuracy }));
  await back;
  expect(shown()).toBe(3);
  expect(playground.state.model?.info.accuracy).toEqual(accuracy);
  expect(released).toEqual(['own', 'changed']);
});

test('a file that is refused, or cannot run, changes nothing, and what went wrong comes back', async () => {
  const before = playground.state;
  const refused = controller.replace('changed', () => ({ changedInput: 7 }));
  (await nextLoad()).reject(new Refused('Gemm cannot multiply'));
  expect(await refused).toMatchObject({ code: 'invalid-shape', message: 'Gemm cannot multiply' });
  const broken = controller.replace('changed', () => ({ changedInput: 7 }));
  const network2 = network('changed', 2);
  (await nextLoad()).resolve({ ...network2, run: () => failed(new Refused('no run')) });
  expect(await broken).toMatchObject({ message: 'no run' });
  expect(playground.state).toEqual(before);
  expect(released).toEqual(['changed']);
  expect(controller.sources().instead).toBeUndefined();
});

test('of a network that is open no more nothing is shown', async () => {
  const replaced = controller.replace('changed', () => ({ changedInput: 7 }));
  const late = await nextLoad();
  void controller.openModel({ kind: 'file', name: 'other.onnx', file: 'other' });
  loads.at(-1)?.resolve(network('other', 5, { title: 'Other' }));
  await settle();
  late.resolve(network('changed', 2));
  expect(await replaced).toBeUndefined();
  expect(shown()).toBe(5);
  expect(playground.state.changedInput).toBe(0);
  expect(released).toEqual(['own', 'changed']);
});

test('a picture that comes meanwhile is run on the network that has come', async () => {
  const replaced = controller.replace('changed', () => ({}));
  const load = await nextLoad();
  let runs = 0;
  const slow = network('changed', 2);
  load.resolve({
    ...slow,
    run: () => {
      runs += 1;
      if (runs === 1)
        void controller.openPicture({ kind: 'file', name: 'second.png', file: 'second.png' });
      return done(outcome(10 + runs));
    },
  });
  await replaced;
  await settle();
  expect(playground.state.snapshot?.picture.name).toBe('second.png');
  expect(shown()).toBeGreaterThan(11);
});
