// The layers of a network that runs one after the other, read off a state dict alone: convolutions and
// norms, then dense layers. Between them, numbers in the keys say how many modules without weights stand.

import { modulesBelow } from './head.js';
import type { Net } from './net.js';
import { splitPath } from './paths.js';
import { Departure } from './types.js';

export interface ConvLayer {
  readonly path: string;
  /** BatchNorm2d behind it. */
  readonly norm?: string;
  /** An activation stands between the convolution and its norm. */
  readonly bentBeforeNorm: boolean;
  readonly kernel: readonly [number, number];
  readonly inputs: number;
  readonly out: number;
  readonly groups: number;
  /** Modules without weights up to the next layer; undefined where the keys do not tell. */
  readonly room: number | undefined;
}

export interface Chain {
  readonly convs: readonly ConvLayer[];
  /** Paths of Linears and BatchNorm1ds. */
  readonly dense: readonly string[];
}

/** Words in names that speak of shortcuts and branches: layers that are not one after the other. */
const BRANCHES =
  /^(res|resnet|res(block|unit|layer)s?|residual.*|skip.*|shortcut.*|short|down.*|up|ups.*|branch.*|attn|attention|decoder|aux.*|proj.*|lstm|gru|rnn|embed.*|expand.*|squeeze.*|fpn|rpn|anchor.*)$/i;

/** "myRes_block2" is my, Res and block. */
const wordsOf = (path: string) => path.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[^a-zA-Z]+/);

/** Nobody writes longer ones without blocks and shortcuts. */
const MAX_LAYERS = 40;
/** Parts of a path. Deeper ones are of blocks within blocks, which mostly have shortcuts. */
const MAX_DEPTH = 3;

/** @throws Departure where the layers are of other kinds, or do not fit one behind the other. */
export function chainOf(net: Net): Chain {
  const paths = modulesBelow(net, '');
  if (paths.length > MAX_LAYERS) throw new Departure(`${paths.length} layers are no plain chain`);
  const convs: ConvLayer[] = [];
  const dense: string[] = [];
  paths.forEach((path, index) => {
    if (wordsOf(path).some((word) => BRANCHES.test(word))) {
      throw new Departure(`"${path}" sounds like part of a branch`);
    }
    if (path.split('.').length > MAX_DEPTH) {
      throw new Departure(`"${path}" lies in a block within a block`);
    }
    const rank = net.dims(`${path}.weight`)?.length;
    const isNorm = net.has(`${path}.running_mean`);
    if (rank === 4) {
      if (dense.length > 0) throw new Departure(`"${path}" is a convolution behind a dense layer`);
      convs.push(convLayer(net, paths, index, convs.at(-1)?.out));
    } else if (rank === 2 || (isNorm && (dense.length > 0 || convs.length === 0))) {
      dense.push(path);
    } else if (!isNorm || convs.at(-1)?.norm !== path) {
      throw new Departure(`"${path}" is neither convolution nor Linear, nor the norm of one`);
    }
  });
  if (!dense.some((path) => net.dims(`${path}.weight`)?.length === 2)) {
    throw new Departure('there is no dense layer at the end');
  }
  return { convs, dense };
}

function convLayer(
  net: Net,
  paths: readonly string[],
  index: number,
  before: number | undefined,
): ConvLayer {
  const path = paths[index] as string;
  const [out = 0, perGroup = 0, ...kernel] = net.dims(`${path}.weight`) ?? [];
  // The first convolution is taken to read every channel.
  const inputs = before ?? perGroup;
  if (inputs % perGroup !== 0 || out % (inputs / perGroup) !== 0) {
    throw new Departure(`"${path}" reads ${perGroup} channels, and the layer before has ${before}`);
  }
  const next = paths[index + 1];
  const isNorm = next !== undefined && net.dims(`${next}.running_mean`)?.[0] === out;
  const hasRoom = isNorm && (roomBetween(net, path, next) ?? 0) > 0;
  const last = isNorm ? next : path;
  const follower = paths[index + (isNorm ? 2 : 1)];
  return {
    path,
    ...(isNorm ? { norm: next } : {}),
    bentBeforeNorm: hasRoom,
    kernel: kernel as unknown as [number, number],
    inputs,
    out,
    groups: inputs / perGroup,
    room: follower === undefined ? undefined : roomBetween(net, last, follower),
  };
}

/** Modules without weights between two layers; undefined where neither keys nor the file tell. */
export function roomBetween(net: Net, before: string, after: string): number | undefined {
  const [parent, index] = splitPath(before);
  const [nextParent, nextIndex] = splitPath(after);
  if (Number.isNaN(index) || Number.isNaN(nextIndex)) return undefined;
  if (parent === nextParent) return nextIndex - index - 1;
  const last = lastIndex(net, parent);
  return last === undefined ? undefined : last - index + nextIndex;
}

/** The number of the last module of a Sequential, where the file lists those without weights too. */
function lastIndex(net: Net, parent: string): number | undefined {
  if (!net.modules || parent === '') return undefined;
  const own = [...net.modules].map(splitPath).filter(([of]) => of === parent);
  const numbers = own.map(([, index]) => index).filter((index) => !Number.isNaN(index));
  return numbers.length > 0 ? Math.max(...numbers) : undefined;
}

/** Modules behind the last layer, where the file lists them: their paths. */
export function trailing(net: Net, last: string): string[] {
  const [parent, index] = splitPath(last);
  const all = [...(net.modules ?? [])];
  if (Number.isNaN(index)) {
    const at = all.indexOf(last);
    return at < 0 ? [] : all.slice(at + 1);
  }
  return all.filter((path) => {
    const [of, position] = splitPath(path);
    return of === parent && position > index;
  });
}
