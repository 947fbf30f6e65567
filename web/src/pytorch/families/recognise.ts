// Tries the families on a state dict: exactly one has its keys and shapes, or none.

import { writeOnnx } from '../onnx/model.js';
import type { StateDict, StateTensor } from '../state-dict.js';
import { Net } from './net.js';
import { type Assume, AssumeError, Departure, type Family, type Recognised } from './types.js';

/** Counts the batches of training; inference does not need it. */
const UNUSED = /(^|\.)num_batches_tracked$/;

/** What a family sees: newer names for older ones, and without what no network needs. */
function prepared(state: StateDict, { rename }: Family): StateDict {
  const seen = new Map<string, StateTensor>();
  for (const [key, tensor] of state) {
    if (!UNUSED.test(key)) seen.set(rename?.(key) ?? key, tensor);
  }
  return seen;
}

export interface Attempt {
  readonly net: Net;
  /** The network's name; undefined where the family does not have these keys and shapes. */
  readonly name?: string;
  /** Where it departs from the family. */
  readonly departs?: string;
}

/** @throws AssumeError where a value of `assume` does not fit its question. */
export function attempt(
  family: Family,
  state: StateDict,
  assume: Assume,
  modules?: readonly string[],
): Attempt {
  const net = new Net(prepared(state, family), assume, modules && new Set(modules));
  try {
    const name = family.build(net);
    const [extra] = net.left();
    return extra === undefined ? { net, name } : { net, departs: `there is "${extra}" too` };
  } catch (thrown) {
    if (thrown instanceof Departure) return { net, departs: thrown.message };
    throw thrown;
  }
}

/** Whether it is worth a try. keys: all of them, a line each. */
export function isCandidate(family: Family, keys: string): boolean {
  return family.mark.test(keys);
}

/**
 * What a family makes of a state dict; undefined where it is another network.
 * @throws AssumeError where it is this family, and `assume` is what does not fit.
 */
export function recogniseAs(
  family: Family,
  state: StateDict,
  assume: Assume,
  modules?: readonly string[],
): Recognised | undefined {
  const outcome = trying(() => attempt(family, state, assume, modules));
  if (!(outcome instanceof AssumeError) && outcome.name !== undefined) {
    const unknown = outcome.net.unasked()[0];
    if (unknown === undefined) return recognised(family, outcome.net, outcome.name);
    const names = outcome.net.assumptions.map(({ name }) => `"${name}"`).join(', ');
    throw new AssumeError(
      `${outcome.name} has no assumption called "${unknown}".`,
      names === '' ? 'It has none at all.' : `It has ${names}.`,
    );
  }
  // The network may still be of this family: then what is assumed is wrong, and the reader is told.
  const plain = trying(() => attempt(family, state, {}, modules));
  if (plain instanceof AssumeError || plain.name === undefined) return undefined;
  if (outcome instanceof AssumeError) throw outcome;
  throw new AssumeError(
    `With these values the network would not be ${plain.name}: ${outcome.departs}.`,
    `Its own are ${plain.net.assumptions
      .filter(({ name }) => assume[name] !== undefined)
      .map(({ name, value }) => `${name} = ${JSON.stringify(value)}`)
      .join(', ')}.`,
  );
}

function trying(make: () => Attempt): Attempt | AssumeError {
  try {
    return make();
  } catch (thrown) {
    if (thrown instanceof AssumeError) return thrown;
    throw thrown;
  }
}

function recognised(family: Family, net: Net, name: string): Recognised {
  const { nodes, weights, inputs, assumptions } = net;
  const { name: last, dims } = net.output ?? { name: '', dims: [] };
  // Every network's answer has the same name, unless a module of its own is called so.
  const taken = new Set(nodes.flatMap((node) => node.outputs).filter((value) => value !== last));
  const output = ['output', 'logits', 'scores'].find((free) => !taken.has(free)) ?? last;
  return {
    family: family.id,
    name,
    assumptions,
    toOnnx: () =>
      writeOnnx({
        name,
        nodes: nodes.map((node) =>
          node.outputs[0] === last ? { ...node, outputs: [output] } : node,
        ),
        weights,
        inputs,
        outputs: [{ name: output, dims }],
        metadata: { title: name, ...net.metadata },
      }),
  };
}
