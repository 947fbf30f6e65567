import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readGolden } from '../../golden/read-golden.mjs';
import { createNetwork } from '../page/tfjs-network.mjs';
import { distance } from '../statistics.mjs';
import { plainTfjs } from '../support/plain-tfjs.mjs';
import { readOnnx } from './onnx.mjs';
import { prepare } from './prepare.mjs';
import { storeNetwork } from './stored.mjs';
import { toNhwc } from './weights.mjs';

const repository = new URL('../../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, repository));
const run = (plan, input, shape) => createNetwork(plainTfjs, plan)(toNhwc(input, shape));
const operators = ({ steps }) => steps.map(({ op, activation }) => [op, activation]);

describe('a prepared network', () => {
  // Small networks wired like those of the ONNX Model Zoo, against PyTorch.
  it.each(['resnet18-v1-7', 'vgg16-7', 'float16-weights'])("gives PyTorch's output: %s", (name) => {
    const golden = readGolden(`zoo/${name}`);
    const [{ shape, expected: input }] = golden;
    const plan = prepare(readOnnx(read(`tests/golden/zoo/${name}.onnx`)), shape);
    expect(distance(run(plan, input, shape), golden.at(-1).expected)).toBeLessThan(1e-5);
  });

  it("gives PyTorch's TinyVGG, whose Flatten meets maps of several pixels", () => {
    const rgb = read('tests/golden/tinyvgg-noise.rgb');
    const plan = prepare(readOnnx(read('models/tinyvgg/tinyvgg.onnx')), [1, 3, 64, 64]);
    const output = createNetwork(plainTfjs, plan)(Float32Array.from(rgb, (level) => level / 255));
    expect(distance(output, readGolden('tinyvgg-noise').at(-1).expected)).toBeLessThan(1e-4);
  });

  it('runs one fused kernel where the file has a convolution, a norm and an activation', () => {
    const plan = prepare(
      readOnnx(read('tests/golden/zoo/resnet18-v1-7.onnx')),
      readGolden('zoo/resnet18-v1-7')[0].shape,
    );
    expect(operators(plan).filter(([op]) => op === 'conv')).toEqual([
      ['conv', 'relu'],
      ['conv', 'relu'],
      ['conv', 'linear'],
    ]);
    expect(operators(plan).some(([op]) => op === 'norm')).toBe(false);
  });

  it('is the same after it was stored', () => {
    const model = read('tests/golden/zoo/vgg16-7.onnx');
    const [{ shape, expected: input }, ...golden] = readGolden('zoo/vgg16-7');
    const { json, weights } = storeNetwork(model, shape);
    const floats = new Float32Array(new Uint8Array(weights).buffer);
    const part = (range) => range && floats.subarray(...range);
    const stored = JSON.parse(json);
    const steps = stored.steps.map((step) => ({
      ...step,
      weights: part(step.weights),
      bias: part(step.bias),
    }));
    const output = run({ ...stored, steps }, input, shape);
    expect(distance(output, golden.at(-1).expected)).toBeLessThan(1e-5);
  });
});

/** One pixel of two channels through a 1x1 convolution, and what follows. */
function small(nodes, weights = [1, 0, 0, 1], bias = [0, 0]) {
  const constants = new Map([
    ['w', { dims: [2, 2, 1, 1], data: Float32Array.from(weights) }],
    ['b', { dims: [2], data: Float32Array.from(bias) }],
  ]);
  const conv = { op: 'Conv', inputs: ['x', 'w', 'b'], outputs: ['y'], attributes: {} };
  const graph = { nodes: [conv, ...nodes], constants, inputs: ['x'], outputs: ['z'] };
  const plan = prepare(graph, [1, 2, 1, 1]);
  return { plan, output: (...x) => run(plan, Float32Array.from(x), [1, 2, 1, 1]) };
}

const node = (op, inputs, outputs, attributes = {}) => ({ op, inputs, outputs, attributes });

// By hand, from the definitions of the ONNX operators.
describe('what is folded into a convolution', () => {
  it('HardSwish: x * clip(x / 6 + 1 / 2, 0, 1)', () => {
    const { output } = small([node('HardSwish', ['y'], ['z'])]);
    const [first, second] = output(1, -1);
    expect(first).toBeCloseTo(4 / 6, 6);
    expect(second).toBeCloseTo(-2 / 6, 6);
    expect([...output(4, -5)]).toEqual([expect.closeTo(4, 5), expect.closeTo(0, 6)]);
  });

  it('HardSigmoid with its alpha and beta', () => {
    const attributes = { alpha: 0.25, beta: 0.5 };
    const { output } = small([node('HardSigmoid', ['y'], ['z'], attributes)], undefined, [1, 0]);
    expect([...output(0, 4)]).toEqual([0.75, 1]);
    expect([...output(-9, 1)]).toEqual([0, 0.75]);
  });

  it('Clip to 0 and 6, but not to other bounds', () => {
    const bounds = [
      node('Constant', [], ['low'], { value: { dims: [], data: Float32Array.of(0) } }),
      node('Constant', [], ['high'], { value: { dims: [], data: Float32Array.of(6) } }),
    ];
    const six = small([...bounds, node('Clip', ['y', 'low', 'high'], ['z'])]);
    expect(operators(six.plan)).toEqual([['conv', 'relu6']]);
    expect([...six.output(7, -1)]).toEqual([6, 0]);
    const open = small([...bounds, node('Clip', ['y', 'low'], ['z'])]);
    expect(operators(open.plan)).toEqual([
      ['conv', 'linear'],
      ['clip', undefined],
    ]);
    expect([...open.output(7, -1)]).toEqual([7, 0]);
  });

  it('nothing, where another step reads the value in between', () => {
    const swish = [node('Sigmoid', ['y'], ['s']), node('Mul', ['y', 's'], ['z'])];
    const { plan, output } = small(swish);
    expect(operators(plan).map(([op]) => op)).toEqual(['conv', 'sigmoid', 'mul']);
    expect(output(0, 2)[1]).toBeCloseTo(2 / (1 + Math.exp(-2)), 6);
  });
});

describe('lifetimes', () => {
  it('names every value but the output at its last reader', () => {
    const { plan } = small([
      node('Sigmoid', ['y'], ['s']),
      node('Identity', ['s'], ['t']),
      node('Mul', ['y', 't'], ['z']),
    ]);
    expect(plan.steps.map(({ done }) => done)).toEqual([['x'], [], ['y', 's']]);
  });
});

describe('prepare refuses', () => {
  it.each([
    ['Tan at all', [node('Tan', ['y'], ['z'])]],
    ['Conv with auto_pad', [node('Conv', ['y', 'w', 'b'], ['z'], { auto_pad: 'SAME_UPPER' })]],
    ['Conv with groups of several channels', [node('Conv', ['y', 'w', 'b'], ['z'], { group: 3 })]],
    ['Concat of others than channels', [node('Concat', ['y', 'y'], ['z'], { axis: 2 })]],
    ['Softmax of others than the classes', [node('Softmax', ['y'], ['z'])]],
  ])('%s', (what, nodes) => {
    expect(() => small(nodes)).toThrow(`The tfjs network has no ${what}.`);
  });

  it('pools that round up, unless there is nothing to round', () => {
    const graph = (attributes) => ({
      nodes: [node('MaxPool', ['x'], ['z'], { ...attributes, ceil_mode: 1 })],
      constants: new Map(),
      inputs: ['x'],
      outputs: ['z'],
    });
    const attributes = { kernel_shape: [3, 3], strides: [2, 2] };
    expect(prepare(graph(attributes), [1, 2, 7, 7]).steps[0].shape).toEqual([1, 3, 3, 2]);
    expect(() => prepare(graph(attributes), [1, 2, 8, 8])).toThrow('MaxPool that rounds up');
  });

  it('more than one picture', () => {
    const graph = readOnnx(read('models/tinyvgg/tinyvgg.onnx'));
    expect(() => prepare(graph, [2, 3, 64, 64])).toThrow('one picture at a time');
  });
});
