// Whoever wants nothing kept finds nothing kept, also of what was being kept just then.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keep } from '../../../../../web/src/playground/features/keep/index.js';
import type { Playground } from '../../../../../web/src/playground/kit/playground.js';
import { createPlayground } from '../../../../../web/src/playground/kit/store.js';
import { tinyModel } from '../../../support/app.js';
import { type FakeCaches, fakeCaches } from '../../../support/fake-caches.js';
import { settle } from '../../../support/settle.js';

const CHOICE = 'cnn-playground-keep';
const SHOWN = 'cnn-playground-shown';

const storageOf = (map: Map<string, string>) => ({
  getItem: (key: string) => map.get(key) ?? null,
  setItem: (key: string, text: string) => void map.set(key, text),
  removeItem: (key: string) => void map.delete(key),
});

let fake: FakeCaches;
let tab: Map<string, string>;
let site: Map<string, string>;
/** What the window tells of other tabs. */
let heard: (event: { key: string; newValue: string }) => void;

beforeEach(() => {
  fake = fakeCaches();
  tab = new Map();
  site = new Map();
  vi.stubGlobal('sessionStorage', storageOf(tab));
  vi.stubGlobal('localStorage', storageOf(site));
  vi.stubGlobal('addEventListener', (type: string, listener: typeof heard) => {
    if (type === 'storage') heard = listener;
  });
});
afterEach(() => vi.unstubAllGlobals());

/** A page on which files of the user are open. */
function page(): Playground {
  const file = (name: string) => ({ kind: 'file', name, file: new File([name], name) });
  const sources = { model: file('net.onnx'), picture: file('cat.png') };
  const playground = createPlayground([keep], {} as HTMLElement, () => ({
    wide: true,
    controller: { sources: () => sources, picture: () => undefined },
  }));
  keep.start?.(playground);
  return playground;
}

const open = {
  model: (playground: Playground) => playground.emit('modelReady', [tinyModel()]),
  picture: (playground: Playground) => playground.emit('pictureOpened', [{ width: 8, height: 8 }]),
};

test.each(['model', 'picture'] as const)(
  'a %s is kept, and is on screen after a reload',
  async (what) => {
    const playground = page();
    open[what](playground);
    await vi.waitFor(() => expect(playground.state.own).toHaveLength(1));
    const id = playground.state.own[0]?.id;
    expect(JSON.parse(tab.get(SHOWN) ?? '{}')).toMatchObject({ [what]: id });
  },
);

test.each(['model', 'picture'] as const)(
  'a %s that is being kept is not kept after all',
  async (what) => {
    const playground = page();
    const stored = vi.fn();
    fake.beforePut = () => playground.actions.keepFiles(false);
    fake.afterPut = stored;
    open[what](playground);
    await vi.waitFor(() => expect(stored).toHaveBeenCalled());
    await settle();
    expect(fake.entries.size).toBe(0);
    expect(tab.has(SHOWN)).toBe(false);
    expect(playground.state.own).toEqual([]);
    expect(playground.state.ownShownId).toBeUndefined();
  },
);

test('what this tab kept before it heard of another tab goes too', async () => {
  const playground = page();
  open.picture(playground);
  await vi.waitFor(() => expect(playground.state.own).toHaveLength(1));
  site.set(CHOICE, 'off');
  heard({ key: CHOICE, newValue: 'off' });
  await vi.waitFor(() => expect(fake.entries.size).toBe(0));
  expect(playground.state).toMatchObject({ keeping: false, own: [] });
});

test('a choice that is no longer the last one takes no files', async () => {
  const playground = page();
  open.picture(playground);
  await vi.waitFor(() => expect(playground.state.own).toHaveLength(1));
  site.set(CHOICE, 'on');
  heard({ key: CHOICE, newValue: 'off' });
  await settle();
  expect(fake.entries.size).toBe(1);
});
