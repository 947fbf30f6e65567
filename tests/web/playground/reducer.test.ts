import { describe, expect, test } from 'vitest';
import { type AppState, initialState } from '../../../web/src/playground/app-state.js';
import { announcement } from '../../../web/src/playground/features/answer/announce.js';
import { formOf } from '../../../web/src/playground/features/input-form/input-form.js';
import { reduce } from '../../../web/src/playground/reducer.js';
import { failureOf, unknownFile } from '../../../web/src/playground/run/failures.js';
import { snapshot, tinyModel, value } from '../support/app.js';

function shown(): AppState {
  const maps = value([1, 10, 62, 62], (index) => index);
  let state = reduce(initialState, { type: 'model-ready', model: tinyModel() });
  state = reduce(state, { type: 'run-finished', snapshot: snapshot({ conv_1_1: maps }) });
  state = reduce(state, { type: 'open', at: { column: 1, channel: 4 } });
  return reduce(state, { type: 'cell', cell: { y: 1, x: 2 } });
}

describe('whatever fails, nothing of an earlier run stays', () => {
  const failures = [
    unknownFile('notes.txt'),
    failureOf('picture', { code: 'not-a-picture', message: 'm', hint: 'h' }),
    failureOf('model', { code: 'unsupported', message: 'm', hint: 'h', node: 'n', op: 'Einsum' }),
    failureOf('run', { code: 'engine-crash', message: 'm', hint: 'h' }),
  ];
  test.each(failures)('$scope: $code', (failure) => {
    const state = reduce(shown(), { type: 'failed', failure });
    expect(state.failure).toBe(failure);
    expect(state).not.toHaveProperty('snapshot');
    expect(state).not.toHaveProperty('open');
    expect(state).not.toHaveProperty('cell');
    expect(state).not.toHaveProperty('progress');
    expect(announcement(state)).toBe('');
  });

  test('a network that could not be loaded is not shown either', () => {
    const failure = failureOf('model', { code: 'truncated', message: 'm', hint: 'h' });
    expect(reduce(shown(), { type: 'failed', failure })).not.toHaveProperty('model');
  });

  test('a bad picture leaves the network loaded', () => {
    expect(reduce(shown(), { type: 'failed', failure: unknownFile('x') }).model).toBeDefined();
  });
});

describe('while another network loads', () => {
  const loading = () =>
    reduce(shown(), { type: 'model-requested', progress: { what: 'Loading', loaded: 0 } });

  test('the one on screen stays as it is', () => {
    const { progress, ...rest } = loading();
    expect(progress).toEqual({ what: 'Loading', loaded: 0 });
    expect(rest).toEqual(shown());
  });

  test('giving it up leaves no trace', () => {
    expect(reduce(loading(), { type: 'model-cancelled' })).toEqual(shown());
  });

  test('when it cannot be loaded, the failure is all that is new', () => {
    const failure = failureOf('model', { code: 'truncated', message: 'm', hint: 'h' });
    const state = reduce(loading(), { type: 'failed', failure, keeps: true });
    expect(state).toEqual({ ...shown(), failure });
  });

  test('a run of the old one that ends after the failure does not hide it', () => {
    const failure = failureOf('model', { code: 'truncated', message: 'm', hint: 'h' });
    const failed = reduce(loading(), { type: 'failed', failure, keeps: true });
    const state = reduce(failed, { type: 'run-finished', snapshot: snapshot({}, 2) });
    expect(state.failure).toBe(failure);
    expect(reduce(state, { type: 'picture-requested', sample: undefined }).failure).toBeUndefined();
  });

  test('a run of the old one does not end the waiting', () => {
    const state = reduce(loading(), { type: 'run-finished', snapshot: snapshot({}, 2) });
    expect(state.progress).toBeDefined();
  });

  test('when it is there, nothing of the old one is left', () => {
    const state = reduce(loading(), { type: 'model-ready', model: tinyModel() });
    for (const gone of ['snapshot', 'open', 'cell', 'progress']) {
      expect(state).not.toHaveProperty(gone);
    }
  });
});

test('a finished run replaces everything and ends a failure', () => {
  const failed = reduce(shown(), { type: 'failed', failure: unknownFile('x') });
  const next = snapshot({}, 2);
  const state = reduce(failed, { type: 'run-finished', snapshot: next });
  expect(state.snapshot).toBe(next);
  expect(state).not.toHaveProperty('failure');
  expect(announcement(state)).toBe('dog.jpg: golf ball, 90.0%.');
});

test('the cell that is read stays over maps of the same size, and goes with another size', () => {
  const same = reduce(shown(), { type: 'open', at: { column: 2, channel: 4 } });
  expect(same.cell).toEqual({ y: 1, x: 2 });
  const other = reduce(shown(), { type: 'open', at: { column: 3, channel: 4 } });
  expect(other.cell).toBeUndefined();
});

test('arrow keys move the cell of the enlarged map from where it is now', () => {
  let state = shown();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Shift']) {
    state = reduce(state, { type: 'cell-key', key });
  }
  expect(state.cell).toEqual({ y: 2, x: 4 });
});

test('maps that do not exist cannot be opened or focused', () => {
  const state = shown();
  expect(reduce(state, { type: 'open', at: { column: 99, channel: 0 } })).toBe(state);
  expect(reduce(state, { type: 'focus', at: { column: 1, channel: 10 } })).toBe(state);
});

test('closing forgets the cell', () => {
  const state = reduce(shown(), { type: 'close' });
  expect(state.open).toBeUndefined();
  expect(state.cell).toBeUndefined();
});

test('fields of the form that change before the next frame all count', () => {
  let state = reduce(shown(), { type: 'input-form', change: { resize: '48' } });
  state = reduce(state, { type: 'input-form', change: { height: '24' } });
  const { preprocess } = tinyModel().info;
  expect(state.inputForm).toEqual({ ...formOf(preprocess), resize: '48', height: '24' });
  expect(reduce(initialState, { type: 'input-form', change: { resize: '48' } })).toBe(initialState);
});
