// Every family with few weights, and the networks of learners: built, run by the engine, and compared with
// PyTorch's answers.

import { describe, expect, test } from 'vitest';
import { recognise } from '../../../web/src/pytorch/families/index.js';
import { importPackage } from '../support/package.js';
import { inputOf, readGoldens, stateOf } from '../support/state-dicts.js';

const { InferenceSession, Tensor } = await importPackage();
const goldens = readGoldens();

const NAMES: Record<string, string> = {
  fashion_v0: 'FashionMNISTModelV0',
  fashion_v1: 'FashionMNISTModelV1',
  fashion_v2: 'FashionMNISTModelV2',
  tiny_vgg_padded: 'TinyVGG',
  tiny_vgg: 'TinyVGG',
  tiny_vgg_wide: 'TinyVGG',
  lenet_grey: 'LeNet-5',
  lenet_mnist: 'LeNet-5',
  lenet_cifar: 'LeNet-5',
  lenet_unpadded: 'LeNet-5',
  lenet_paper: 'LeNet-5',
  mnist_example: 'Network of 2 convolutions and 2 dense layers',
  named: 'Network of 3 convolutions and 2 dense layers',
  plain_sequential: 'Network of 2 convolutions and 2 dense layers',
  normed_sequential: 'Network of 3 convolutions and 1 dense layer',
  strided_sequential: 'Network of 2 convolutions and 1 dense layer',
  global_mean: 'Network of 3 convolutions and 1 dense layer',
  d2l_lenet: 'Network of 2 convolutions and 3 dense layers',
  dense_only: 'Network of 2 dense layers',
  'small resnet_basic': 'ResNet of 1, 1, 1, 1 basic blocks',
  'small resnet_bottleneck': 'ResNet of 1, 2, 1, 1 bottlenecks',
  'small densenet': 'DenseNet of 2, 3, 2, 2 layers',
  'small shufflenet': 'ShuffleNetV2 of 16 channels',
  'small mobilenet_v2': 'MobileNetV2, width 0.25',
  'small mobilenet_v3_small': 'MobileNetV3-Small',
  'small mnasnet': 'MNASNet 0.1',
  'small squeezenet1_0': 'SqueezeNet 1.0',
  'small squeezenet1_1': 'SqueezeNet 1.1',
  'small efficientnet_b0': 'EfficientNet-B0',
  'small regnet_x': 'RegNetX',
  'small regnet_y': 'RegNetY',
  'small googlenet': 'GoogLeNet',
  'small convnext': 'ConvNeXt',
  'small vit': 'ViT of 2 layers, patches of 8',
  'small vit_pre_logits': 'ViT of 2 layers, patches of 8',
  'small swin': 'Swin Transformer',
  'small swin_padded': 'Swin Transformer',
  'small swin_v2': 'Swin Transformer V2',
  'small maxvit': 'MaxViT',
};

test('every golden network has a name here', () => {
  expect(Object.keys(goldens)).toEqual(Object.keys(NAMES));
});

describe.each(Object.entries(goldens))('%s', (key, golden) => {
  test('answers as PyTorch does', async () => {
    const network = recognise(stateOf(golden.state), golden.assume);
    expect(network?.name).toBe(NAMES[key]);
    const session = await InferenceSession.create(network?.toOnnx() as Uint8Array, {
      threads: 1,
      warmup: false,
    });
    try {
      expect(session.inputNames).toEqual(['input']);
      expect(session.outputNames).toEqual(['output']);
      const input = new Tensor('float32', inputOf(golden), golden.input);
      const { output } = await session.run({ input });
      const ours = Array.from(output?.data ?? [], Number);
      const largest = Math.max(...golden.output.map(Math.abs));
      expect(ours).toHaveLength(golden.output.length);
      const gaps = ours.map((value, i) => Math.abs(value - (golden.output[i] ?? Number.NaN)));
      expect(Math.max(...gaps) / largest).toBeLessThan(1e-5);
    } finally {
      await session.release();
    }
  });
});
