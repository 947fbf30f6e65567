// What weights do not tell: defaults, other values, and sentences for values that do not fit.

import { describe, expect, test } from 'vitest';
import {
  type Assume,
  AssumeError,
  type Recognised,
  recognise,
} from '../../../web/src/pytorch/families/index.js';
import { importPackage } from '../support/package.js';
import { readGoldens, readShapes, type Shapes, stateOf } from '../support/state-dicts.js';

const { InferenceSession } = await importPackage();
const torchvision = readShapes();
const goldens = readGoldens();
const shapesOf = (name: string): Shapes => torchvision[name] ?? goldens[name]?.state ?? {};

const values = (network: Recognised | undefined) =>
  Object.fromEntries((network?.assumptions ?? []).map(({ name, value }) => [name, value]));
const recognised = (shapes: Shapes, assume?: Assume, modules?: string[]) =>
  recognise(stateOf(shapes), assume, modules && { modules });
/** The shapes of Conv2d and Linear layers by their paths; biases follow. */
const layers = (weights: Record<string, number[]>): Shapes =>
  Object.fromEntries(
    Object.entries(weights).flatMap(([path, dims]) => [
      [`${path}.weight`, dims],
      [`${path}.bias`, dims.slice(0, 1)],
    ]),
  );

function refusal(shapes: Shapes, assume: Assume): [string, string] {
  try {
    recognised(shapes, assume);
  } catch (thrown) {
    if (thrown instanceof AssumeError) return [thrown.message, thrown.hint];
    throw thrown;
  }
  throw new Error('It was not refused.');
}

async function metadata(network: Recognised | undefined) {
  const session = await InferenceSession.create(network?.toOnnx() as Uint8Array, {
    threads: 1,
    warmup: false,
  });
  try {
    const { preprocess, ...rest } = session.graph().metadata;
    return { ...rest, preprocess: JSON.parse(preprocess ?? 'null'), notes: session.info.notes };
  } finally {
    await session.release();
  }
}

describe('defaults', () => {
  test('every assumption says why, in sentences', () => {
    for (const shapes of [...Object.values(torchvision), ...Object.values(goldens)]) {
      const state = 'state' in shapes ? (shapes.state as Shapes) : (shapes as Shapes);
      for (const { name, why, value, choices } of recognised(state)?.assumptions ?? []) {
        expect(why, name).toMatch(/^[A-Z].*\.$/);
        if (choices && typeof value !== 'object') expect(choices, name).toContain(value);
      }
    }
  });

  test('the course: sizes and padding from the last layer, classes from the data', () => {
    expect(values(recognised(shapesOf('fashion_v2')))).toMatchObject({
      size: 28,
      padding: 1,
      mean: [0],
      labels: expect.arrayContaining(['T-shirt/top', 'Ankle boot']),
    });
    expect(values(recognised(shapesOf('tiny_vgg')))).toMatchObject({
      size: 64,
      padding: 0,
      labels: ['pizza', 'steak', 'sushi'],
    });
    expect(values(recognised(shapesOf('tiny_vgg_padded')))).toMatchObject({ size: 64, padding: 1 });
  });

  test.each([
    ['13 cells a side: 64, unpadded', 13, { size: 64, padding: 0 }],
    ['16: 64, padded', 16, { size: 64, padding: 1 }],
    ['53: 224, unpadded', 53, { size: 224, padding: 0 }],
    ['56: 224, padded', 56, { size: 224, padding: 1 }],
    ['32: 128, padded', 32, { size: 128, padding: 1 }],
    // No usual size: the smallest one that fits.
    ['17: 68, padded', 17, { size: 68, padding: 1 }],
  ])('a TinyVGG that reads %s', (_, side, expected) => {
    const network = recognised(
      layers({
        'conv_block_1.0': [4, 3, 3, 3],
        'conv_block_1.2': [4, 4, 3, 3],
        'conv_block_2.0': [4, 4, 3, 3],
        'conv_block_2.2': [4, 4, 3, 3],
        'classifier.1': [6, 4 * side * side],
      }),
    );
    expect(values(network)).toMatchObject({ ...expected, labels: 'numbers' });
  });

  test("a ViT's size is in its weights, its heads are not", () => {
    expect(values(recognised(shapesOf('vit_b_16')))).toMatchObject({ size: 224, heads: 12 });
    const large = { ...shapesOf('vit_b_16'), 'encoder.pos_embedding': [1, 577, 768] };
    expect(values(recognised(large))).toMatchObject({ size: 384, interpolation: 'bicubic' });
  });

  test('two Linears in the place of one: an activation between them is assumed', () => {
    const { 'fc.weight': _w, 'fc.bias': _b, ...rest } = shapesOf('resnet18');
    const network = recognised({ ...rest, ...layers({ 'fc.0': [64, 512], 'fc.3': [5, 64] }) });
    expect(network?.name).toBe('ResNet-18');
    expect(values(network)).toMatchObject({ headActivation: 'relu', labels: 'numbers' });
    const direct = recognised({ ...rest, ...layers({ 'fc.0': [64, 512], 'fc.1': [5, 64] }) });
    expect(values(direct)).not.toHaveProperty('headActivation');
  });

  test('older key names are the same network', () => {
    const old = Object.fromEntries(
      Object.entries(shapesOf('densenet121')).map(([key, dims]) => [
        key.replace(/(denselayer\d+\.(?:norm|conv))([12])/, '$1.$2'),
        dims,
      ]),
    );
    expect(Object.keys(old)).toContain('features.denseblock1.denselayer1.norm.1.weight');
    expect(recognised(old)?.name).toBe('DenseNet-121');
    const vit = Object.fromEntries(
      Object.entries(shapesOf('vit_b_32')).map(([key, dims]) => [
        key.replace('mlp.0.', 'mlp.linear_1.').replace('mlp.3.', 'mlp.linear_2.'),
        dims,
      ]),
    );
    expect(recognised(vit)?.name).toBe('ViT-B/32');
  });
});

describe('other values', () => {
  test('go into the file: preprocessing and names of classes', async () => {
    const network = recognised(shapesOf('tiny_vgg_padded'), {
      size: 64,
      resize: 72,
      interpolation: 'bicubic',
      mean: [0.5],
      std: [0.25, 0.5, 0.125],
      labels: ['a', 'b', 'c'],
    });
    expect(await metadata(network)).toMatchObject({
      title: 'TinyVGG',
      labels: '["a","b","c"]',
      preprocess: {
        resize: 72,
        crop: [64, 64],
        interpolation: 'bicubic',
        divisor: 255,
        mean: [0.5, 0.5, 0.5],
        std: [0.25, 0.5, 0.125],
        order: 'RGB',
        layout: 'NCHW',
        channels: 3,
      },
      notes: [],
    });
  });

  test('numbers instead of names: none in the file', async () => {
    const network = recognised(shapesOf('lenet_grey'), { labels: 'numbers' });
    const { labels, preprocess } = (await metadata(network)) as Record<string, unknown>;
    expect(labels).toBeUndefined();
    expect(preprocess).toMatchObject({ channels: 1, crop: [32, 32] });
  });

  test('a size that is given decides the padding of a TinyVGG', () => {
    expect(values(recognised(shapesOf('tiny_vgg_padded'), { size: 76 }))).toMatchObject({
      size: 76,
      padding: 0,
    });
  });

  test('resizing follows the size', () => {
    expect(values(recognised(shapesOf('resnet50'), { size: 112 }))).toMatchObject({ resize: 128 });
  });

  test('a picture need not be square', async () => {
    const network = recognised(shapesOf('small mobilenet_v2'), { size: [96, 64] });
    expect(await metadata(network)).toMatchObject({ preprocess: { crop: [96, 64], resize: 110 } });
  });
});

describe('what does not fit is refused with a sentence', () => {
  test.each<[string, string, Assume, string, string]>([
    [
      'a name that it has not asked for',
      'fashion_v0',
      { heads: 12 },
      'FashionMNISTModelV0 has no assumption called "heads".',
      'It has "size", "resize", "interpolation", "mean", "std", "labels".',
    ],
    [
      'no number of pixels',
      'resnet18',
      { size: 'large' },
      '"size" cannot be "large".',
      'Give one number of pixels, or [height, width].',
    ],
    [
      'an activation that nobody knows',
      'lenet_grey',
      { activation: 'bent' },
      '"activation" cannot be "bent".',
      'Give one of "relu", "tanh", "sigmoid".',
    ],
    [
      'too few names',
      'tiny_vgg',
      { labels: ['pizza'] },
      '"labels" cannot be ["pizza"].',
      'Give one of "numbers", or a list of 3 names.',
    ],
    [
      'a deviation of 0',
      'tiny_vgg',
      { std: [0, 1, 1] },
      '"std" cannot be [0,1,1].',
      'Give a list of 3 numbers other than 0.',
    ],
    [
      'heads that do not divide the features',
      'vit_b_16',
      { heads: 7 },
      'With these values the network would not be ViT-B/16: 768 features do not make 7 heads.',
      'Its own are heads = 12.',
    ],
    [
      'a picture that is too small',
      'inception_v3',
      { size: 40 },
      'With these values the network would not be Inception v3: "Mixed_6a.branch3x3.conv" would be [1, 384, 0, 0]: its input is too small.',
      'Its own are size = 299.',
    ],
    [
      'a size with which the last layer would read something else',
      'fashion_v2',
      { size: 32 },
      'With these values the network would not be FashionMNISTModelV2: "classifier.1.weight" is [10, 294] where [10, 384] is expected.',
      'Its own are size = 28.',
    ],
    [
      'pools with which nothing fits',
      'plain_sequential',
      { pools: [60, 60] },
      'With these values the network would not be Network of 2 convolutions and 2 dense layers: no size of pictures gives the 1024 values that "7" reads.',
      'Its own are pools = [2,2].',
    ],
  ])('%s', (_, name, assume, message, hint) => {
    expect(refusal(shapesOf(name), assume)).toEqual([message, hint]);
  });
});

describe('plain networks', () => {
  const plain = {
    '0': [8, 3, 3, 3],
    '3': [16, 8, 3, 3],
    '7': [10, 16 * 8 * 8],
  };

  test('room in the keys tells where pools can be', () => {
    expect(values(recognised(layers(plain)))).toMatchObject({
      size: 32,
      padding: [1, 1],
      stride: [1, 1],
      pools: [2, 2],
      activation: 'relu',
      final: 'none',
    });
    // Nothing but an activation has room behind the first one.
    const { '3': second, '7': last } = plain;
    const narrow = layers({ '0': plain['0'], '2': second, '6': [10, last[1] as number] });
    expect(values(recognised(narrow))).toMatchObject({ pools: [0, 2] });
  });

  // Each as its writer made it; what is expected is what its forward() does.
  test.each<[string, Record<string, number[]>, Record<string, unknown>]>([
    [
      'three padded convolutions by name, a pool behind each, 224 pixels',
      {
        conv1: [16, 3, 3, 3],
        conv2: [32, 16, 3, 3],
        conv3: [64, 32, 3, 3],
        fc1: [500, 64 * 28 * 28],
        fc2: [2, 500],
      },
      { size: 224, padding: [1, 1, 1], pools: [2, 2, 2] },
    ],
    [
      "MNIST's 28 pixels with padded kernels of 5",
      { conv1: [32, 1, 5, 5], conv2: [64, 32, 5, 5], fc1: [1024, 7 * 7 * 64], fc2: [10, 1024] },
      { size: 28, padding: [2, 2], pools: [2, 2] },
    ],
    [
      "PyTorch's MNIST example: one pool behind both, nothing padded",
      { conv1: [32, 1, 3, 3], conv2: [64, 32, 3, 3], fc1: [128, 9216], fc2: [10, 128] },
      { size: 28, padding: [0, 0], pools: [0, 2] },
    ],
    [
      'LeNet-5 as features and classifier',
      {
        'features.0': [6, 1, 5, 5],
        'features.3': [16, 6, 5, 5],
        'classifier.0': [120, 400],
        'classifier.2': [84, 120],
        'classifier.4': [10, 84],
      },
      { size: 32, padding: [0, 0], pools: [2, 2] },
    ],
    [
      'blocks of two convolutions and a pool for CIFAR',
      {
        'layers.0': [32, 3, 3, 3],
        'layers.2': [32, 32, 3, 3],
        'layers.5': [64, 32, 3, 3],
        'layers.7': [64, 64, 3, 3],
        'layers.11': [128, 64 * 8 * 8],
        'layers.14': [10, 128],
      },
      { size: 32, padding: [1, 1, 1, 1], pools: [0, 2, 0, 2] },
    ],
    [
      'strides in the place of pools',
      { '0': [16, 3, 3, 3], '2': [32, 16, 3, 3], '5': [10, 32 * 8 * 8] },
      { size: 32, padding: [1, 1], stride: [2, 2], pools: [0, 0] },
    ],
  ])('%s', (_, weights, expected) => {
    expect(values(recognised(layers(weights)))).toMatchObject(expected);
  });

  test('what is given is kept, and the rest follows', () => {
    expect(values(recognised(layers(plain), { padding: [0, 0] }))).toMatchObject({
      padding: [0, 0],
      pools: [2, 2],
      // (side - 2) / 2, and the same again, is 8.
      size: 38,
    });
  });

  test('names of modules tell kinds, where the file has them', () => {
    const named = layers({ conv1: [8, 1, 3, 3], conv2: [8, 8, 3, 3], fc: [10, 8 * 7 * 7] });
    const modules = ['conv1', 'avgpool', 'tanh', 'conv2', 'fc', 'log_softmax'];
    expect(values(recognised(named, {}, modules))).toMatchObject({
      size: 28,
      pools: [2, 2],
      activation: 'tanh',
      poolKind: 'average',
      final: 'log_softmax',
    });
  });

  test('a sigmoid behind the last layer is no activation between layers', () => {
    const named = layers({ fc1: [16, 784], fc2: [1, 16] });
    const modules = ['fc1', 'fc2', 'sigmoid'];
    expect(values(recognised(named, {}, modules))).toMatchObject({
      activation: 'relu',
      final: 'sigmoid',
    });
  });

  test('a module behind the last layer is taken for a softmax', () => {
    const modules = ['0', '1', '2', '3', '4', '5', '6', '7', '8'];
    expect(values(recognised(layers(plain), {}, modules))).toMatchObject({ final: 'softmax' });
  });

  test('depthwise convolutions have a group a channel', () => {
    const network = recognised(
      layers({ '0': [8, 3, 3, 3], '1': [8, 1, 3, 3], '2': [16, 8, 1, 1], '6': [4, 16 * 256] }),
    );
    expect(network?.name).toBe('Network of 3 convolutions and 1 dense layer');
  });

  test('dense layers alone: a picture where the numbers are those of one, else a vector', async () => {
    const picture = recognised(layers({ '1': [16, 3072], '3': [10, 16] }));
    expect(values(picture)).toMatchObject({ size: 32, mean: [0, 0, 0] });
    const vector = recognised(layers({ '0': [8, 4], '2': [3, 8] }));
    expect(Object.keys(values(vector))).toEqual(['order', 'activation', 'final', 'labels']);
    expect((await metadata(vector)).preprocess).toBeNull();
  });

  test.each([
    ['shortcuts by name', { conv1: [8, 3, 3, 3], 'res1.0': [8, 8, 3, 3], fc: [10, 8] }],
    ['a residual block by name', { conv1: [8, 3, 3, 3], myResBlock: [8, 8, 3, 3], fc: [10, 8] }],
    ['blocks within blocks', { '0.0.0.0': [8, 3, 3, 3], '1': [10, 8] }],
    ['channels that do not follow', { '0': [8, 3, 3, 3], '2': [8, 5, 3, 3], '5': [10, 8] }],
    ['a convolution behind a Linear', { fc: [10, 64], conv: [8, 3, 3, 3] }],
    ['no Linear', { conv1: [8, 3, 3, 3], conv2: [3, 8, 3, 3] }],
    ['features of no size', { '0': [8, 3, 3, 3], '3': [10, 8 * 7919] }],
    ['Linears that do not follow', { '1': [16, 784], '3': [10, 17] }],
  ])('not with %s', (_, weights) => {
    expect(recognised(layers(weights))).toBeUndefined();
  });
});
