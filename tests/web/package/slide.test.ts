// How a layer is computed, step by step, against the engine itself: the digits add up as they are printed, and the
// last of them are the engine's number.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { printed } from '../../../web/src/playground/features/slide/digits.js';
import {
  productsOf,
  resultText,
  type Scene,
  sceneAt,
} from '../../../web/src/playground/features/slide/scene.js';
import { columnsOf } from '../../../web/src/playground/network/columns.js';
import { graphIndex } from '../../../web/src/playground/network/graph-index.js';
import { type KeptValue, keptConstants } from '../../../web/src/playground/network/network.js';
import type { Sources } from '../../../web/src/playground/network/sum/index.js';
import type { LoadedModel } from '../../../web/src/playground/run/state.js';
import type { GraphDescription, NodeDescription } from '../../../web/src/protocol/index.js';
import { tinyInfo } from '../support/app.js';
import { exactDecimal } from '../support/decimals.js';
import { onnxModel, randomTensor, seeded, type TestModel } from '../support/onnx-model.js';
import { fromRoot, importPackage } from '../support/package.js';

const { InferenceSession, Tensor } = await importPackage();

interface Run extends Sources {
  model: LoadedModel;
  graph: GraphDescription;
}

async function run(file: Uint8Array, input: number[], data: Float32Array): Promise<Run> {
  const session = await InferenceSession.create(file, { threads: 1, warmup: false });
  const [name = 'input'] = session.inputNames;
  const tensors = await session.run(
    { [name]: new Tensor('float32', data, input) },
    { keep: 'all' },
  );
  const graph = session.graph();
  const values = new Map<string, KeptValue>();
  for (const [key, { dims, data }] of Object.entries(tensors))
    if (data instanceof Float32Array) values.set(key, { dims, data });
  const weights = keptConstants(await session.values([...graphIndex(graph).weights.keys()]));
  await session.release();
  const info = { ...tinyInfo(), graph };
  return { model: { info, columns: columnsOf(graph) }, graph, values, weights };
}

const sizeOf = (shape: readonly number[]) => shape.reduce((all, next) => all * next, 1);
const between = (random: () => number, low: number, high: number) =>
  low + Math.min(high - low, Math.floor(((random() + 1) / 2) * (high - low + 1)));

function sceneOf(found: Run, node: NodeDescription, position: number, isBySize = false): Scene {
  const scene = sceneAt(found.model, node, position, found, isBySize);
  if (!scene) throw new Error(`${node.op} has nothing to show at ${position}`);
  return scene;
}

const ADDING = new Set(['kernel', 'products', 'added', 'share']);
const APART = new Set(['rule', 'moved', 'unknown']);

/** Everything that is promised of printed numbers, but for what the terms themselves are. */
function check(scene: Scene, own: number, where: string): void {
  const { rows, decimals, total, divisor, form } = scene;
  const unit = 10 ** -decimals;
  const texts = rows.map(({ units }) => printed(units, decimals));
  if (ADDING.has(form)) {
    const sum = texts.reduce((all, text) => all + exactDecimal(text), 0n);
    expect(sum, where).toBe(exactDecimal(printed(total, decimals)));
    for (const { units, amount } of rows)
      expect(Math.abs(units * unit - amount), where).toBeLessThan(unit * (1 + 1e-5));
  }
  // To the printed digits it is the engine's number.
  const last = 0.5 * 10 ** -(form === 'share' ? 4 : decimals);
  const result = Number(resultText(scene).replaceAll('−', '-'));
  // Four digits of its own where nothing is added or compared.
  const most = APART.has(form) ? 5e-4 * Math.abs(own) : last;
  expect(Math.abs(result - own), where).toBeLessThanOrEqual(most * (1 + 1e-6));
  if (form === 'kernel' || form === 'products') expect(total * unit, where).toBeCloseTo(result, 9);
  // The mean of what is printed is the printed mean, to one unit of its last digit.
  if (divisor !== undefined)
    expect(Math.abs((total * unit) / divisor - result), where).toBeLessThan(unit * (1 + 1e-6));
}

/** The printed products of every term add up to the printed term. */
function checkProducts(scene: Scene, where: string): void {
  for (const { key, units, kind } of scene.rows) {
    const patch = kind === 'term' && key !== undefined ? scene.patch(key) : undefined;
    if (!patch) continue;
    const products = productsOf(scene, patch, units);
    expect(products.rounding, where).toBe(0);
    const texts = products.units.map((unit) => printed(unit, scene.decimals));
    const sum = texts.reduce((all, text) => all + exactDecimal(text), 0n);
    expect(sum, where).toBe(exactDecimal(printed(units, scene.decimals)));
  }
}

interface Kind {
  name: string;
  input: number[];
  op: string;
  attributes: Record<string, number | number[]>;
  weight?: number[];
}

/** Of every kind of window, with settings at random. */
function kinds(random: () => number): Kind[] {
  const side = () => between(random, 7, 11);
  const pad = () => between(random, 0, 2);
  const pads = () => [pad(), pad(), pad(), pad()];
  const input = (channels: number) => [1, channels, side(), side()];
  const pool = { kernel_shape: [3, 2], strides: [2, 1], pads: [1, 0, 1, 1] };
  return [
    {
      name: '3 x 3',
      input: input(4),
      op: 'Conv',
      attributes: { pads: pads() },
      weight: [3, 4, 3, 3],
    },
    { name: '1 x 1', input: input(20), op: 'Conv', attributes: {}, weight: [3, 20, 1, 1] },
    {
      name: 'depthwise',
      input: input(5),
      op: 'Conv',
      attributes: { group: 5, pads: pads() },
      weight: [5, 1, 3, 3],
    },
    {
      name: 'strided',
      input: input(2),
      op: 'Conv',
      attributes: { strides: [2, 3], pads: pads() },
      weight: [4, 2, 3, 2],
    },
    {
      name: 'dilated',
      input: input(2),
      op: 'Conv',
      attributes: { dilations: [2, 2], pads: pads() },
      weight: [2, 2, 3, 3],
    },
    {
      name: 'grouped',
      input: input(6),
      op: 'Conv',
      attributes: { group: 3, pads: pads() },
      weight: [6, 2, 2, 3],
    },
    {
      name: 'many channels',
      input: [1, 64, 7, 7],
      op: 'Conv',
      attributes: { pads: [1, 1, 1, 1] },
      weight: [2, 64, 3, 3],
    },
    {
      name: 'transposed',
      input: input(3),
      op: 'ConvTranspose',
      attributes: { strides: [2, 2], pads: [1, 1, 1, 1] },
      weight: [3, 2, 3, 3],
    },
    {
      name: 'transposed, dilated',
      input: input(2),
      op: 'ConvTranspose',
      attributes: { strides: [3, 2], dilations: [1, 2] },
      weight: [2, 2, 2, 2],
    },
    { name: 'largest', input: input(3), op: 'MaxPool', attributes: pool },
    { name: 'mean', input: input(3), op: 'AveragePool', attributes: pool },
    {
      name: 'mean with padding',
      input: input(3),
      op: 'AveragePool',
      attributes: { ...pool, count_include_pad: 1 },
    },
    { name: 'mean of maps', input: input(3), op: 'GlobalAveragePool', attributes: {} },
  ];
}

function modelOf({ input, op, attributes, weight }: Kind, random: () => number): TestModel {
  const outputs = op === 'ConvTranspose' ? (weight?.[1] ?? 1) : (weight?.[0] ?? 1);
  const kernel = weight && op !== 'MaxPool' ? { kernel_shape: weight.slice(2) } : {};
  const node = {
    op,
    inputs: weight ? ['input', 'w', 'b'] : ['input'],
    output: 'y',
    attributes: { ...kernel, ...attributes },
  };
  const weights = weight
    ? { w: randomTensor(weight, random), b: randomTensor([outputs], random) }
    : {};
  return { input, nodes: [node], weights };
}

const pairOf = (attributes: Kind['attributes'], name: string, usual: number): [number, number] => {
  const [y = usual, x = usual] = (attributes[name] as number[] | undefined) ?? [];
  return [y, x];
};

/** What each input channel adds to a cell, by the definition of a (transposed) convolution. */
function termsByHand(
  { input, op, attributes, weight = [] }: Kind,
  found: Run,
  at: number[],
): number[] {
  const [, o = 0, oy = 0, ox = 0] = at;
  const [, channels = 1, height = 1, width = 1] = input;
  const [, , kh = 1, kw = 1] = weight;
  const [sy, sx] = pairOf(attributes, 'strides', 1);
  const [dy, dx] = pairOf(attributes, 'dilations', 1);
  const [py, px] = pairOf(attributes, 'pads', 0);
  const groups = (attributes.group as number | undefined) ?? 1;
  const x = found.values.get('input')?.data ?? new Float32Array();
  const w = found.weights.get('w')?.data ?? new Float32Array();
  const isTransposed = op === 'ConvTranspose';
  const outputs = isTransposed ? (weight[1] ?? 1) * groups : (weight[0] ?? 1);
  const perGroup = channels / groups;
  const first = Math.floor(o / (outputs / groups)) * perGroup;
  return Array.from({ length: perGroup }, (_, c) => {
    let sum = 0;
    for (let ky = 0; ky < kh; ky++) {
      for (let kx = 0; kx < kw; kx++) {
        const y = isTransposed ? (oy + py - ky * dy) / sy : oy * sy - py + ky * dy;
        const at = isTransposed ? (ox + px - kx * dx) / sx : ox * sx - px + kx * dx;
        if (!Number.isInteger(y) || !Number.isInteger(at)) continue;
        if (y < 0 || at < 0 || y >= height || at >= width) continue;
        const own = x[((first + c) * height + y) * width + at] as number;
        const [one, two] = isTransposed ? [first + c, o % (outputs / groups)] : [o, c];
        const inner = isTransposed ? (weight[1] ?? 1) : perGroup;
        sum += own * (w[((one * inner + two) * kh + ky) * kw + kx] as number);
      }
    }
    return sum;
  });
}

function unravelled(position: number, shape: readonly number[]): number[] {
  const at: number[] = [];
  let rest = position;
  for (const size of [...shape].reverse()) {
    at.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return at;
}

describe('every kind of window, 12 random cells each', () => {
  const random = seeded(20261130);
  test.each(kinds(random).map((kind) => [kind.name, kind] as const))('%s', async (name, kind) => {
    const model = modelOf(kind, random);
    const data = randomTensor(kind.input, random).data as Float32Array;
    const found = await run(onnxModel(model), kind.input, data);
    const [node] = found.graph.nodes as [NodeDescription];
    const output = found.values.get('y') as KeptValue;
    for (let cell = 0; cell < 12; cell++) {
      const position = between(random, 0, output.data.length - 1);
      const where = `${name} at ${position}`;
      const scene = sceneOf(found, node, position, cell % 2 === 1);
      check(scene, output.data[position] as number, where);
      if (!kind.weight) continue;
      checkProducts(scene, where);
      const byHand = termsByHand(kind, found, unravelled(position, output.dims));
      const terms = scene.rows.filter((row) => row.kind === 'term');
      // Of several groups all channels of one are listed.
      const isGrouped = kind.attributes.group !== undefined;
      const first = isGrouped ? Math.min(...terms.map(({ key = 0 }) => key)) : 0;
      for (const { key = 0, units } of terms) {
        const exact = byHand[key - first] as number;
        expect(Math.abs(units * 10 ** -scene.decimals - exact), where).toBeLessThan(
          10 ** -scene.decimals * 1.001,
        );
      }
      const total = byHand.reduce((all, next) => all + next, 0);
      const added = terms.concat(scene.rows.filter((row) => row.kind === 'rest'));
      const shown = added.reduce((all, { amount }) => all + amount, 0);
      expect(Math.abs(shown - total), where).toBeLessThan(1e-9);
    }
  });
});

test('padding, gaps and strides: the cells under the window are those of the definition', async () => {
  const random = seeded(5);
  const kind: Kind = {
    name: 'all of it',
    input: [1, 2, 9, 8],
    op: 'Conv',
    attributes: { strides: [2, 3], dilations: [2, 1], pads: [3, 1, 2, 0] },
    weight: [2, 2, 3, 2],
  };
  const data = randomTensor(kind.input, random).data as Float32Array;
  const found = await run(onnxModel(modelOf(kind, random)), kind.input, data);
  const [node] = found.graph.nodes as [NodeDescription];
  // 9 + 3 + 2 rows under a reach of 5, two apart: 5; 8 + 1 columns under 2, three apart: 3.
  expect(node.outputShapes[0]).toEqual([1, 2, 5, 3]);
  const scene = sceneOf(found, node, 1 * 3 + 2);
  const spot = scene.rows[1]?.spot;
  // Row 1 of the output begins at 1 * 2 - 3, column 2 at 2 * 3 - 1.
  expect(spot?.ys).toEqual([-1, 1, 3]);
  expect(spot?.xs).toEqual([5, 6]);
  expect(spot?.channel).toBe(1);
  // The last row of windows begins at 4 * 2 - 3 and ends at 9, which is one past the last row of the map.
  expect(spot?.top).toEqual({ before: 3, after: 1 });
  expect(spot?.left).toEqual({ before: 1, after: 0 });
  expect(scene.padded).toBe(2);
});

test('a dense layer traces every input to its map and cell before the Flatten', async () => {
  const random = seeded(6);
  const model: TestModel = {
    input: [1, 3, 4, 5],
    nodes: [
      { op: 'Relu', inputs: ['input'], output: 'maps' },
      { op: 'Flatten', inputs: ['maps'], output: 'flat' },
      { op: 'Gemm', inputs: ['flat', 'w', 'b'], output: 'dense', attributes: { transB: 1 } },
      { op: 'Softmax', inputs: ['dense'], output: 'shares', attributes: { axis: 1 } },
    ],
    weights: { w: randomTensor([40, 60], random), b: randomTensor([40], random) },
  };
  const found = await run(
    onnxModel(model),
    model.input,
    randomTensor(model.input, random).data as Float32Array,
  );
  const named = (name: string) =>
    found.graph.nodes.find((node) => node.name === name) as NodeDescription;
  const maps = found.values.get('maps') as KeptValue;
  for (const position of [0, 7, 39]) {
    const scene = sceneOf(found, named('dense'), position);
    check(scene, found.values.get('dense')?.data[position] as number, `dense ${position}`);
    expect(scene.combined).toBe(44);
    for (const { kind, key = 0, spot, factors } of scene.rows) {
      if (kind !== 'term') continue;
      const [y = 0, x = 0] = [spot?.ys[0], spot?.xs[0]];
      expect(((spot?.channel ?? 0) * 4 + y) * 5 + x).toBe(key);
      expect(spot?.column.name).toBe('maps');
      expect(factors?.[0]).toBe(maps.data[key]);
    }
    const share = sceneOf(found, named('shares'), position);
    const own = found.values.get('shares')?.data[position] as number;
    check(share, own, `shares ${position}`);
    // Numerator over denominator, as printed, is the share to four decimals.
    const scores = found.values.get('dense')?.data ?? new Float32Array();
    const powers = [...scores].map((score) => Math.exp(score - Math.max(...scores)));
    const sum = powers.reduce((all, next) => all + next, 0);
    expect(share.total * 10 ** -share.decimals).toBeCloseTo(sum, share.decimals - 1);
    // Of 40 classes 16 are listed, and its own is always among them.
    const ownRow = share.rows.find(({ key }) => key === position);
    expect(share.ownClass).toBe(position);
    expect(ownRow?.amount).toBeCloseTo(powers[position] as number, 9);
  }
});

test('layers without a window, 8 random cells each', async () => {
  const random = seeded(12);
  const vector = (length: number) => randomTensor([length], random);
  const model: TestModel = {
    input: [1, 4, 5, 6],
    nodes: [
      { op: 'Relu', inputs: ['input'], output: 'relu' },
      { op: 'Clip', inputs: ['input', 'low', 'high'], output: 'clip' },
      { op: 'Add', inputs: ['relu', 'clip'], output: 'add' },
      { op: 'Sub', inputs: ['relu', 'input'], output: 'sub' },
      { op: 'Mul', inputs: ['input', 'add'], output: 'mul' },
      { op: 'Max', inputs: ['relu', 'sub', 'mul'], output: 'max' },
      { op: 'Min', inputs: ['relu', 'sub', 'mul'], output: 'min' },
      { op: 'Sum', inputs: ['relu', 'sub', 'mul'], output: 'sum' },
      { op: 'ReduceMean', inputs: ['mul'], output: 'mean', attributes: { axes: [1, 3] } },
      { op: 'ReduceSum', inputs: ['mul', 'rows'], output: 'added' },
      { op: 'Concat', inputs: ['add', 'mul'], output: 'concat', attributes: { axis: 1 } },
      { op: 'Flatten', inputs: ['concat'], output: 'flat' },
      {
        op: 'Gemm',
        inputs: ['flat', 'w', 'b'],
        output: 'gemm',
        attributes: { transB: 1, alpha: { float: 0.3 }, beta: { float: -2 } },
      },
      { op: 'LogSoftmax', inputs: ['gemm'], output: 'logs', attributes: { axis: -1 } },
      { op: 'Softmax', inputs: ['add'], output: 'shares', attributes: { axis: 1 } },
    ],
    weights: {
      low: { dims: [], data: Float32Array.of(-0.3) },
      high: { dims: [], data: Float32Array.of(0.4) },
      rows: { dims: [1], data: BigInt64Array.of(2n) },
      w: randomTensor([9, 240], random),
      b: vector(9),
    },
    more: ['max', 'min', 'sum', 'mean', 'added', 'shares'],
  };
  const data = randomTensor(model.input, random).data as Float32Array;
  const found = await run(onnxModel(model), model.input, data);
  const forms = new Map<string, string>();
  for (const node of found.graph.nodes) {
    const output = found.values.get(node.outputs[0] ?? '');
    if (!output) throw new Error(`${node.name} was not kept`);
    for (let cell = 0; cell < 8; cell++) {
      const position = between(random, 0, output.data.length - 1);
      const scene = sceneOf(found, node, position, cell % 2 === 1);
      forms.set(node.name, scene.form);
      check(scene, output.data[position] as number, `${node.name} at ${position}`);
    }
  }
  expect(Object.fromEntries(forms)).toEqual({
    relu: 'rule',
    clip: 'rule',
    add: 'added',
    sub: 'added',
    mul: 'rule',
    max: 'largest',
    min: 'largest',
    sum: 'added',
    mean: 'added',
    added: 'added',
    concat: 'moved',
    flat: 'moved',
    gemm: 'products',
    logs: 'share',
    shares: 'share',
  });
  // Each class of a share over channels stands for itself.
  const scores = found.values.get('add')?.data ?? new Float32Array();
  const shares = found.graph.nodes.find(({ name }) => name === 'shares') as NodeDescription;
  const third = sceneOf(found, shares, 2 * 30 + 17);
  expect(third.ownClass).toBe(2);
  expect(third.rows[2]?.factors?.[0]).toBe(scores[2 * 30 + 17]);
});

test.each(['tinyvgg', 'lenet5', 'mobilenetv2'])(
  'every layer of %s, 3 random cells each',
  async (name) => {
    const random = seeded(9);
    const file = new Uint8Array(readFileSync(fromRoot(`models/${name}/${name}.onnx`)));
    const input =
      name === 'tinyvgg' ? [1, 3, 64, 64] : name === 'lenet5' ? [1, 1, 32, 32] : [1, 3, 96, 96];
    const found = await run(file, input, randomTensor(input, random).data as Float32Array);
    let added = 0;
    let rounding = 0;
    for (const node of found.graph.nodes) {
      const output = found.values.get(node.outputs[0] ?? '');
      if (!output) throw new Error(`${node.name} was not kept`);
      for (let cell = 0; cell < 3; cell++) {
        const position = between(random, 0, sizeOf(output.dims) - 1);
        const scene = sceneOf(found, node, position);
        check(scene, output.data[position] as number, `${node.name} at ${position}`);
        if (scene.form === 'kernel') checkProducts(scene, node.name);
        added += ADDING.has(scene.form) ? 1 : 0;
        rounding += scene.rows.some(({ kind }) => kind === 'rounding') ? 1 : 0;
      }
    }
    expect(added).toBeGreaterThan(8);
    // What single precision leaves is hidden by rounding almost always.
    expect(rounding).toBeLessThan(added / 5);
  },
);
