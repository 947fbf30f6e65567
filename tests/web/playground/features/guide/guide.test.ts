import { describe, expect, test } from 'vitest';
import { guideSteps } from '../../../../../web/src/playground/features/guide/guide.js';
import type { AppState } from '../../../../../web/src/playground/kit/playground.js';
import { loadedModel } from '../../../../../web/src/playground/run/state.js';
import { snapshot, tinyInfo, tinyModel, value } from '../../../support/app.js';
import { node, tinyVgg } from '../../../support/graphs.js';
import { initialState } from '../../../support/playground.js';

const relu = value([1, 10, 62, 62], (i) => (i < 3844 ? 0 : 1));
const state: AppState = {
  ...initialState,
  model: tinyModel(),
  snapshot: snapshot({ relu_1_1: relu }),
};

describe('TinyVGG', () => {
  const steps = guideSteps(state);

  test('ten steps from the picture to the answer', () => {
    expect(steps.map(({ target }) => target.kind)).toEqual([
      'picture',
      'input',
      'layer',
      'sum',
      'layer',
      'layer',
      'layer',
      'layer',
      'prediction',
      'editor',
    ]);
    const names = steps.map(({ target }) =>
      'column' in target ? state.model?.columns[target.column]?.name : '',
    );
    expect(names.slice(2, 8)).toEqual([
      'conv_1_1',
      'conv_1_1',
      'relu_1_1',
      'max_pool_1',
      'conv_2_2',
      'dense',
    ]);
  });

  test('with the numbers of the network and the picture', () => {
    const text = steps.map((step) => step.text).join(' ');
    expect(text).toContain('"dog.jpg"');
    expect(text).toContain('3 × 64 × 64');
    // One of ten channels is 0.
    expect(text).toContain('10.0% of its numbers are 0');
    expect(text).toContain('10 × 60 × 60 into 10 × 30 × 30');
    // Two 3 x 3 layers see 5; pooled by two, two more see 5 + 1 + 8 = 14.
    expect(text).toContain('depends on 14 × 14 of the 64 × 64 cells of the input');
    expect(text).toContain(
      'flatten puts all cells of all maps in one row: 1690 numbers. dense weighs',
    );
    expect(text).toContain('golf ball with 90.0%');
  });
});

test('a network without pooling or activation has fewer steps, and the last is the reader’s own', () => {
  const shape = [1, 2, 4, 4];
  const conv = node(
    {
      name: 'only',
      op: 'Conv',
      inputs: ['input', 'w'],
      inputShapes: [shape, [2, 2, 1, 1]],
      attributes: { kernel_shape: [1, 1] },
    },
    'input',
    [shape, shape],
  );
  const graph = { ...tinyVgg(), nodes: [conv] };
  const model = loadedModel({ ...tinyInfo(), graph }, undefined);
  const kinds = guideSteps({ ...state, model }).map(({ target }) => target.kind);
  expect(kinds).toEqual(['picture', 'input', 'layer', 'sum', 'prediction', 'editor']);
});

test('the step about softmax gives its own share, where the page shows a calibrated one', () => {
  const scores = state.snapshot?.scores;
  if (!state.snapshot || !scores) throw new Error('no scores');
  const raw = scores.probabilities.map((share) => (share > 0.5 ? 0.7 : share));
  const calibrated = {
    ...state,
    snapshot: { ...state.snapshot, id: 2, scores: { ...scores, raw } },
  };
  const texts = (of: AppState) =>
    guideSteps(of)
      .map(({ text }) => text)
      .join(' ');
  expect(texts(calibrated)).toContain('golf ball with 70.0%');
  expect(texts(state)).toContain('golf ball with 90.0%');
});
