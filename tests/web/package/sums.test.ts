// Sums and receptive fields against the engine itself, on networks made at random.

import { describe, expect, test } from 'vitest';
import { graphIndex } from '../../../web/src/playground/network/graph-index.js';
import { type KeptValue, keptConstants } from '../../../web/src/playground/network/network.js';
import { dependsOn, reaches } from '../../../web/src/playground/network/receptive-field.js';
import { type Box, boxOf, cellOf } from '../../../web/src/playground/network/regions.js';
import { hasSum, patchOf, placeOf, sumOf } from '../../../web/src/playground/network/sum/index.js';
import type { GraphDescription } from '../../../web/src/protocol/index.js';
import { onnxModel, randomTensor, seeded, type TestModel } from '../support/onnx-model.js';
import { importPackage } from '../support/package.js';

const { InferenceSession, Tensor } = await importPackage();

interface Run {
  graph: GraphDescription;
  values: Map<string, KeptValue>;
  weights: Map<string, KeptValue>;
}

const floats = (
  tensors: Record<string, { type: string; dims: readonly number[]; data: unknown }>,
) =>
  new Map(
    Object.entries(tensors)
      .filter(([, { type }]) => type === 'float32')
      .map(([name, { dims, data }]) => [name, { dims, data: data as Float32Array }]),
  );

async function open(model: TestModel) {
  const session = await InferenceSession.create(onnxModel(model), { threads: 1, warmup: false });
  const run = async (data: Float32Array): Promise<Run> => {
    const input = new Tensor('float32', data, model.input);
    const values = floats(await session.run({ input }, { keep: 'all' }));
    const graph = session.graph();
    const names = [...graphIndex(graph).weights.keys()];
    return { graph, values, weights: keptConstants(await session.values(names)) };
  };
  return { run, release: () => session.release() };
}

const size = (dims: readonly number[]) => dims.reduce((all, dim) => all * dim, 1);

/** Sum and engine, relative to the largest term: cancellation leaves less of a sum than its terms. */
function compare({ graph, values, weights }: Run, index: number, position: number): number {
  const node = graph.nodes[index];
  if (!node) throw new Error(`no node ${index}`);
  const sum = sumOf(node, position, { values, weights });
  const own = values.get(node.outputs[0] ?? '')?.data[position];
  if (!sum || sum.kind === 'unknown' || sum.value === undefined || own === undefined) {
    throw new Error(`${node.op} has no sum at ${position}`);
  }
  const terms = 'terms' in sum ? sum.terms.map(({ amount }) => Math.abs(amount)) : [];
  const scale = Math.max(Math.abs(own), ...terms, 1e-6);
  return Math.abs(sum.value - own) / scale;
}

function randomConvolution(random: () => number): TestModel {
  const pick = (low: number, high: number) =>
    low + Math.min(high - low, Math.floor(((random() + 1) / 2) * (high - low + 1)));
  const groups = pick(1, 3);
  const [perIn, perOut] = [pick(1, 4), pick(1, 3)];
  const kernel = [pick(1, 5), pick(1, 5)];
  const dilations = [pick(1, 3), pick(1, 3)];
  const pads = [pick(0, 3), pick(0, 3), pick(0, 3), pick(0, 3)];
  const reach = (axis: number) => ((kernel[axis] ?? 1) - 1) * (dilations[axis] ?? 1) + 1;
  const side = (axis: number) =>
    Math.max(reach(axis) - (pads[axis] ?? 0) - (pads[axis + 2] ?? 0), 1) + pick(0, 8);
  const [inputs, outputs] = [groups * perIn, groups * perOut];
  return {
    input: [1, inputs, side(0), side(1)],
    nodes: [
      {
        op: 'Conv',
        inputs: ['input', 'w', 'b'],
        output: 'y',
        attributes: {
          kernel_shape: kernel,
          strides: [pick(1, 4), pick(1, 4)],
          dilations,
          pads,
          group: groups,
        },
      },
    ],
    weights: {
      w: randomTensor([outputs, perIn, ...kernel], random),
      b: randomTensor([outputs], random),
    },
  };
}

test('300 random cells of 60 random convolutions: the sum is the engine’s number', async () => {
  const random = seeded(20261126);
  let worst = 0;
  let padded = 0;
  for (let net = 0; net < 60; net++) {
    const model = randomConvolution(random);
    const { run, release } = await open(model);
    const found = await run(randomTensor(model.input, random).data as Float32Array);
    const output = found.values.get('y') as KeptValue;
    for (let cell = 0; cell < 5; cell++) {
      const position = Math.floor(((random() + 1) / 2) * (output.data.length - 1));
      worst = Math.max(worst, compare(found, 0, position));
      const place = placeOf(found.graph.nodes[0] as never, position, found);
      const sum = sumOf(place.node, position, found);
      if (sum?.kind !== 'convolution') throw new Error('not a convolution');
      for (const term of sum.terms) {
        const patch = patchOf(place, term.channel);
        const amount = patch?.values.reduce<number>(
          (all, value, i) => all + (value ?? 0) * (patch.weights[i] ?? 0),
          0,
        );
        expect(amount).toBeCloseTo(term.amount, 10);
        padded += patch?.values.includes(undefined) ? 1 : 0;
      }
    }
    await release();
  }
  expect(worst).toBeLessThan(1e-4);
  expect(padded).toBeGreaterThan(50);
}, 60_000);

const integers = (...values: number[]) => ({
  dims: [values.length],
  data: BigInt64Array.from(values, BigInt),
});

/** Every kind of layer with a rule, on a small map. */
function manyLayers(random: () => number): TestModel {
  const vector = (length: number) => randomTensor([length], random);
  const positive = (length: number) => ({
    dims: [length],
    data: Float32Array.from({ length }, () => 0.5 + Math.abs(random())),
  });
  const pool = { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] };
  const unary = 'Relu Sigmoid HardSigmoid HardSwish Tanh Elu LeakyRelu Softplus Erf Exp Neg Abs'
    .split(' ')
    .map((op) => ({ op, inputs: ['input'], output: op }));
  return {
    input: [1, 4, 7, 6],
    nodes: [
      ...unary,
      { op: 'Clip', inputs: ['input', 'low', 'high'], output: 'clip' },
      { op: 'PRelu', inputs: ['input', 'slope'], output: 'prelu' },
      { op: 'Reciprocal', inputs: ['Exp'], output: 'reciprocal' },
      { op: 'Sqrt', inputs: ['Exp'], output: 'sqrt' },
      { op: 'Log', inputs: ['Exp'], output: 'log' },
      {
        op: 'BatchNormalization',
        inputs: ['input', 'scale', 'shift', 'mean', 'variance'],
        output: 'bn',
      },
      { op: 'InstanceNormalization', inputs: ['input', 'scale', 'shift'], output: 'instance' },
      {
        op: 'LayerNormalization',
        inputs: ['input', 'across', 'across'],
        output: 'layer',
        attributes: { axis: -1 },
      },
      { op: 'LRN', inputs: ['input'], output: 'lrn', attributes: { size: 3 } },
      { op: 'MaxPool', inputs: ['input'], output: 'max', attributes: pool },
      { op: 'AveragePool', inputs: ['input'], output: 'mean1', attributes: pool },
      {
        op: 'AveragePool',
        inputs: ['input'],
        output: 'mean2',
        attributes: { ...pool, count_include_pad: 1 },
      },
      { op: 'GlobalMaxPool', inputs: ['input'], output: 'gmax' },
      { op: 'GlobalAveragePool', inputs: ['input'], output: 'gap' },
      { op: 'ReduceMean', inputs: ['input'], output: 'rmean', attributes: { axes: [2, 3] } },
      { op: 'Add', inputs: ['input', 'perchannel'], output: 'add' },
      { op: 'Sub', inputs: ['Relu', 'input'], output: 'sub' },
      { op: 'Mul', inputs: ['input', 'gap'], output: 'mul' },
      { op: 'Div', inputs: ['input', 'Exp'], output: 'div' },
      { op: 'Pow', inputs: ['Exp', 'two'], output: 'pow' },
      { op: 'Max', inputs: ['Relu', 'Tanh', 'input'], output: 'largest' },
      { op: 'Concat', inputs: ['Relu', 'mul', 'bn'], output: 'concat', attributes: { axis: 1 } },
      { op: 'Transpose', inputs: ['concat'], output: 'turned', attributes: { perm: [0, 2, 3, 1] } },
      { op: 'Slice', inputs: ['input', 'starts', 'ends', 'axes', 'steps'], output: 'slice' },
      { op: 'Gather', inputs: ['input', 'chosen'], output: 'gather', attributes: { axis: 1 } },
      { op: 'Pad', inputs: ['input', 'pads', 'filling'], output: 'padded' },
      { op: 'Expand', inputs: ['gap', 'wide'], output: 'expanded' },
      { op: 'DepthToSpace', inputs: ['input'], output: 'd2s', attributes: { blocksize: 2 } },
      {
        op: 'DepthToSpace',
        inputs: ['input'],
        output: 'd2s2',
        attributes: { blocksize: 2, mode: 'CRD' },
      },
      { op: 'SpaceToDepth', inputs: ['d2s'], output: 's2d', attributes: { blocksize: 2 } },
      { op: 'Flatten', inputs: ['concat'], output: 'flat' },
      { op: 'Gemm', inputs: ['flat', 'dense', 'bias'], output: 'gemm', attributes: { transB: 1 } },
      { op: 'MatMul', inputs: ['input', 'right'], output: 'matmul' },
      { op: 'Softmax', inputs: ['gemm'], output: 'softmax', attributes: { axis: 1 } },
      { op: 'LogSoftmax', inputs: ['gemm'], output: 'logsoftmax', attributes: { axis: -1 } },
    ],
    weights: {
      starts: integers(-1, 5),
      ends: integers(-100, 1),
      axes: integers(2, -1),
      steps: integers(-2, -1),
      chosen: integers(3, -4, 1),
      pads: integers(0, 1, 2, 0, 0, 0, 0, 3),
      filling: { dims: [], data: Float32Array.of(0.25) },
      wide: integers(1, 4, 2, 3),
      low: { dims: [], data: Float32Array.of(-0.3) },
      high: { dims: [], data: Float32Array.of(0.4) },
      two: { dims: [], data: Float32Array.of(2) },
      slope: randomTensor([4, 1, 1], random),
      perchannel: randomTensor([4, 1, 1], random),
      scale: vector(4),
      shift: vector(4),
      mean: vector(4),
      variance: positive(4),
      across: vector(6),
      dense: randomTensor([5, 12 * 42], random),
      bias: vector(5),
      right: randomTensor([6, 3], random),
    },
  };
}

test('every operator that has a rule: the rule is the engine’s number', async () => {
  const random = seeded(7);
  const model = manyLayers(random);
  const { run, release } = await open(model);
  const found = await run(randomTensor(model.input, random).data as Float32Array);
  const seen = new Set<string>();
  found.graph.nodes.forEach((node, index) => {
    expect(hasSum(node), node.op).toBe(true);
    const output = found.values.get(node.outputs[0] ?? '');
    if (!output) throw new Error(`${node.op} was not kept`);
    seen.add(node.op);
    for (let cell = 0; cell < 12; cell++) {
      const position = Math.floor(((random() + 1) / 2) * (output.data.length - 1));
      expect(compare(found, index, position), `${node.op} ${node.name}`).toBeLessThan(1e-4);
    }
  });
  expect(seen.size).toBe(45);
  await release();
});

/** Two paths of windows that meet again: an Add or a Concat, and another window behind it. */
function branched(random: () => number): TestModel {
  const pick = (low: number, high: number) =>
    low + Math.min(high - low, Math.floor(((random() + 1) / 2) * (high - low + 1)));
  const kernel = () => 2 * pick(0, 2) + 1;
  const [first, left, right] = [kernel(), kernel(), kernel()];
  const dilation = pick(1, 2);
  const same = (side: number, step = 1) => ({
    kernel_shape: [side, side],
    dilations: [step, step],
    pads: new Array<number>(4).fill(((side - 1) / 2) * step),
  });
  const stride = pick(1, 3);
  const last = pick(1, 3);
  const ones = (out: number, into: number, side: number) => ({
    dims: [out, into, side, side],
    // All positive, so that nothing cancels.
    data: Float32Array.from({ length: out * into * side * side }, () => 0.5 + Math.abs(random())),
  });
  const isAdd = random() < 0;
  return {
    input: [1, 2, pick(12, 19), pick(12, 19)],
    nodes: [
      {
        op: 'Conv',
        inputs: ['input', 'w1'],
        output: 'a',
        attributes: { ...same(first), strides: [stride, stride] },
      },
      { op: 'Conv', inputs: ['a', 'w2'], output: 'l', attributes: same(left, dilation) },
      { op: 'Relu', inputs: ['l'], output: 'lr' },
      { op: 'Conv', inputs: ['a', 'w3'], output: 'r', attributes: same(right) },
      {
        op: isAdd ? 'Add' : 'Concat',
        inputs: ['lr', 'r'],
        output: 'joined',
        attributes: isAdd ? {} : { axis: 1 },
      },
      {
        op: 'AveragePool',
        inputs: ['joined'],
        output: 'y',
        attributes: { kernel_shape: [last, last], strides: [pick(1, 3), pick(1, 3)] },
      },
    ],
    weights: {
      w1: ones(2, 2, first),
      w2: ones(2, 2, left),
      w3: ones(2, 2, right),
    },
  };
}

function plane(dims: readonly number[]): [height: number, width: number] {
  return [dims[2] ?? 1, dims[3] ?? 1];
}

/** The box of cells of `now` that differ from `before`, over all channels. */
function changedBox(before: KeptValue, now: KeptValue): Box | undefined {
  const [height, width] = plane(before.dims);
  const rows = new Set<number>();
  const columns = new Set<number>();
  before.data.forEach((old, i) => {
    if (old === now.data[i]) return;
    rows.add(Math.floor(i / width) % height);
    columns.add(i % width);
  });
  if (rows.size === 0) return undefined;
  const [y, x] = [Math.min(...rows), Math.min(...columns)];
  return { y, x, height: Math.max(...rows) - y + 1, width: Math.max(...columns) - x + 1 };
}

describe('receptive fields are those found by changing cells', () => {
  test('both ways, on 40 branched networks', async () => {
    const random = seeded(11);
    let compared = 0;
    for (let net = 0; net < 40; net++) {
      const model = branched(random);
      const { run, release } = await open(model);
      const [height, width] = plane(model.input);
      const blank = new Float32Array(size(model.input));
      const base = await run(blank);
      const output = base.values.get('y') as KeptValue;
      // Which output cells each input cell changes: the whole relation, both ways.
      const touched = new Map<number, Set<number>>();
      for (let cell = 0; cell < height * width; cell += 1) {
        const data = blank.slice();
        data[cell] = 1000;
        const { values } = await run(data);
        const now = values.get('y') as KeptValue;
        const [outHeight, outWidth] = plane(now.dims);
        const hits = new Set<number>();
        // Of the first channel: behind a Concat each depends on its own path alone.
        for (let i = 0; i < outHeight * outWidth; i++) {
          if (now.data[i] !== output.data[i]) hits.add(i);
        }
        touched.set(cell, hits);
        if (cell % 37 === 0) {
          const forward = reaches(base.graph, 'input', cellOf(model.input, cell));
          expect(boxOf(forward.get('y'))).toEqual(changedBox(output, now));
          expect(boxOf(forward.get('joined'))).toEqual(
            changedBox(base.values.get('joined') as KeptValue, values.get('joined') as KeptValue),
          );
          compared += 2;
        }
      }
      const [outHeight, outWidth] = plane(output.dims);
      for (let k = 0; k < 4; k++) {
        const position = Math.floor(((random() + 1) / 2) * (outHeight * outWidth - 1));
        const backward = dependsOn(base.graph, 'y', cellOf(output.dims, position));
        const cells = [...touched].filter(([, hits]) => hits.has(position)).map(([cell]) => cell);
        const rows = cells.map((cell) => Math.floor(cell / width));
        const columns = cells.map((cell) => cell % width);
        const [y, x] = [Math.min(...rows), Math.min(...columns)];
        expect(boxOf(backward.get('input'))).toEqual({
          y,
          x,
          height: Math.max(...rows) - y + 1,
          width: Math.max(...columns) - x + 1,
        });
        compared++;
      }
      await release();
    }
    expect(compared).toBeGreaterThan(300);
  }, 120_000);
});
