// Kinds of modules without weights in a plain network: asked, with what the file's own names speak of.

import { ACTIVATIONS, type Activation, act } from './activations.js';
import { trailing } from './chain.js';
import type { Net, Value } from './net.js';

type Kinds<T extends string> = readonly (readonly [RegExp, T])[];

const ACTIVATION_NAMES: Kinds<Activation> = [
  [/leaky/i, 'leaky_relu'],
  [/relu6/i, 'relu6'],
  [/relu/i, 'relu'],
  [/gelu/i, 'gelu'],
  [/selu/i, 'selu'],
  [/silu|swish/i, 'silu'],
  [/elu/i, 'elu'],
  [/tanh/i, 'tanh'],
  [/sigmoid/i, 'sigmoid'],
];
const FINALS: Kinds<string> = [
  [/log_?softmax/i, 'log_softmax'],
  [/softmax/i, 'softmax'],
  [/sigmoid/i, 'sigmoid'],
  [/relu/i, 'relu'],
];

const nameOf = (path: string) => path.slice(path.lastIndexOf('.') + 1);

function named<T extends string>(paths: readonly string[], kinds: Kinds<T>): T | undefined {
  return kinds.find(([pattern]) => paths.some((path) => pattern.test(nameOf(path))))?.[1];
}

/** What pools take of their window, where a module's name tells. */
export const poolNamed = (net: Net) =>
  named([...(net.modules ?? [])], [[/avg|average/i, 'average']]);

/** Asks for the activation once, and only where there is one. last: path of the last layer. */
export function askActivation(net: Net, last: string): () => Activation {
  let chosen: Activation | undefined;
  const behind = new Set(trailing(net, last));
  const before = [...(net.modules ?? [])].filter((path) => !behind.has(path));
  return () => {
    chosen ??= net.ask<string>({
      name: 'activation',
      value: named(before, ACTIVATION_NAMES) ?? 'relu',
      choices: ACTIVATIONS,
      why: 'The activation behind every layer but the last, wherever there is room for one. Weights do not tell it; ReLU is the most usual.',
    }) as Activation;
    return chosen;
  };
}

/** What stands behind the last layer. The file may list a module there, though not of what kind. */
export function final(net: Net, x: Value, last: string): Value {
  const behind = trailing(net, last);
  const isNumber = behind.some((path) => /^\d+$/.test(nameOf(path)));
  const kind = net.ask<string>({
    name: 'final',
    value: named(behind, FINALS) ?? (isNumber ? 'softmax' : 'none'),
    choices: ['none', 'softmax', 'log_softmax', 'sigmoid', 'relu'],
    why: `What follows the last layer. ${isNumber ? 'The file lists a module there, without saying which.' : 'Weights do not tell it; mostly there is nothing.'}`,
  });
  if (kind === 'none') return x;
  if (kind === 'sigmoid' || kind === 'relu') return act(net, x, kind, `final.${kind}`);
  const op = kind === 'softmax' ? 'Softmax' : 'LogSoftmax';
  return net.node(op, `final.${kind}`, [x], x.dims, { axis: -1 });
}
