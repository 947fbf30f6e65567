// LeNet-5 as it is mostly written today: conv1, conv2, fc1, fc2, fc3 with the sizes of LeCun et al. 1998.

import { type Activation, act } from './activations.js';
import { averagePool, conv, flatten, linear, maxPool } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames, picture, TO_TENSOR } from './picture.js';
import { Departure, type Family } from './types.js';

/** Features behind the second pool, and the picture sides that give them. */
const SIDES: Readonly<Record<number, readonly number[]>> = { 400: [32, 28], 256: [28] };

const DIGITS = { of: 'MNIST', names: [...'0123456789'] };

function kinds(net: Net): { activation: Activation; pool: string } {
  const activation = net.ask<string>({
    name: 'activation',
    value: 'relu',
    choices: ['relu', 'tanh', 'sigmoid'],
    why: 'The activation behind every layer but the last. Most write ReLU; the paper has tanh.',
  }) as Activation;
  const pool = net.ask<string>({
    name: 'pool',
    value: 'max',
    choices: ['max', 'average'],
    why: 'The pool of 2 x 2 behind both convolutions. Most write max; the paper has averages.',
  });
  return { activation, pool };
}

export const lenet: Family = {
  id: 'lenet',
  title: 'LeNet-5',
  mark: /^conv1\.weight$/m,
  build(net) {
    const channels = net.size('conv1.weight', 1);
    const features = net.size('fc1.weight', 1);
    const sides = SIDES[features];
    if (!sides) throw new Departure(`"fc1.weight" has ${features} inputs; LeNet-5 has 400 or 256`);
    let x = picture(net, channels, {
      size: sides[0] as number,
      ...TO_TENSOR,
      from: 'most prepare pictures for it (the network for 28 pixels pads its first convolution by 2)',
      ...(sides.length > 1 && { sizes: sides }),
    });
    const { activation, pool } = kinds(net);
    const padding = features === 400 && x.dims[2] === 28 ? 2 : 0;
    const pooled = (value: Value, name: string) =>
      (pool === 'max' ? maxPool : averagePool)(net, value, name, { kernel: 2 });
    x = conv(net, x, 'conv1', { kernel: 5, out: 6, padding, bias: true });
    x = pooled(act(net, x, activation, 'act1'), 'pool1');
    x = conv(net, x, 'conv2', { kernel: 5, out: 16, bias: true });
    x = pooled(act(net, x, activation, 'act2'), 'pool2');
    x = flatten(net, x, 'flatten');
    x = act(net, linear(net, x, 'fc1', { out: 120, bias: true }), activation, 'act3');
    x = act(net, linear(net, x, 'fc2', { out: 84, bias: true }), activation, 'act4');
    classNames(net, linear(net, x, 'fc3'), channels === 1 ? DIGITS : undefined);
    return 'LeNet-5';
  },
};
