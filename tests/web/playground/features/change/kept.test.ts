// Changes over a reload: when they are made again, kept, and forgotten.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addChange, takeAllBack } from '../../../../../web/src/playground/features/change/acts.js';
import { keepChanges } from '../../../../../web/src/playground/features/change/kept.js';
import {
  forgetPast,
  makePastAgain,
  rememberPast,
} from '../../../../../web/src/playground/features/change/past.js';
import type { Made } from '../../../../../web/src/playground/features/change/state.js';
import type { Playground } from '../../../../../web/src/playground/kit/playground.js';
import type { Network, Pixels, RunResult } from '../../../../../web/src/playground/run/ports.js';
import { tinyInfo, value } from '../../../support/app.js';
import { onnxModel } from '../../../support/onnx-model.js';
import { playgroundWith } from '../../../support/playground.js';

const KEY = 'cnn-playground-changes-2';
const SHAPE = [1, 4, 1, 1];
const BYTES = onnxModel({
  input: SHAPE,
  nodes: [{ op: 'Relu', inputs: ['input'], output: 'y' }],
  weights: {},
}) as Uint8Array<ArrayBuffer>;
const ENTRY = { id: 'far', title: 'Far', url: 'https://models.example/far.onnx' };

const muted = (channel: number, of = 'y'): Made => ({
  key: `scale ${of} ${channel}`,
  layer: of,
  change: { kind: 'scale', value: of, channel, factor: 0, shape: SHAPE },
});

let tab: Map<string, string>;
/** What fetching the network's own file comes to. */
let answer: () => Promise<Response>;
/** How the engine refuses a changed file; undefined where it runs it. */
let refusal: string | undefined;
/** Whether the engine dies at the next run. */
let dies: boolean;

class Refusal extends Error {}

const result: RunResult = {
  ...{ values: new Map([['input', value([1, 1], () => 1)]]), statistics: new Map() },
  ...{ timings: [], threads: 1, warm: true, scores: undefined },
};
const network = (): Network<Pixels> => ({
  info: tinyInfo(),
  run: () => ({
    result: dies ? Promise.reject(new Refusal('engine-crash')) : Promise.resolve(result),
    cancel: () => {},
  }),
  answer: () => ({ result: Promise.resolve(undefined), cancel: () => {} }),
  score: async () => undefined,
  read: async () => new Map(),
  toOnnx: async () => new Uint8Array(),
  release: () => {},
});

const storageOf = (map: Map<string, string>) => ({
  getItem: (key: string) => map.get(key) ?? null,
  setItem: (key: string, text: string) => void map.set(key, text),
  removeItem: (key: string) => void map.delete(key),
});

beforeEach(() => {
  tab = new Map();
  answer = async () => new Response(BYTES);
  refusal = undefined;
  dies = false;
  vi.stubGlobal('sessionStorage', storageOf(tab));
  vi.stubGlobal('localStorage', storageOf(new Map()));
  vi.stubGlobal('fetch', () => answer());
});
afterEach(() => vi.unstubAllGlobals());

function drawn(playground: Playground): void {
  keepChanges(playground);
  rememberPast(playground);
}

/** A page that has just been loaded, in the same tab, with the network on screen. */
async function page(own?: File): Promise<Playground> {
  const { playground, controller } = playgroundWith<File, Pixels>({
    load: ({ instead }) => ({
      result:
        instead && refusal !== undefined
          ? Promise.reject(new Refusal(refusal))
          : Promise.resolve(network()),
      cancel: () => {},
    }),
    isAtHand: () => false,
    decode: () => ({
      result: Promise.resolve({ width: 10, height: 10, preview: null }),
      cancel: () => {},
    }),
    errorData: (thrown) =>
      thrown instanceof Refusal
        ? { code: thrown.message as 'invalid-shape', message: 'refused', hint: '' }
        : undefined,
  });
  const wide: Playground = Object.create(playground, { wide: { value: true } });
  const source = own
    ? ({ kind: 'file', name: own.name, file: own } as const)
    : ({ kind: 'catalog', entry: ENTRY as never } as const);
  await controller.openModel(source);
  const file = new File([], 'first.png');
  await controller.openPicture({ kind: 'file', name: file.name, file });
  drawn(wide);
  return wide;
}

async function settled(playground: Playground): Promise<void> {
  await vi.waitFor(() => expect(playground.state.changing).toBe(false));
  drawn(playground);
}

const kept = (): { changes: readonly Made[] } | undefined => {
  const text = tab.get(KEY);
  return text === undefined ? undefined : JSON.parse(text);
};

async function changed(own?: File): Promise<Playground> {
  const before = await page(own);
  addChange(muted(1))(before);
  await settled(before);
  expect(before.state.changes).toEqual([muted(1)]);
  return before;
}

test('a reload makes them again, and they are kept while they are made', async () => {
  await changed();
  const after = await page();
  expect(after.state.changing).toBe(true);
  expect(kept()?.changes).toEqual([muted(1)]);
  await settled(after);
  expect(after.state.changes).toEqual([muted(1)]);
  expect(kept()?.changes).toEqual([muted(1)]);
  expect(after.state.changesKept).toBe(true);
});

test('where the file cannot be fetched it is said, and the next reload tries again', async () => {
  await changed();
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  const without = await page();
  await settled(without);
  expect(without.state.changes).toEqual([]);
  expect(without.state.changeRefused?.text).toMatch(/could not be fetched to change it/);
  answer = async () => new Response(BYTES);
  const after = await page();
  await settled(after);
  expect(after.state.changes).toEqual([muted(1)]);
});

test.each([
  ['the engine refuses them', muted(1), 'invalid-shape'],
  ['the file has no such layer', muted(1, 'elsewhere'), undefined],
])('they are forgotten where %s', async (_, made, code) => {
  tab.set(KEY, JSON.stringify({ network: 'far', changes: [made], tries: 0 }));
  refusal = code;
  const after = await page();
  await settled(after);
  expect(after.state.changeRefused?.text).not.toBe('');
  expect(kept()).toBeUndefined();
});

test('a page that goes down while it makes them does so twice at most', async () => {
  await changed();
  const first = await page();
  expect(first.state.changing).toBe(true);
  const second = await page();
  expect(second.state.changing).toBe(true);
  const third = await page();
  expect(third.state.changing).toBe(false);
  expect(kept()).toBeUndefined();
});

test('they are forgotten with the files of the user, and when nothing is to be kept', async () => {
  for (const end of ['forgetFiles', 'keepFiles'] as const) {
    const before = await changed();
    expect(before.state.changesKept).toBe(true);
    if (end === 'keepFiles') before.actions.keepFiles(false);
    else before.actions.forgetFiles();
    keepChanges(before);
    expect(kept()).toBeUndefined();
    expect(before.state.changesKept).toBe(false);
  }
});

test('of a file that could not be kept they are not there after a reload', async () => {
  const before = await changed(new File([BYTES], 'own.onnx'));
  expect(before.state.changesKept).toBe(false);
  tab.set('cnn-playground-shown', JSON.stringify({ model: 'own' }));
  keepChanges(before);
  expect(before.state.changesKept).toBe(true);
});

test('where storage is refused they are not kept', async () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  vi.stubGlobal('sessionStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
  const before = await changed();
  expect(before.state.changesKept).toBe(false);
});

async function show(playground: Playground, name: string): Promise<void> {
  const file = new File([], name);
  await playground.controller.openPicture({ kind: 'file', name, file });
  drawn(playground);
}

/** The engine dies at a picture, and the next picture opens the network again. */
async function crash(playground: Playground): Promise<void> {
  dies = true;
  await show(playground, 'second.png');
  expect(playground.state.snapshot).toBeUndefined();
  dies = false;
  await show(playground, 'third.png');
  expect(playground.state.snapshot).toBeDefined();
}

test('where the engine died they are offered, and a reload finds them until somebody says no', async () => {
  const before = await changed();
  await crash(before);
  expect(before.state.changes).toEqual([]);
  expect(before.state.changesBefore).toEqual([muted(1)]);
  expect(kept()?.changes).toEqual([muted(1)]);
  forgetPast(before);
  drawn(before);
  expect(before.state.changesBefore).toEqual([]);
  expect(kept()).toBeUndefined();
});

test('a new change leaves the offer as it is, also where it is taken back', async () => {
  const before = await changed();
  await crash(before);
  addChange(muted(2))(before);
  await settled(before);
  expect(before.state.changes).toEqual([muted(2)]);
  expect(before.state.changesBefore).toEqual([muted(1)]);
  takeAllBack(before);
  await settled(before);
  expect(before.state.changes).toEqual([]);
  expect(before.state.changesBefore).toEqual([muted(1)]);
});

test('what is offered comes to what was changed since, and is offered no more', async () => {
  const before = await changed();
  await crash(before);
  addChange(muted(2))(before);
  await settled(before);
  makePastAgain(before);
  await settled(before);
  expect(before.state.changes).toEqual([muted(2), muted(1)]);
  expect(before.state.changesBefore).toEqual([]);
  expect(kept()?.changes).toEqual([muted(2), muted(1)]);
});

test('what could not be made again stays on offer', async () => {
  const before = await changed();
  await crash(before);
  refusal = 'invalid-shape';
  makePastAgain(before);
  await settled(before);
  expect(before.state.changes).toEqual([]);
  expect(before.state.changesBefore).toEqual([muted(1)]);
});

test('what was changed since is offered with the rest where the engine dies once more', async () => {
  const before = await changed();
  await crash(before);
  addChange(muted(2))(before);
  await settled(before);
  await crash(before);
  expect(before.state.changesBefore).toEqual([muted(1), muted(2)]);
});

const good = muted(1);
test.each<[why: string, held: unknown]>([
  ['no list', { network: 'far', tries: 0, changes: 'all' }],
  ['of the version before', { network: 'far', changes: [good] }],
  ['null', { network: 'far', tries: 0, changes: [null] }],
  ['without a change', { network: 'far', tries: 0, changes: [{ key: 'a', layer: 'y' }] }],
  [
    'of an unknown kind',
    { network: 'far', tries: 0, changes: [{ ...good, change: { kind: 'constructor' } }] },
  ],
  [
    'a factor that is text',
    { network: 'far', tries: 0, changes: [{ ...good, change: { ...good.change, factor: '0' } }] },
  ],
  [
    'an activation that is none',
    {
      ...{ network: 'far', tries: 0 },
      changes: [{ ...good, change: { kind: 'activation', node: 'y', to: 'toString' } }],
    },
  ],
])('what is kept is dropped in silence where it is %s', async (_, held) => {
  tab.set(KEY, JSON.stringify(held));
  const after = await page();
  expect(after.state.changing).toBe(false);
  expect(after.state.changeRefused).toBeUndefined();
  expect(kept()).toBeUndefined();
});
