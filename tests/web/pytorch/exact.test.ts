// Exactly or not at all: every classifier of torchvision is recognised as what it is by one family, and with
// one key or shape changed by none.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAMILIES, nearest, recognise } from '../../../web/src/pytorch/families/index.js';
import { recogniseAs } from '../../../web/src/pytorch/families/recognise.js';
import { readGoldens, readShapes, type Shapes, stateOf } from '../support/state-dicts.js';

const torchvision = readShapes();
const goldens = readGoldens();

/** [name, picture's side, shorter side before the cut] as torchvision's own weights say. */
const EXPECTED: Record<string, [name: string, size: number, resize: number]> = {
  alexnet: ['AlexNet', 224, 256],
  convnext_base: ['ConvNeXt-Base', 224, 232],
  convnext_large: ['ConvNeXt-Large', 224, 232],
  convnext_small: ['ConvNeXt-Small', 224, 230],
  convnext_tiny: ['ConvNeXt-Tiny', 224, 236],
  densenet121: ['DenseNet-121', 224, 256],
  densenet161: ['DenseNet-161', 224, 256],
  densenet169: ['DenseNet-169', 224, 256],
  densenet201: ['DenseNet-201', 224, 256],
  efficientnet_b0: ['EfficientNet-B0', 224, 256],
  efficientnet_b1: ['EfficientNet-B1', 240, 256],
  efficientnet_b2: ['EfficientNet-B2', 288, 288],
  efficientnet_b3: ['EfficientNet-B3', 300, 320],
  efficientnet_b4: ['EfficientNet-B4', 380, 384],
  efficientnet_b5: ['EfficientNet-B5', 456, 456],
  efficientnet_b6: ['EfficientNet-B6', 528, 528],
  efficientnet_b7: ['EfficientNet-B7', 600, 600],
  efficientnet_v2_l: ['EfficientNetV2-L', 480, 480],
  efficientnet_v2_m: ['EfficientNetV2-M', 480, 480],
  efficientnet_v2_s: ['EfficientNetV2-S', 384, 384],
  googlenet: ['GoogLeNet', 224, 256],
  inception_v3: ['Inception v3', 299, 342],
  maxvit_t: ['MaxViT-T', 224, 224],
  mnasnet0_5: ['MNASNet 0.5', 224, 256],
  mnasnet0_75: ['MNASNet 0.75', 224, 232],
  mnasnet1_0: ['MNASNet 1.0', 224, 256],
  mnasnet1_3: ['MNASNet 1.3', 224, 232],
  mobilenet_v2: ['MobileNetV2', 224, 256],
  mobilenet_v3_large: ['MobileNetV3-Large', 224, 256],
  mobilenet_v3_small: ['MobileNetV3-Small', 224, 256],
  regnet_x_16gf: ['RegNetX-16GF', 224, 256],
  regnet_x_1_6gf: ['RegNetX-1.6GF', 224, 256],
  regnet_x_32gf: ['RegNetX-32GF', 224, 256],
  regnet_x_3_2gf: ['RegNetX-3.2GF', 224, 256],
  regnet_x_400mf: ['RegNetX-400MF', 224, 256],
  regnet_x_800mf: ['RegNetX-800MF', 224, 256],
  regnet_x_8gf: ['RegNetX-8GF', 224, 256],
  regnet_y_128gf: ['RegNetY-128GF', 224, 224],
  regnet_y_16gf: ['RegNetY-16GF', 224, 256],
  regnet_y_1_6gf: ['RegNetY-1.6GF', 224, 256],
  regnet_y_32gf: ['RegNetY-32GF', 224, 256],
  regnet_y_3_2gf: ['RegNetY-3.2GF', 224, 256],
  regnet_y_400mf: ['RegNetY-400MF', 224, 256],
  regnet_y_800mf: ['RegNetY-800MF', 224, 256],
  regnet_y_8gf: ['RegNetY-8GF', 224, 256],
  resnet101: ['ResNet-101', 224, 256],
  resnet152: ['ResNet-152', 224, 256],
  resnet18: ['ResNet-18', 224, 256],
  resnet34: ['ResNet-34', 224, 256],
  resnet50: ['ResNet-50', 224, 256],
  resnext101_32x8d: ['ResNeXt-101 32x8d', 224, 256],
  resnext101_64x4d: ['ResNeXt-101 64x4d', 224, 232],
  resnext50_32x4d: ['ResNeXt-50 32x4d', 224, 256],
  shufflenet_v2_x0_5: ['ShuffleNetV2 x0.5', 224, 256],
  shufflenet_v2_x1_0: ['ShuffleNetV2 x1.0', 224, 256],
  shufflenet_v2_x1_5: ['ShuffleNetV2 x1.5', 224, 232],
  shufflenet_v2_x2_0: ['ShuffleNetV2 x2.0', 224, 232],
  squeezenet1_0: ['SqueezeNet 1.0', 224, 256],
  squeezenet1_1: ['SqueezeNet 1.1', 224, 256],
  swin_b: ['Swin-B', 224, 238],
  swin_s: ['Swin-S', 224, 246],
  swin_t: ['Swin-T', 224, 232],
  swin_v2_b: ['Swin V2-B', 256, 272],
  swin_v2_s: ['Swin V2-S', 256, 260],
  swin_v2_t: ['Swin V2-T', 256, 260],
  vgg11: ['VGG-11', 224, 256],
  vgg11_bn: ['VGG-11 with batch norm', 224, 256],
  vgg13: ['VGG-13', 224, 256],
  vgg13_bn: ['VGG-13 with batch norm', 224, 256],
  vgg16: ['VGG-16', 224, 256],
  vgg16_bn: ['VGG-16 with batch norm', 224, 256],
  vgg19: ['VGG-19', 224, 256],
  vgg19_bn: ['VGG-19 with batch norm', 224, 256],
  vit_b_16: ['ViT-B/16', 224, 256],
  vit_b_32: ['ViT-B/32', 224, 256],
  vit_h_14: ['ViT-H/14', 224, 224],
  vit_l_16: ['ViT-L/16', 224, 242],
  vit_l_32: ['ViT-L/32', 224, 256],
  wide_resnet101_2: ['Wide ResNet-101-2', 224, 256],
  wide_resnet50_2: ['Wide ResNet-50-2', 224, 256],
};
/** Heads that only training has: nothing of them is looked at. */
const UNUSED = /^(aux[12]|AuxLogits)\.|num_batches_tracked$/;
/** A Linear without a bias, so that any number of outputs is as good. */
const ANY_SIZE = new Set(['classifier.5.weight']);
/** Keys are changed one at a time; of torchvision's networks so many. */
const MOST = 8;

function some<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.floor(all.length / most));
  return all.filter((_, i) => i % step === 0 || i === all.length - 1);
}

test('all of torchvision is here', () => {
  expect(Object.keys(torchvision).sort()).toEqual(Object.keys(EXPECTED).sort());
});

describe.each(Object.entries(torchvision))('%s', (maker, shapes) => {
  const state = stateOf(shapes);

  test('is recognised, with the preprocessing of its own weights', () => {
    const network = recognise(state);
    const answer = (name: string) =>
      network?.assumptions.find((assumption) => assumption.name === name)?.value;
    expect([network?.name, answer('size'), answer('resize')]).toEqual(EXPECTED[maker]);
    expect(answer('labels')).toBe('ImageNet');
  });

  test('belongs to one family', () => {
    // The last family takes any chain of layers, and is asked only when no other one knows the network.
    const families = FAMILIES.slice(0, -1).filter((family) => recogniseAs(family, state, {}));
    expect(families).toHaveLength(1);
  });

  test('is not recognised with one key or shape changed', () => {
    expect(recognisedChanges(shapes)).toEqual([]);
  });
});

/** What was done to a state dict that was recognised all the same. */
function recognisedChanges(shapes: Shapes, most = MOST): string[] {
  const wrong: string[] = [];
  const check = (what: string, changed: Shapes) => {
    if (recognise(stateOf(changed))) wrong.push(what);
  };
  const keys = Object.keys(shapes).filter((key) => !UNUSED.test(key));
  for (const key of some(keys, most)) {
    const dims = shapes[key] ?? [];
    const { [key]: _, ...rest } = shapes;
    check(`without ${key}`, rest);
    if (ANY_SIZE.has(key)) continue;
    check(`${key} with one more`, { ...shapes, [key]: [(dims[0] ?? 0) + 1, ...dims.slice(1)] });
    check(`${key} with an axis more`, { ...shapes, [key]: [...dims, 1] });
  }
  check('with a tensor more', { ...shapes, 'extra.weight': [7] });
  const [first = ''] = keys;
  check('with a second first layer', { ...shapes, [`${first}.copy`]: shapes[first] ?? [] });
  return wrong;
}

/** Layers in front of a norm, which often have no bias of their own: networks just as good. */
const BARE: Record<string, string[]> = {
  named: ['without conv1.bias', 'without conv2.bias'],
  normed_sequential: ['without 7.bias'],
  dense_only: ['without 1.bias'],
};

describe('networks of learners', () => {
  test.each(Object.entries(goldens).filter(([name]) => !name.startsWith('small')))(
    '%s is not recognised with one key or shape changed',
    (name, { state }) => {
      expect(recognisedChanges(state, Infinity)).toEqual(BARE[name] ?? []);
    },
  );
});

test('whatever the shapes, nothing is thrown', () => {
  const all = Object.values(torchvision).filter((shapes) => Object.keys(shapes).length < 400);
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.array(
        fc.tuple(fc.nat(), fc.array(fc.constantFrom(0, 1, 2, 3, 64, 1e9), { maxLength: 5 })),
        { minLength: 1, maxLength: 5 },
      ),
      (shapes, changes) => {
        const keys = Object.keys(shapes);
        const changed = { ...shapes };
        for (const [at, dims] of changes) changed[keys[at % keys.length] ?? ''] = dims;
        recognise(stateOf(changed));
        nearest(stateOf(changed));
      },
    ),
    { numRuns: 100 },
  );
});

describe('what is near', () => {
  const resnet = torchvision.resnet50 ?? {};

  test('a missing key is named', () => {
    const { 'layer3.5.bn2.bias': _, ...rest } = resnet;
    expect(nearest(stateOf(rest))).toEqual({
      name: 'ResNet',
      departs: 'there is no "layer3.5.bn2.bias"',
    });
  });

  test('a key too many is named', () => {
    expect(nearest(stateOf({ ...resnet, 'attention.weight': [3, 3] }))).toEqual({
      name: 'ResNet',
      departs: 'there is "attention.weight" too',
    });
  });

  test('another shape is named', () => {
    const changed = { ...resnet, 'layer4.0.conv2.weight': [512, 512, 5, 5] };
    expect(nearest(stateOf(changed))).toEqual({
      name: 'ResNet',
      departs: '"layer4.0.conv2.weight" is [512, 512, 5, 5] where [512, 512, 3, 3] is expected',
    });
  });

  test('nothing is near a language model', () => {
    const state = stateOf({ 'wte.weight': [50257, 768], 'h.0.attn.c_attn.weight': [768, 2304] });
    expect(recognise(state)).toBeUndefined();
    expect(nearest(state)).toBeUndefined();
  });

  test('an empty state dict is nothing', () => {
    expect(recognise(new Map())).toBeUndefined();
    expect(nearest(new Map())).toBeUndefined();
  });
});
