// What happens to the state of all features together.

import { afterEach, describe, expect, test, vi } from 'vitest';
import { announcement } from '../../../web/src/playground/features/answer/announce.js';
import { formOf } from '../../../web/src/playground/features/input-form/input-form.js';
import { features } from '../../../web/src/playground/features.js';
import type { AppState, Playground } from '../../../web/src/playground/kit/playground.js';
import { type Failure, failureOf, unknownFile } from '../../../web/src/playground/run/failures.js';
import { showBeside, showInstead } from '../../../web/src/playground/run/tasks/desk.js';
import { snapshot, tinyModel, value } from '../support/app.js';
import { playgroundWithout } from '../support/playground.js';

/** As the tasks do it when a network has come. */
function modelReady(playground: Playground): void {
  const model = tinyModel();
  playground.emit('modelReady', [model], { model, snapshot: undefined, progress: undefined });
}

function shown(): Playground {
  const playground = playgroundWithout();
  modelReady(playground);
  const run = snapshot({ conv_1_1: value([1, 10, 62, 62], (index) => index) });
  playground.emit('runFinished', [run], { snapshot: run });
  playground.actions.open({ column: 1, channel: 4 });
  playground.actions.readCell({ y: 1, x: 2 });
  return playground;
}

const state = (playground: Playground): AppState => playground.state;
const failure = (scope: Failure['scope'], code: Parameters<typeof failureOf>[1]['code']) =>
  failureOf(scope, { code, message: 'm', hint: 'h' });

describe('whatever fails, nothing of an earlier run stays', () => {
  const failures = [
    unknownFile('notes.txt'),
    failure('picture', 'not-a-picture'),
    failureOf('model', { code: 'unsupported', message: 'm', hint: 'h', node: 'n', op: 'Einsum' }),
    failure('run', 'engine-crash'),
  ];
  test.each(failures)('$scope: $code', (failure) => {
    const playground = shown();
    showInstead({ playground }, failure);
    const { state } = playground;
    expect(state.failure).toBe(failure);
    for (const gone of ['snapshot', 'open', 'cell', 'progress', 'hover', 'glance'])
      expect(state).not.toHaveProperty(gone);
    expect(announcement(state)).toBe('');
  });

  test('a network that could not be loaded is not shown either; a bad picture leaves it', () => {
    const [one, other] = [shown(), shown()];
    showInstead({ playground: one }, failure('model', 'truncated'));
    showInstead({ playground: other }, unknownFile('x'));
    expect(one.state).not.toHaveProperty('model');
    expect(other.state.model).toBeDefined();
  });
});

test('a failure beside what is shown changes nothing else', () => {
  const playground = shown();
  const before = state(playground);
  playground.set({ progress: { what: 'Loading', loaded: 0 } });
  const truncated = failure('model', 'truncated');
  showBeside({ playground }, truncated);
  expect(playground.state).toEqual({ ...before, failure: truncated });
});

test('when another network is there, nothing of the old one is left', async () => {
  const playground = shown();
  playground.actions.pin({ column: 1, channel: 2 });
  playground.actions.changeTable({ query: 'conv' });
  playground.actions.changeWhy({ index: 3 });
  await playground.actions.changeInput({ resize: '48' });
  modelReady(playground);
  const { state } = playground;
  for (const gone of ['snapshot', 'open', 'cell', 'progress', 'before', 'inputForm'])
    expect(state).not.toHaveProperty(gone);
  expect([state.layer.pinned, state.table.query, state.why.index]).toEqual([[], '', undefined]);
});

test('a finished run is announced, and its answer is the one that edits are compared with', () => {
  const { state } = shown();
  expect(announcement(state)).toBe('dog.jpg: golf ball, 90.0%.');
  expect(state.before).toBe(state.snapshot?.scores);
});

test('the cell that is read stays over maps of the same size, and goes with another size', () => {
  const playground = shown();
  playground.actions.open({ column: 2, channel: 4 });
  expect(playground.state.cell).toEqual({ y: 1, x: 2 });
  playground.actions.open({ column: 3, channel: 4 });
  expect(playground.state.cell).toBeUndefined();
});

test('arrow keys move the cell of the enlarged map from where it is now', () => {
  const playground = shown();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Shift'])
    playground.actions.moveCell(key);
  expect(playground.state.cell).toEqual({ y: 2, x: 4 });
  expect(playground.state.held).toBe(true);
});

test('maps that do not exist cannot be opened or focused', () => {
  const playground = shown();
  const before = state(playground);
  playground.actions.open({ column: 99, channel: 0 });
  playground.actions.focus({ column: 1, channel: 10 });
  expect(playground.state).toBe(before);
});

test('closing forgets the cell, and what walked over it stops', () => {
  const playground = shown();
  playground.actions.changeLayer({ playing: true });
  playground.actions.close();
  const { open, cell, layer } = playground.state;
  expect([open, cell, layer.playing]).toEqual([undefined, undefined, false]);
});

test('fields of the form that change before the next frame all count', async () => {
  const playground = shown();
  await Promise.all([
    playground.actions.changeInput({ resize: '48' }),
    playground.actions.changeInput({ height: '24' }),
  ]);
  const { preprocess } = tinyModel().info;
  expect(playground.state.inputForm).toEqual({ ...formOf(preprocess), resize: '48', height: '24' });
  const empty = playgroundWithout();
  const before = state(empty);
  await empty.actions.changeInput({ resize: '48' });
  expect(empty.state).toBe(before);
});

test('the state changes once for all that an event changes, and not for what it says already', () => {
  const playground = shown();
  let times = 0;
  playground.subscribe(() => times++);
  playground.actions.close();
  expect(times).toBe(1);
  playground.actions.close();
  playground.actions.scale(playground.state.scale);
  expect(times).toBe(1);
});

test('every feature has a name, a field of the state and a gesture of its own', () => {
  const once = (names: readonly string[]) => expect(names).toEqual([...new Set(names)]);
  once(features.map(({ name }) => name));
  once(features.flatMap(({ state }) => Object.keys(state ?? {})));
  once(features.flatMap(({ gestures }) => Object.keys(gestures ?? {})));
  once(features.flatMap(({ painters }) => Object.keys(painters ?? {})));
});

describe('the camera, whose code comes with the first wish for it', () => {
  afterEach(() => vi.unstubAllGlobals());
  const arrived = async (): Promise<void> => {
    await import('../../../web/src/playground/features/camera/live-camera.js');
    await new Promise((then) => setTimeout(then, 20));
  };

  test.each(['stopCamera', 'another picture'])('stays off when it is given up: %s', async (how) => {
    const getUserMedia = vi.fn(() => new Promise(() => {}));
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
    vi.stubGlobal('isSecureContext', true);
    const playground = playgroundWithout();
    playground.actions.startCamera();
    expect(playground.state.camera.status).toBe('starting');
    if (how === 'stopCamera') playground.actions.stopCamera();
    else playground.emit('pictureWished', []);
    expect(playground.state.camera.status).toBe('off');
    await arrived();
    expect(getUserMedia).not.toHaveBeenCalled();
    expect(playground.state.camera.status).toBe('off');
  });
});
