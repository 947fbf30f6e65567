import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeModel } from '../../../web/src/client/describe-model.js';
import { onnxModel, randomTensor, seeded } from '../support/onnx-model.js';
import { fromRoot } from '../support/package.js';

const golden = (name: string) =>
  new Uint8Array(readFileSync(fromRoot(`tests/golden/onnx/${name}.onnx`)));

// The files were written by the onnx package, which gave these figures when it read them again.
test.each([
  ['float16-weights', 'float16-weights', 13, 4, [{ type: 'float16', elements: 8 }]],
  ['int64-weights', 'int64-weights', 13, 2, [{ type: 'int64', elements: 4 }]],
  ['opset-21', 'opset-21', 21, 1, [{ type: 'float32', elements: 9 }]],
  ['external-data', 'external-data', 13, 1, [{ type: 'float32', elements: 4 }]],
  ['metadata', 'metadata', 13, 1, []],
])('%s.onnx: as the onnx package reads it', (name, graphName, version, nodes, weights) => {
  expect(describeModel(golden(name))).toMatchObject({
    irVersion: 7,
    producerName: 'golden',
    graphName,
    opsets: [{ domain: '', version }],
    nodes,
    weights,
  });
});

const own = (metadata: Record<string, string>) =>
  onnxModel({
    input: [1, 1, 4, 4],
    nodes: [
      { op: 'Conv', inputs: ['input', 'w'], output: 'y', metadata },
      { op: 'Relu', inputs: ['y'], output: 'z' },
    ],
    weights: { w: randomTensor([2, 1, 3, 3], seeded(1)) },
    producer: ['pytorch', '2.9.1'],
  });

test('who wrote a file, and how many numbers its weights are', () => {
  const bytes = own({});
  expect(describeModel(bytes)).toEqual({
    bytes: bytes.length,
    irVersion: 8,
    producerName: 'pytorch',
    producerVersion: '2.9.1',
    domain: '',
    modelVersion: 0,
    graphName: 'test',
    opsets: [{ domain: '', version: 17 }],
    nodes: 2,
    functions: [],
    weights: [{ type: 'float32', elements: 18 }],
    modules: new Map(),
  });
});

test.each([
  ['pkg.torch.onnx.name_scopes', "['', 'layer1', 'layer1.0', 'layer1.0.conv1', 'conv2d_1']"],
  [
    'namespace',
    ': m.ResNet/layer1: torch.nn.Sequential/layer1.0: m.Block/layer1.0.conv1: torch.nn.Conv2d/conv2d_1: aten.conv2d.default',
  ],
])('the module that a node comes from, by its %s', (key, value) => {
  const { modules } = describeModel(own({ [key]: value })) ?? {};
  expect([...(modules ?? [])]).toEqual([['y', 'layer1.0.conv1']]);
});

test('an operation of the whole network comes from no module', () => {
  const { modules } = describeModel(own({ 'pkg.torch.onnx.name_scopes': "['', 'add']" })) ?? {};
  expect(modules?.size).toBe(0);
});

test('what holds no graph is not described', () => {
  for (const bytes of [[], [8, 8], [8, 8, 0x3a, 0], [...new TextEncoder().encode('not a model')]])
    expect(describeModel(Uint8Array.from(bytes))).toBeUndefined();
});

test('a file that is cut short or spoilt is described as far as it goes, and nothing is thrown', () => {
  const whole = own({ namespace: 'a/b: c/d' });
  fc.assert(
    fc.property(
      fc.nat(whole.length),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
      (length, spoilt) => {
        const bytes = whole.slice();
        for (const [at, byte] of spoilt) bytes[at] = byte;
        const found = describeModel(bytes.subarray(0, length));
        for (const { elements } of found?.weights ?? [])
          expect(Number.isFinite(elements)).toBe(true);
        expect(found?.nodes ?? 0).toBeLessThan(whole.length);
      },
    ),
  );
});
