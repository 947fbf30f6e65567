// What networks are made of, by the tables of their papers, and how two of them differ in words.

import { expect, test } from 'vitest';
import { anatomyOf } from '../../../../../web/src/playground/features/compare/anatomy.js';
import { differencesOf } from '../../../../../web/src/playground/features/compare/differences.js';
import { areBuiltAlike } from '../../../../../web/src/playground/features/compare/kernel-sizes.js';
import { columnsOf } from '../../../../../web/src/playground/network/columns.js';
import type { NetworkInfo } from '../../../../../web/src/playground/network/network.js';
import { structureOf } from '../../../../../web/src/playground/network/structure.js';
import type { GraphDescription } from '../../../../../web/src/protocol/index.js';
import { tinyInfo } from '../../../support/app.js';
import { node, tinyVgg } from '../../../support/graphs.js';
import { draw, graphOf } from '../../../support/networks.js';

/** classes: scores that it gave; undefined where its output is no list of classes. */
function anatomy(graph: GraphDescription, more: Partial<NetworkInfo> = {}, classes?: number) {
  const info = { ...tinyInfo(), labels: [], graph, ...more };
  const scores = classes && { probabilities: new Float32Array(classes), softmaxAdded: false };
  return anatomyOf({ info, columns: columnsOf(graph), scores: scores || undefined });
}

/** The same network, with an input whose channels come last: a first layer brings them to the front. */
function channelsLast(graph: GraphDescription): GraphDescription {
  const [input] = graph.inputs;
  if (!input) throw new Error('no input');
  const [batch = 1, channels = 3, height = 1, width = 1] = input.shape;
  const shape = [batch, height, width, channels];
  const parts = { name: 'to_front', op: 'Transpose', attributes: { perm: [0, 3, 1, 2] } };
  const first = node(parts, 'input', [shape, [...input.shape]]);
  const others = graph.nodes.map((other) => ({
    ...other,
    inputs: other.inputs.map((name) => (name === 'input' ? 'to_front' : name)),
  }));
  return { ...graph, inputs: [{ ...input, shape }], nodes: [first, ...others] };
}

const LAST = { preprocess: { ...tinyInfo().preprocess, layout: 'NHWC' as const } };

/** He et al. 2016, table 1, ResNet-18: two blocks of two 3 x 3 convolutions in each of four stages. */
function resnet18(): GraphDescription {
  const net = draw(3, 224);
  let x = net.pool(net.relu(net.norm(net.conv(net.input, 64, 7, { stride: 2 }))), 2);
  for (const [stage, width] of [64, 128, 256, 512].entries()) {
    for (const stride of [stage > 0 ? 2 : 1, 1]) {
      const y = net.relu(net.norm(net.conv(x, width, 3, { stride })));
      const shortcut = stride > 1 ? net.norm(net.conv(x, width, 1, { stride })) : x;
      x = net.relu(net.add(net.norm(net.conv(y, width, 3)), shortcut));
    }
  }
  return graphOf(net, net.dense(net.mean(x), 1000));
}

/** One block of Sandler et al. 2018 with a shortcut, one without. */
function inverted(): GraphDescription {
  const net = draw(3, 32);
  let x = net.relu(net.conv(net.input, 8, 3));
  const wide = (from: string) => net.relu(net.conv(from, 48, 1));
  const each = (from: string, stride: number) =>
    net.relu(net.conv(from, 48, 3, { stride, groups: 48 }));
  x = net.add(x, net.conv(each(wide(x), 1), 8, 1));
  x = net.conv(each(wide(x), 2), 16, 1);
  return graphOf(net, net.dense(net.mean(x), 10));
}

test('ResNet-18: 17 convolutions, 3 that make shortcuts fit, and the classifier; 8 blocks', () => {
  expect(anatomy(resnet18())).toMatchObject({
    input: [3, 224, 224],
    // The classifier is drawn as a convolution of 1 x 1, as are the 3 shortcuts.
    ...{ weighted: 21, convolutions: 21, pointwise: 4, depthwise: 0, dense: 0 },
    // The one at the end takes the mean of whole maps.
    ...{ pools: 2, norms: 20, activations: 17, shortcuts: 8, isChain: false },
    blocks: [['residual', 8]],
  });
});

test('maps shrink from stage to stage, with the channels at the end of each; one cell is no map', () => {
  const { stages } = anatomy(resnet18());
  expect(stages.map(({ height, channels }) => [height, channels])).toEqual([
    [224, 3],
    [112, 64],
    [56, 64],
    [28, 128],
    [14, 256],
    [7, 512],
  ]);
});

test('sizes are told of every layer of a chain, whether or not the file names its modules', () => {
  // 3 x 3 without padding takes 2 off each side, a pool halves: 64, 62, 60, 30, 28, 26, 13.
  const sizes = (graph: GraphDescription) => anatomy(graph).stages.map(({ height }) => height);
  const expected = [64, 62, 60, 30, 28, 26, 13];
  expect(sizes(tinyVgg())).toEqual(expected);
  const graph = tinyVgg();
  const nodes = graph.nodes.map((each, at) => ({
    ...each,
    name: `/block_${at < 5 ? 1 : 2}/${at}/${each.op}`,
  }));
  const named = { ...graph, nodes };
  const { stages } = structureOf(named, columnsOf(named));
  const kinds = stages.flatMap(({ parts }) => parts.map((part) => part.kind));
  expect(kinds).toContain('block');
  expect(sizes(named)).toEqual(expected);
});

test('where channels come last, the input and its stage are told in the order of all others', () => {
  const { input, stages } = anatomy(channelsLast(resnet18()), LAST);
  expect(input).toEqual([3, 224, 224]);
  // One stage, though its maps are brought into another order on the way.
  expect(stages.slice(0, 2)).toEqual([
    { height: 224, width: 224, channels: 3 },
    { height: 112, width: 112, channels: 64 },
  ]);
});

test('where channels come last, the pixels of the picture are counted right', () => {
  const shape = [1, 48, 96, 3];
  const relu = node({ name: 'relu', op: 'Relu' }, 'input', [shape, shape]);
  const inputs = [{ name: 'input', type: 'float32' as const, shape }];
  const graph = { ...tinyVgg(), inputs, nodes: [relu] };
  const last = { title: 'Last', anatomy: anatomy(graph, LAST) };
  expect(last.anatomy.stages).toEqual([{ height: 48, width: 96, channels: 3 }]);
  // 96 * 48 is 4608, 64 * 64 is 4096.
  expect(differencesOf([tiny, last]).join(' ')).toContain(
    'Last gets 96 × 48 pixels of the picture, Tiny gets 64 × 64: that is 1.1 times as many.',
  );
});

test('what takes no picture gets no pixels of it', () => {
  const numbers = anatomy(resnet18(), { hasNoPicture: true });
  expect(differencesOf([tiny, { title: 'Numbers', anatomy: numbers }]).join(' ')).not.toMatch(
    /picture, |pixels/,
  );
});

test('TinyVGG: four convolutions and a dense layer, one after the other', () => {
  expect(anatomy(tinyVgg())).toMatchObject({
    ...{ weighted: 5, convolutions: 4, dense: 1, pools: 2, activations: 4, shortcuts: 0 },
    ...{ isChain: true, blocks: [] },
  });
});

test('classes are counted by scores: what ends in maps has none, whatever their size', () => {
  const net = draw(3, 224);
  const maps = graphOf(net, net.conv(net.relu(net.conv(net.input, 16, 3)), 1, 3));
  expect(anatomy(maps).classes).toBeUndefined();
  expect(anatomy(resnet18(), {}, 1000).classes).toBe(1000);
  // One number is no choice between classes.
  expect(anatomy(resnet18(), {}, 1).classes).toBeUndefined();
});

test('kernels are counted by their sizes, and the first convolution by its own', () => {
  // He et al. 2016: 7 x 7 once, 16 of 3 x 3 in the blocks; 3 of 1 x 1 make shortcuts fit, and one is the classifier.
  expect(anatomy(resnet18()).kernels).toEqual([
    { size: [7, 7], convolutions: 1, depthwise: 0, isFirst: true },
    { size: [3, 3], convolutions: 16, depthwise: 0, isFirst: false },
    { size: [1, 1], convolutions: 4, depthwise: 0, isFirst: false },
  ]);
  expect(anatomy(inverted()).kernels).toEqual([
    { size: [3, 3], convolutions: 3, depthwise: 2, isFirst: true },
    { size: [1, 1], convolutions: 5, depthwise: 0, isFirst: false },
  ]);
});

test('with which kernels each network looks is said of each, and of both where it is the same', () => {
  const resnet = { title: 'ResNet', anatomy: anatomy(resnet18()) };
  const said = differencesOf([tiny, resnet]);
  expect(said).toContain('Tiny looks with kernels of 3 × 3.');
  expect(said).toContain(
    'ResNet looks with kernels of 7 × 7 in the first convolution and 3 × 3 in 16 convolutions, and mixes channels with kernels of 1 × 1.',
  );
  expect(differencesOf([tiny, tiny])).toContain('Both look with kernels of 3 × 3 alone.');
});

/** As in EfficientNet (Tan and Le 2019): a first convolution, then depthwise ones of two sizes. */
test('depthwise kernels of two sizes are told with their numbers', () => {
  const net = draw(3, 32);
  const each = (from: string, size: number) => net.conv(from, 8, size, { groups: 8 });
  const x = each(each(each(net.conv(net.input, 8, 3), 3), 5), 5);
  const both = { title: 'Both', anatomy: anatomy(graphOf(net, x)) };
  expect(differencesOf([tiny, both])).toContain(
    'Both looks with kernels of 3 × 3 in 2 convolutions (1 of them depthwise) and 5 × 5 in 2 convolutions (depthwise).',
  );
});

test('a kernel of one cell for each channel mixes none, and one of an unknown size says nothing', () => {
  const net = draw(3, 32);
  const each = net.conv(net.conv(net.input, 8, 3), 8, 1, { groups: 8 });
  const graph = graphOf(net, each);
  const one = { title: 'One', anatomy: anatomy(graph) };
  expect(differencesOf([other, one])).toContain('One looks with kernels of 3 × 3.');
  const unknown = graph.nodes.map((of) =>
    of.name === each ? { ...of, inputShapes: [of.inputShapes[0] ?? [], []] } : of,
  );
  const same = { title: 'Same', anatomy: anatomy({ ...graph, nodes: unknown }) };
  expect(differencesOf([other, same])).toContain('Same looks with kernels of 3 × 3.');
});

test('networks are built alike where all their weights but the last have the same shapes, in the same order', () => {
  const { nodes } = resnet18();
  expect(areBuiltAlike(nodes, resnet18().nodes)).toBe(true);
  expect(areBuiltAlike(nodes, nodes.slice(1))).toBe(false);
  expect(areBuiltAlike(tinyVgg().nodes, nodes)).toBe(false);
  // Without weights nothing is learned: the channels are those of the picture.
  expect(areBuiltAlike([], [])).toBe(true);
  expect(areBuiltAlike([], nodes.slice(0, 1))).toBe(false);
});

/** PyTorch's dense layer: its weights are [out, in]. */
function gemm(from: number, to: number) {
  const parts = { name: 'gemm', op: 'Gemm', inputs: ['x', 'w'], attributes: { transB: 1 } };
  const inputShapes = [
    [1, from],
    [to, from],
  ];
  return node({ ...parts, inputShapes }, 'x', [
    [1, from],
    [1, to],
  ]);
}

test('trained further on other classes, and of dense layers alone, a network is built as it was', () => {
  const { nodes } = resnet18();
  const few = nodes.map((of) =>
    of === nodes.at(-1)
      ? {
          ...of,
          inputShapes: [
            [1, 512, 1, 1],
            [10, 512, 1, 1],
          ],
        }
      : of,
  );
  expect(areBuiltAlike(nodes, few)).toBe(true);
  const perceptron = (hidden: number) =>
    [hidden, 10].map((units, layer) => {
      const from = [784, hidden][layer] ?? 0;
      const parts = { name: `dense_${layer}`, op: 'MatMul', inputs: ['x', 'w'] };
      const shape = [1, from];
      return node({ ...parts, inputShapes: [shape, [from, units]] }, 'x', [shape, [1, units]]);
    });
  expect(areBuiltAlike(perceptron(64), perceptron(64))).toBe(true);
  expect(areBuiltAlike(perceptron(64), perceptron(32))).toBe(false);
  // ONNX Runtime turns Gemm's weights where it quantises them.
  const [first, last] = [gemm(784, 64), perceptron(64).at(-1)];
  expect(last && areBuiltAlike(perceptron(64), [first, last])).toBe(true);
});

test('inverted residuals are counted with their depthwise convolutions', () => {
  expect(anatomy(inverted())).toMatchObject({
    ...{ depthwise: 2, shortcuts: 1, blocks: [['inverted residual', 2]] },
  });
});

const tiny = { title: 'Tiny', anatomy: { ...anatomy(tinyVgg()), params: 1000, macs: 100 } };
const other = { title: 'Other', anatomy: { ...anatomy(inverted()), params: 111_000, macs: 250 } };

test('the deeper, larger and dearer one is named, with how many times', () => {
  const said = differencesOf([tiny, other]);
  expect(said).toContain('Other is deeper: it has 8 layers with weights, Tiny has 5.');
  expect(said).toContain('Tiny is a plain chain: every layer reads the one before it.');
  expect(said).toContain('Other has 111 times as many parameters as Tiny.');
  expect(said).toContain(
    'For one picture Other needs 2.5 times as many multiply-accumulates as Tiny.',
  );
  expect(said.join(' ')).toMatch(/Other is made of 2 inverted residual blocks.* In 1 of them a sh/);
  expect(said.join(' ')).toMatch(/2 of the 8 convolutions of Other are depthwise.*Tiny has none\./);
  // 64 x 64 against 32 x 32.
  expect(said.join(' ')).toContain('Tiny gets 64 × 64 pixels of the picture, Other gets 32 × 32');
  expect(said.join(' ')).toContain('that is 4 times as many');
});

test('what both have is told of both', () => {
  const said = differencesOf([other, { ...other, title: 'Twin' }]).join(' ');
  expect(said).toContain('In Twin they are 2 of 8.');
});

test('what both have alike is not told as a difference', () => {
  const said = differencesOf([tiny, { ...tiny, title: 'Twin' }]);
  expect(said[0]).toBe('Both are equally deep: 5 layers with weights.');
  expect(said.join(' ')).not.toMatch(/times as many|depthwise|pixels/);
});

test.each([
  [1, 'Both are equally deep: 1 layer with weights.'],
  [0, 'Neither of them has a layer with weights.'],
])('two networks of %i layers with weights', (weighted, says) => {
  const of = { title: 'Tiny', anatomy: { ...tiny.anatomy, weighted } };
  expect(differencesOf([of, { ...of, title: 'Twin' }])[0]).toBe(says);
});

test('a layer more of many is no other depth', () => {
  const deep = (title: string, weighted: number) => ({
    title,
    anatomy: { ...tiny.anatomy, weighted },
  });
  expect(differencesOf([deep('A', 53), deep('B', 54)])[0]).toBe(
    'They are about equally deep: B has 54 layers with weights, A has 53.',
  );
});

test('accuracies are compared only where they were measured on the same number of pictures and classes', () => {
  const measured = (count: number, top1: number, classes = 10) => ({
    title: `of ${classes}`,
    anatomy: { ...tiny.anatomy, classes, accuracy: { count, top1 } },
  });
  const last = (...pair: Parameters<typeof differencesOf>) => differencesOf(...pair).at(-1);
  expect(last([measured(3925, 0.75), measured(3925, 0.91)])).toMatch(
    /^Of 3,925 pictures .* right for 75\.0%, .* for 91\.0%\.$/,
  );
  expect(last([measured(3925, 0.75), measured(50_000, 0.751, 1000)])).toContain('do not compare');
  expect(last([tiny, measured(3925, 0.91)])).not.toContain('91');
});
