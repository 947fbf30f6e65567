// The layers behind the maps: one Linear, or several with activations between them, whatever a reader put
// in the place of the constructor's own head.

import { ACTIVATIONS, type Activation, act } from './activations.js';
import { batchNorm, linear } from './layers.js';
import type { Net, Value } from './net.js';
import { splitPath } from './paths.js';
import { Departure } from './types.js';

export interface HeadOptions {
  /** Modules with weights as the constructor makes them, below `path`; then nothing is asked. */
  readonly standard?: readonly string[];
  /** Between two Linears. */
  readonly activation?: Activation;
  /** The constructor's last Linear has no bias. */
  readonly bareEnd?: boolean;
}

/** Paths of the modules with weights at or below `path`, all of them for '', in the file's order. */
export function modulesBelow(net: Net, path: string): string[] {
  const modules = new Set<string>();
  for (const key of net.state.keys()) {
    const module = key.slice(0, key.lastIndexOf('.'));
    if (path === '' || module === path || module.startsWith(`${path}.`)) modules.add(module);
  }
  return [...modules];
}

/** Whether modules without weights, such as an activation, can stand between two others. */
export function hasGap(before: string, after: string): boolean {
  const [parent, index] = splitPath(before);
  const [nextParent, nextIndex] = splitPath(after);
  if (parent !== nextParent) return true;
  // Names that are no numbers say nothing about what lies between them.
  return Number.isNaN(index) || Number.isNaN(nextIndex) || nextIndex - index > 1;
}

/**
 * [1, features] to [1, classes], by the modules that are not used yet. Where the modules are not the constructor's, "headActivation" is asked.
 * @throws Departure where there is anything but Linear and BatchNorm1d.
 */
export function head(net: Net, x: Value, path: string, options: HeadOptions = {}): Value {
  const modules = modulesBelow(net, path).filter((name) => !net.isTaken(`${name}.weight`));
  if (modules.length === 0) throw new Departure(`there is no "${path}.weight"`);
  const { standard, activation = 'relu' } = options;
  const isStandard = String(modules) === String(standard?.map((name) => `${path}.${name}`));
  let chosen: Activation | undefined = isStandard ? activation : undefined;
  const activationOf = () => {
    chosen ??= net.ask<string>({
      name: 'headActivation',
      value: activation,
      choices: ACTIVATIONS,
      why: 'The activation between the Linear layers of the head. Weights do not tell it; this is the most usual one.',
    }) as Activation;
    return chosen;
  };
  return dense(net, x, modules, activationOf, options.bareEnd);
}

/**
 * Linear and BatchNorm1d layers one after the other. An activation stands behind a Linear wherever there
 * is room for a module before the next Linear; what more room there is takes Dropout.
 * bareEnd: the last Linear may do without a bias, which otherwise those alone do that a norm follows.
 */
export function dense(
  net: Net,
  x: Value,
  modules: readonly string[],
  activationOf: () => Activation,
  bareEnd = false,
): Value {
  let value = x;
  let isBent = true;
  modules.forEach((module, position) => {
    const before = modules[position - 1];
    if (before !== undefined && !isBent && hasGap(before, module)) {
      value = act(net, value, activationOf(), `${before}.activation`);
      isBent = true;
    }
    if (net.has(`${module}.running_mean`)) {
      value = batchNorm(net, value, module);
    } else {
      const next = modules[position + 1];
      const isBare = next === undefined ? bareEnd : net.has(`${next}.running_mean`);
      value = linear(net, value, module, { bias: isBare ? undefined : true });
      isBent = false;
    }
  });
  return value;
}
