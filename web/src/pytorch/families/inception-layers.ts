// What GoogLeNet and Inception v3 share in torchvision.

import { act } from './activations.js';
import { batchNorm, type ConvOptions, conv } from './layers.js';
import type { Net, Value } from './net.js';
import { IMAGENET_MEAN, IMAGENET_STD, picture, type Recipe } from './picture.js';

/** torchvision's BasicConv2d: `path`.conv, `path`.bn, ReLU. */
export function basicConv(
  net: Net,
  x: Value,
  path: string,
  kernel: ConvOptions['kernel'],
  options: Omit<ConvOptions, 'kernel'> = {},
): Value {
  const maps = conv(net, x, `${path}.conv`, { ...options, kernel });
  return act(net, batchNorm(net, maps, `${path}.bn`, 1e-3), 'relu', `${path}.relu`);
}

/**
 * The picture, and what the network itself does to it if its weights are, or were trained on from,
 * torchvision's: ImageNet's mean and deviation become 0.5 and 0.5.
 */
export function transformedPicture(net: Net, stem: string, recipe: Recipe): Value {
  const channels = net.size(`${stem}.conv.weight`, 1);
  const x = picture(net, channels, recipe);
  const transforms =
    channels === 3 &&
    net.ask<boolean>({
      name: 'transformInput',
      value: true,
      choices: [true, false],
      why: "Whether the network turns ImageNet's normalisation into one with 0.5. It does when it was made with pretrained weights, from which most are trained on; with weights=None it does not.",
    });
  if (!transforms) return x;
  const scale = IMAGENET_STD.map((std) => std / 0.5);
  const shift = IMAGENET_MEAN.map((mean) => (mean - 0.5) / 0.5);
  const constant = (name: string, values: readonly number[]) =>
    net.constant(`transform_input.${name}`, [1, 3, 1, 1], () => Float32Array.from(values));
  const scaled = net.node('Mul', 'transform_input.scale', [x, constant('std', scale)], x.dims);
  return net.node('Add', 'transform_input.shift', [scaled, constant('mean', shift)], x.dims);
}
