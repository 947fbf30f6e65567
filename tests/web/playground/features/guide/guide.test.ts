import { describe, expect, test } from 'vitest';
import { guideSteps, isAsking } from '../../../../../web/src/playground/features/guide/guide.js';
import type { AppState } from '../../../../../web/src/playground/kit/playground.js';
import { loadedModel } from '../../../../../web/src/playground/run/state.js';
import type { GraphDescription } from '../../../../../web/src/protocol/index.js';
import { snapshot, tinyInfo, tinyModel, value } from '../../../support/app.js';
import { node, tinyVgg } from '../../../support/graphs.js';
import { initialState } from '../../../support/playground.js';

const relu = value([1, 10, 62, 62], (i) => (i < 3844 ? 0 : 1));
const state: AppState = {
  ...initialState,
  model: tinyModel(),
  snapshot: snapshot({ relu_1_1: relu }),
};

/** TinyVGG's graph, whose last layer names its weights. */
function withDenseWeights(): GraphDescription {
  const graph = tinyVgg();
  const dense = node(
    {
      name: 'dense',
      op: 'Gemm',
      inputs: ['flatten', 'dense.weight', 'dense.bias'],
      inputShapes: [[1, 1690], [10, 1690], [10]],
      attributes: { transB: 1 },
      outputs: ['logits'],
    },
    'flatten',
    [
      [1, 1690],
      [1, 10],
    ],
  );
  const weights = [
    { name: 'dense.weight', type: 'float32', shape: [10, 1690] },
    { name: 'dense.bias', type: 'float32', shape: [10] },
  ];
  return {
    ...graph,
    nodes: graph.nodes.map((each) => (each.name === 'dense' ? dense : each)),
    initializers: [...graph.initializers, ...weights],
  };
}

describe('TinyVGG', () => {
  const steps = guideSteps(state);

  test('eleven steps from the picture to the answer', () => {
    expect(steps.map(({ target }) => target.kind)).toEqual([
      'picture',
      'input',
      'network',
      'layer',
      'sum',
      'layer',
      'sum',
      'layer',
      'sum',
      'prediction',
      'editor',
    ]);
    const names = steps.map(({ target }) =>
      'column' in target ? state.model?.columns[target.column]?.name : '',
    );
    expect(names.slice(3, 9)).toEqual([
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
      'flatten puts all cells of all maps in one row: 1,690 numbers. dense weighs',
    );
    expect(text).toContain('golf ball with 90.0%');
  });

  test('what can be predicted is asked first, with the right answer among others', () => {
    const asked = steps.flatMap(({ question }) => question ?? []);
    expect(asked.map(({ options, right }) => [options.length, options[right]])).toEqual([
      [3, '10 feature maps'],
      [3, 'they become 0'],
      [3, 'a quarter as many'],
      [3, '14 × 14'],
    ]);
    expect(asked[0]?.options).toEqual(['3 feature maps', '10 feature maps', '30 feature maps']);
    expect(asked[3]?.options).toEqual(['3 × 3', '14 × 14', '64 × 64']);
  });

  test('a step waits for its answer', () => {
    const at = (guide: number, guess?: number) =>
      isAsking({ ...state, guide, ...(guess === undefined ? {} : { guess }) });
    expect([at(2), at(3), at(3, 0), at(4)]).toEqual([false, true, false, false]);
    expect(isAsking(state)).toBe(false);
  });

  test('the channel of ReLU is the one that it changes most', () => {
    // Half of channel 4 is below zero, all of channel 2, which has nothing strong above.
    const conv = value([1, 10, 62, 62], (i) => {
      const channel = Math.floor(i / 3844);
      if (channel === 2) return -1;
      return channel === 4 && i % 2 === 0 ? -5 : 3;
    });
    const cut = guideSteps({ ...state, snapshot: snapshot({ conv_1_1: conv, relu_1_1: relu }) })[5];
    expect(cut?.target).toMatchObject({ kind: 'layer', channel: 4 });
    expect(cut?.text).toContain('Of channel 4, which is open, 50.0% were below zero');
  });

  test('the late channel is the one that adds most to the answer', () => {
    // 169 cells of 1 in each channel; channel 7 weighs 2 for the golf ball, all others 1 for any class.
    const ones = value([1, 10, 13, 13], () => 1);
    const weight = value([10, 1690], (i) => {
      const [unit, channel] = [Math.floor(i / 1690), Math.floor((i % 1690) / 169)];
      return unit === 8 && channel === 7 ? 2 : 1;
    });
    const shown = snapshot({ max_pool_2: ones, logits: value([1, 10], () => 0) });
    const weights = new Map([
      ['dense.weight', weight],
      ['dense.bias', value([10], () => 0)],
    ]);
    const model = loadedModel({ ...tinyInfo(), graph: withDenseWeights() }, 'tinyvgg');
    const step = guideSteps({ ...state, model, snapshot: shown, weights })[7];
    expect(step?.target).toMatchObject({ kind: 'layer', channel: 7 });
    // It asks and tells of the layer that it opens: the pool adds one cell, each two apart, to the 14 x 14.
    const column = step && 'column' in step.target ? step.target.column : -1;
    expect(model.columns[column]?.name).toBe('max_pool_2');
    expect(step?.text).toContain('A cell of max_pool_2 (10 × 13 × 13) depends on 16 × 16');
    expect(step?.text).toContain('The open map is its channel 7.');
    expect(step?.question?.ask).toContain('one cell of max_pool_2 depend on?');
    expect(step?.question?.options).toEqual(['2 × 2', '16 × 16', '64 × 64']);
    expect(step?.text).toContain('the score of golf ball: 338');
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
  expect(kinds).toEqual(['picture', 'input', 'network', 'layer', 'sum', 'prediction', 'editor']);
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

test('a network without classes is not told of a softmax, nor of the view that asks for a class', () => {
  const run = { ...snapshot({}), scores: undefined };
  const texts = guideSteps({ ...state, snapshot: run }).map(({ text }) => text);
  expect(texts.at(-2)).toContain('does not end in a list of classes');
  expect(texts.join(' ')).not.toMatch(/[Ss]oftmax|Why this class|logits/);
});

test('ReLU6 is told as a range with both its ends', () => {
  const graph = tinyVgg();
  const formula = 'min(max(x, low, min), high, max)';
  const limited = graph.nodes.map((each) =>
    each.name === 'relu_1_1'
      ? { ...each, op: 'Clip', facts: each.facts.map((facts) => ({ ...facts, formula })) }
      : each,
  );
  const model = loadedModel({ ...tinyInfo(), graph: { ...graph, nodes: limited } }, undefined);
  const six = value([1, 10, 62, 62], (i) => (i % 2 === 0 ? 0 : 6));
  const step = guideSteps({ ...state, model, snapshot: snapshot({ relu_1_1: six }) })[5];
  expect(step?.text).toContain(
    'here all numbers are from 0 to 6. Here 50.0% of its numbers are 0.',
  );
});
