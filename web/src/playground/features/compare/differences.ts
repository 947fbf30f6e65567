// How two networks differ, in sentences: depth, blocks, depthwise convolutions, input, costs, accuracy.

import { count, percent, shapeText } from '../../kit/format.js';
import type { Anatomy } from './anatomy.js';
import { type KernelSize, looks, mixes } from './kernel-sizes.js';
import { words } from './words-en.js';

export interface Named {
  title: string;
  anatomy: Anatomy;
}

type Pair = readonly [own: Named, other: Named];

/** "2.5 times as many", "111 times as many": two digits below ten, and whole numbers from there on. */
function timesText(ratio: number): string {
  return ratio < 10 ? String(Number(ratio.toPrecision(2))) : count(ratio);
}

/** The one with more of it first. */
const sorted = ([a, b]: Pair, of: (anatomy: Anatomy) => number): Pair =>
  of(a.anatomy) >= of(b.anatomy) ? [a, b] : [b, a];

/** Below this one calls two networks about as deep. */
const ALIKE_DEPTH = 1.1;

function depth(pair: Pair): string {
  const [more, less] = sorted(pair, ({ weighted }) => weighted);
  const [most, least] = [more.anatomy.weighted, less.anatomy.weighted];
  if (most === least) return words.sameDepth(most);
  const of = { more: more.title, most, less: less.title, least };
  return most < ALIKE_DEPTH * least ? words.alikeDepth(of) : words.deeper(of);
}

/** Kinds of blocks that may have a shortcut around them. */
const AROUND = new Set(['residual', 'inverted residual']);

function build({ title, anatomy }: Named, told?: Named): string[] {
  const [first] = anatomy.blocks;
  if (!first) return anatomy.isChain ? [words.chain(title)] : [];
  const [kind, blocks] = first;
  const shortcuts = AROUND.has(kind) ? Math.min(blocks, anatomy.shortcuts) : 0;
  const isTold = told?.anatomy.blocks[0]?.[0] === kind;
  return [words.madeOf({ title, kind, blocks, shortcuts, isTold })];
}

function depthwise(pair: Pair): string[] {
  const [more, less] = sorted(pair, (anatomy) => anatomy.depthwise);
  const { depthwise: most, convolutions } = more.anatomy;
  if (most === 0) return [];
  const said = words.depthwise({ title: more.title, depthwise: most, convolutions });
  const { title, anatomy } = less;
  const also =
    anatomy.depthwise > 0 ? words.alsoDepthwise({ title, ...anatomy }) : words.noneOf(title);
  return [`${said} ${also}`];
}

/** "3 × 3 in 12 convolutions"; alone: no others look, so that the number of convolutions says nothing. */
function kernelText(
  { size, convolutions, depthwise, isFirst }: KernelSize,
  alone: boolean,
): string {
  const text = shapeText(size);
  if (alone) return text;
  if (convolutions === 1 && isFirst) return words.inFirst(text);
  return words.inConvolutions(text, convolutions, depthwise);
}

function kernelsOf({ anatomy }: Named): string {
  const found = anatomy.kernels.filter(looks);
  return words.list(found.map((kernel) => kernelText(kernel, found.length === 1)));
}

const mixesChannels = ({ anatomy }: Named): boolean => anatomy.kernels.some(mixes);

function kernels(pair: Pair): string[] {
  const [own, other] = pair;
  const [a, b] = pair.map(kernelsOf);
  const isMixed = mixesChannels(own);
  if (a && a === b && isMixed === mixesChannels(other)) return [words.kernelsAlike(a, isMixed)];
  return pair.flatMap((side) => {
    const text = kernelsOf(side);
    return text ? [words.looksWith(side.title, text, mixesChannels(side))] : [];
  });
}

/** Rows and columns; undefined where it takes no picture. */
function sizeOf(of: Anatomy): readonly [height: number, width: number] | undefined {
  const [height, width] = of.input.slice(-2);
  return of.takesPicture && of.input.length === 3 && height && width ? [height, width] : undefined;
}

function input(pair: Pair): string[] {
  const area = (anatomy: Anatomy): number => {
    const [height, width] = sizeOf(anatomy) ?? [0, 0];
    return height * width;
  };
  const [more, less] = sorted(pair, area);
  const sizes = [more, less].map(({ anatomy }) => sizeOf(anatomy)?.toReversed().join(' × '));
  const [most, least] = sizes;
  if (!most || !least || most === least) return [];
  const times = timesText(area(more.anatomy) / area(less.anatomy));
  return [words.sees({ more: more.title, most, less: less.title, least, times })];
}

/** Below this one calls them equal. */
const ALIKE = 1.05;

function cost(pair: Pair, of: 'params' | 'macs'): string {
  const [more, less] = sorted(pair, (anatomy) => anatomy[of]);
  const ratio = more.anatomy[of] / less.anatomy[of];
  if (!(ratio >= ALIKE) || !Number.isFinite(ratio)) return '';
  return words.costs[of](more.title, less.title, timesText(ratio));
}

function accuracy([a, b]: Pair): string[] {
  const [own, other] = [a.anatomy.accuracy, b.anatomy.accuracy];
  if (!own || !other) return [];
  const shares = {
    ...{ own: a.title, ownShare: percent(own.top1) },
    ...{ other: b.title, otherShare: percent(other.top1) },
  };
  const isSame = own.count === other.count && a.anatomy.classes === b.anatomy.classes;
  return [isSame ? words.accuracies(own.count, shares) : words.otherPictures(shares)];
}

/** Sentences, what concerns the whole network first. */
export function differencesOf(pair: Pair): string[] {
  const all = [
    depth(pair),
    ...build(pair[0]),
    ...build(pair[1], pair[0]),
    ...kernels(pair),
    ...depthwise(pair),
    ...input(pair),
    cost(pair, 'params'),
    cost(pair, 'macs'),
    ...accuracy(pair),
  ];
  return all.filter(Boolean);
}
