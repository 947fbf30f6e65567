// Patches of a network that was changed: they are those of the one on screen.

import { expect, test, vi } from 'vitest';
import { FedPictures } from '../../../../../web/src/playground/features/patches/fed.js';
import { createLooker } from '../../../../../web/src/playground/features/patches/looker.js';
import type { Found } from '../../../../../web/src/playground/features/patches/state.js';
import { endWork, holdWork } from '../../../../../web/src/playground/features/patches/work.js';
import type { AppState, Playground } from '../../../../../web/src/playground/kit/playground.js';
import { networkLoader } from '../../../../../web/src/playground/run/engine.js';
import { snapshot, tinyInfo, value } from '../../../support/app.js';
import { playgroundWithout } from '../../../support/playground.js';

vi.mock('../../../../../web/src/playground/run/engine.js');

const { preprocess } = tinyInfo();
const changes: AppState['changes'] = [
  {
    key: 'operator relu_1_1',
    layer: 'relu_1_1',
    change: { kind: 'activation', node: 'relu_1_1', to: 'Tanh' },
  },
];

const found = (changes: AppState['changes']): Found => ({
  ...{ id: 1, sources: [], preprocess, changes, done: 0, refused: [], version: 0 },
  ...{ layers: new Map(), fed: new FedPictures() },
});

/** A pass is under way on the network as it is. */
function looking(): { playground: Playground; end: () => void } {
  const playground = playgroundWithout();
  const end = vi.fn();
  const { state, set } = playground;
  holdWork(playground, end);
  set({ patches: { ...state.patches, found: found(state.changes), isBusy: true, listed: 48 } });
  return { playground, end };
}

test('what was found, and what is under way, ends with a change of the network', () => {
  const { playground, end } = looking();
  playground.emit('runFinished', [snapshot()], { changes });
  expect(end).toHaveBeenCalledOnce();
  const { patches } = playground.state;
  expect(patches.found).toBeUndefined();
  expect(patches.isBusy).toBe(false);
  expect(patches.listed).toBe(48);
});

test('another run of the same network ends nothing', () => {
  const { playground, end } = looking();
  playground.emit('runFinished', [snapshot()]);
  expect(end).not.toHaveBeenCalled();
  expect(playground.state.patches.found).toBeDefined();
  endWork(playground);
});

test('the changed file is looked through where it is on screen, else the own one', async () => {
  const own = { kind: 'file', name: 'net.onnx', file: new File([], 'net.onnx') } as const;
  const changed = new File([], 'changed.onnx');
  const load = vi.fn((_: unknown) => ({
    result: Promise.reject(new Error('not here')),
    cancel: () => {},
  }));
  vi.mocked(networkLoader).mockReturnValue(load);
  for (const instead of [undefined, changed]) {
    const controller = { sources: () => ({ model: own, instead }) };
    const playground = { ...playgroundWithout(), controller, site: { samples: '' } };
    const looker = createLooker(playground as unknown as Playground);
    const picture = { pixels: value([1], () => 0) } as never;
    await expect(looker.look(picture, [], preprocess)).rejects.toThrow('not here');
  }
  expect(load.mock.calls.map(([source]) => source)).toEqual([own, { ...own, instead: changed }]);
});
