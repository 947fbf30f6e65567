import { describe, expect, test } from 'vitest';
import { type ClassMap, classMap } from '../../../../web/src/playground/network/class-map.js';
import { headOf, needsOfWhy } from '../../../../web/src/playground/network/linear-head.js';
import type { GraphDescription, NodeDescription } from '../../../../web/src/protocol/index.js';
import { value } from '../../support/app.js';
import { node, tinyVgg } from '../../support/graphs.js';

/** A graph of these nodes over maps [1, 2, 2, 2]; w and b are weights. */
function graph(nodes: NodeDescription[], weights: Record<string, number[]>): GraphDescription {
  const last = nodes.at(-1);
  return {
    ...tinyVgg(),
    inputs: [{ name: 'maps', type: 'float32', shape: [1, 2, 2, 2] }],
    outputs: [{ name: last?.outputs[0] ?? '', type: 'float32', shape: [1, 3] }],
    nodes,
    initializers: Object.entries(weights).map(([name, shape]) => ({
      name,
      type: 'float32',
      shape,
    })),
  };
}

const pool = node({ name: 'gap', op: 'GlobalAveragePool' }, 'maps', [
  [1, 2, 2, 2],
  [1, 2, 1, 1],
]);
const flat = node({ name: 'flat', op: 'Flatten' }, 'gap', [
  [1, 2, 1, 1],
  [1, 2],
]);
const gemm = (from: string, attributes: Record<string, number>, inputs = 2) =>
  node(
    {
      name: 'logits',
      op: 'Gemm',
      inputs: [from, 'w', 'b'],
      attributes,
      inputShapes: [[1, inputs], attributes.transB ? [3, inputs] : [inputs, 3], [3]],
    },
    from,
    [
      [1, inputs],
      [1, 3],
    ],
  );
const softmax = node({ name: 'out', op: 'Softmax' }, 'logits', [
  [1, 3],
  [1, 3],
]);

// Channel 0 holds 1, 2, 3, 4; channel 1 holds 10, 20, 30, 40.
const maps = value([1, 2, 2, 2], (i) => (i < 4 ? i + 1 : 10 * (i - 3)));

function mapOf(of: GraphDescription, weight: [number[], number[]], index: number) {
  const head = headOf(of);
  if (!head) return undefined;
  const values = new Map([
    ['maps', maps],
    ['logits', value([1, 3], () => 7)],
    ['gap', value([1, 2, 1, 1], () => 7)],
  ]);
  const weights = new Map([
    ['w', value(weight[0], (i) => weight[1][i] as number)],
    ['b', value([3], (i) => 100 * i)],
  ]);
  return classMap(head, { values, weights }, index);
}

const cells = (found: ClassMap | undefined) => found && [...found.data];

describe('heads', () => {
  const transposed = gemm('flat', { transB: 1 });
  const plain = gemm('flat', { alpha: 2, beta: 0.5 });

  test('averaged maps and a dense layer, stored either way round', () => {
    const of = graph([pool, flat, transposed, softmax], { w: [3, 2], b: [3] });
    expect(headOf(of)).toMatchObject({ kind: 'pooled', maps: 'maps', logits: 'logits' });
    expect(needsOfWhy(headOf(of) as never)).toEqual(['maps', 'logits', 'w', 'b']);
    // Class 1 has weights 3 and 4: (3 * 1 + 4 * 10) / 4 and so on.
    const found = mapOf(
      of,
      [
        [3, 2],
        [1, 2, 3, 4, 5, 6],
      ],
      1,
    );
    expect(cells(found)).toEqual([10.75, 21.5, 32.25, 43]);
    expect(found).toMatchObject({ bias: 100, sum: 207.5, logit: 7 });
    expect([...(found?.channels ?? [])]).toEqual([7.5, 100]);
    const other = graph([pool, flat, plain, softmax], { w: [2, 3], b: [3] });
    // [2, 3]: class 1 has weights 2 and 5, times alpha; the bias is halved.
    const turned = mapOf(
      other,
      [
        [2, 3],
        [1, 2, 3, 4, 5, 6],
      ],
      1,
    );
    expect(cells(turned)).toEqual([26, 52, 78, 104]);
    expect(turned?.bias).toBe(50);
  });

  test('flattened maps', () => {
    const conv = node({ name: 'maps', op: 'Conv' }, 'input', [
      [1, 2, 2, 2],
      [1, 2, 2, 2],
    ]);
    const row = node({ name: 'flat', op: 'Flatten' }, 'maps', [
      [1, 2, 2, 2],
      [1, 8],
    ]);
    const of = graph([conv, row, gemm('flat', { transB: 1 }, 8)], { w: [3, 8], b: [3] });
    expect(headOf(of)?.kind).toBe('flattened');
    const found = mapOf(of, [[3, 8], Array.from({ length: 24 }, (_, i) => i)], 1);
    // Weights 8..11 for channel 0 and 12..15 for channel 1.
    expect(cells(found)).toEqual([8 + 120, 18 + 260, 30 + 420, 44 + 600]);
  });

  test('MatMul and Add; a 1 x 1 convolution over one cell', () => {
    const shapes: [number[], number[]] = [
      [1, 2],
      [1, 3],
    ];
    const inputShapes = [
      [1, 2],
      [2, 3],
    ];
    const product = node(
      { name: 'product', op: 'MatMul', inputs: ['flat', 'w'], inputShapes },
      'flat',
      shapes,
    );
    const sum = node({ name: 'logits', op: 'Add', inputs: ['b', 'product'] }, 'product', [
      [1, 3],
      [1, 3],
    ]);
    const of = graph([pool, flat, product, sum], { w: [2, 3], b: [3] });
    const found = mapOf(
      of,
      [
        [2, 3],
        [1, 2, 3, 4, 5, 6],
      ],
      2,
    );
    expect(cells(found)).toEqual([15.75, 31.5, 47.25, 63]);
    expect(found?.bias).toBe(200);
    // The beta of a Gemm is for a bias of its own.
    const bare = node(
      {
        name: 'product',
        op: 'Gemm',
        inputs: ['flat', 'w'],
        attributes: { beta: 0.5 },
        inputShapes,
      },
      'flat',
      shapes,
    );
    const added = graph([pool, flat, bare, sum], { w: [2, 3], b: [3] });
    expect(
      mapOf(
        added,
        [
          [2, 3],
          [1, 2, 3, 4, 5, 6],
        ],
        2,
      )?.bias,
    ).toBe(200);
    const conv = node(
      {
        name: 'logits',
        op: 'Conv',
        inputs: ['gap', 'w', 'b'],
        inputShapes: [[1, 2, 1, 1], [3, 2, 1, 1], [3]],
      },
      'gap',
      [
        [1, 2, 1, 1],
        [1, 3, 1, 1],
      ],
    );
    const last = node({ name: 'row', op: 'Flatten' }, 'logits', [
      [1, 3, 1, 1],
      [1, 3],
    ]);
    const convolved = graph([pool, conv, last, { ...softmax, inputs: ['row'] }], {
      w: [3, 2, 1, 1],
      b: [3],
    });
    expect(headOf(convolved)).toMatchObject({ kind: 'pooled', maps: 'maps', logits: 'row' });
  });

  test('one map a class, as SqueezeNet has it', () => {
    const row = node({ name: 'row', op: 'Flatten' }, 'gap', [
      [1, 2, 1, 1],
      [1, 2],
    ]);
    const of = graph([pool, row], {});
    expect(headOf(of)).toMatchObject({ kind: 'direct', maps: 'maps', logits: 'row' });
    const values = new Map([
      ['maps', maps],
      ['row', value([1, 2], (i) => [2.5, 25][i] as number)],
    ]);
    const head = headOf(of);
    const found = head && classMap(head, { values, weights: new Map() }, 1);
    expect(cells(found)).toEqual([2.5, 5, 7.5, 10]);
    expect(found?.sum).toBe(found?.logit);
  });

  test('a constant factor: behind the dense layer of bias and all, before it of the maps alone', () => {
    const scalar = (name: string, op: string, inputs: string[], shape: number[]) =>
      node({ name, op, inputs, inputShapes: inputs.map((i) => (i === 's' ? [] : shape)) }, name, [
        shape,
        shape,
      ]);
    const dense = { ...gemm('flat', { transB: 1 }), outputs: ['dense'] };
    const of = graph(
      [pool, flat, dense, scalar('logits', 'Mul', ['s', 'dense'], [1, 3]), softmax],
      {
        w: [3, 2],
        b: [3],
        s: [],
      },
    );
    const before = scalar('small', 'Div', ['gap', 's'], [1, 2, 1, 1]);
    const other = graph(
      [pool, before, { ...flat, inputs: ['small'] }, gemm('flat', { transB: 1 }), softmax],
      { w: [3, 2], b: [3], s: [] },
    );
    const values = new Map([
      ['maps', maps],
      ['logits', value([1, 3], () => 7)],
    ]);
    const weights = new Map([
      ['w', value([3, 2], (i) => i + 1)],
      ['b', value([3], (i) => 100 * i)],
      ['s', value([], () => 0.5)],
    ]);
    const found = (graphOf: GraphDescription, read = weights) => {
      const head = headOf(graphOf);
      return head && classMap(head, { values, weights: read }, 1);
    };
    // Class 1 has weights 3 and 4: (3 * 1 + 4 * 10) / 4 and so on, and a bias of 100.
    expect(cells(found(of))).toEqual([5.375, 10.75, 16.125, 21.5]);
    expect(found(of)).toMatchObject({ bias: 50, sum: 103.75 });
    expect(cells(found(other))).toEqual([21.5, 43, 64.5, 86]);
    expect(found(other)?.bias).toBe(100);
    expect(needsOfWhy(headOf(of) as never)).toContain('s');
    weights.delete('s');
    expect(found(of)).toBeUndefined();
    // A quotient of the constant by the numbers is not linear in them.
    const inverse = scalar('logits', 'Div', ['s', 'dense'], [1, 3]);
    expect(
      headOf(graph([pool, flat, dense, inverse, softmax], { w: [3, 2], b: [3], s: [] })),
    ).toBeUndefined();
  });

  test('what is not linear at its end has none: two dense layers, a window of its own, a missing weight', () => {
    const relu = node({ name: 'r', op: 'Relu' }, 'flat', [
      [1, 2],
      [1, 2],
    ]);
    expect(
      headOf(graph([pool, flat, relu, gemm('r', { transB: 1 })], { w: [3, 2], b: [3] })),
    ).toBeUndefined();
    const window = node(
      { name: 'gap', op: 'AveragePool', attributes: { kernel_shape: [2, 2], pads: [1, 1, 0, 0] } },
      'maps',
      [
        [1, 2, 2, 2],
        [1, 2, 1, 1],
      ],
    );
    expect(headOf(graph([window, flat, transposed], { w: [3, 2], b: [3] }))).toBeUndefined();
    expect(headOf(graph([pool, flat, transposed], { b: [3] }))).toBeUndefined();
  });

  test('maps with the channels last are refused: they would be read as something else', () => {
    const turned = node({ name: 'turned', op: 'Transpose' }, 'conv', [
      [1, 2, 2, 2],
      [1, 2, 2, 2],
    ]);
    const conv = node({ name: 'conv', op: 'Conv' }, 'maps', [
      [1, 2, 2, 2],
      [1, 2, 2, 2],
    ]);
    const relu = node({ name: 'relu', op: 'Relu' }, 'turned', [
      [1, 2, 2, 2],
      [1, 2, 2, 2],
    ]);
    const flatten = (from: string) =>
      node({ name: 'flat', op: 'Flatten' }, from, [
        [1, 2, 2, 2],
        [1, 8],
      ]);
    const dense = gemm('flat', { transB: 1 }, 8);
    const weights = { w: [3, 8], b: [3] };
    expect(headOf(graph([conv, flatten('conv'), dense], weights))?.kind).toBe('flattened');
    expect(headOf(graph([conv, turned, flatten('turned'), dense], weights))).toBeUndefined();
    expect(headOf(graph([conv, turned, relu, flatten('relu'), dense], weights))).toBeUndefined();
    expect(headOf(graph([flatten('maps'), dense], weights))).toBeUndefined();
  });

  test('a mean over other axes is no pooling', () => {
    const mean = (axes?: number[]) =>
      node({ name: 'gap', op: 'ReduceMean', attributes: axes ? { axes } : {} }, 'maps', [
        [1, 2, 2, 2],
        [1, 2],
      ]);
    const of = (axes?: number[]) =>
      headOf(graph([mean(axes), gemm('gap', { transB: 1 })], { w: [3, 2], b: [3] }));
    expect(of([2, 3])?.kind).toBe('pooled');
    expect(of([-1, -2])?.kind).toBe('pooled');
    expect(of([1, 2])).toBeUndefined();
    // Without axes all of them go.
    expect(of()).toBeUndefined();
  });

  test('nothing is shown while a weight is not read', () => {
    const head = headOf(graph([pool, flat, transposed], { w: [3, 2], b: [3] }));
    const values = new Map([['maps', maps]]);
    expect(head && classMap(head, { values, weights: new Map() }, 0)).toBeUndefined();
  });
});
