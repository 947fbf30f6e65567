// What the mobile networks share: convolution, norm and activation as one module, and squeeze and excite.

import { type Activation, act } from './activations.js';
import { batchNorm, type ConvOptions, conv, globalPool } from './layers.js';
import type { Net, Value } from './net.js';

export interface Norm {
  readonly activation: Activation;
  readonly eps?: number | undefined;
}

/** torchvision's Conv2dNormActivation: `path`.0, .1 and .2; padded so that stride 1 keeps the size. */
export function convNorm(
  net: Net,
  x: Value,
  path: string,
  { kernel, ...options }: Omit<ConvOptions, 'kernel' | 'padding'> & { kernel: number },
  { activation, eps }: Norm,
): Value {
  const padding = (kernel - 1) / 2;
  const maps = conv(net, x, `${path}.0`, { ...options, kernel, padding });
  return act(net, batchNorm(net, maps, `${path}.1`, eps), activation, `${path}.2`);
}

/** Squeeze and excite: `path`.fc1 and .fc2 over the mean of each channel; scales x. */
export function squeezeExcite(
  net: Net,
  x: Value,
  path: string,
  inner: Activation,
  gate: Activation,
): Value {
  const options = { kernel: 1, bias: true };
  let scale = globalPool(net, x, `${path}.avgpool`);
  scale = act(net, conv(net, scale, `${path}.fc1`, options), inner, `${path}.activation`);
  scale = conv(net, scale, `${path}.fc2`, { ...options, out: x.dims[1] as number });
  scale = act(net, scale, gate, `${path}.scale_activation`);
  return net.node('Mul', `${path}.mul`, [x, scale], x.dims);
}
