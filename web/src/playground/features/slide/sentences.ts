// What a layer does with the numbers that it reads, in plain sentences.

import { factsOf } from '../../network/facts.js';
import type { NodeDescription } from '../../network/network.js';
import type { Scene } from './scene.js';
import { words } from './words-en.js';

/** How the window moves and what is between its cells, where that is not the usual. */
function aboutWindow(node: NodeDescription): string[] {
  const x = factsOf(node).reads.find(({ input }) => input === 0);
  const moving = (x?.axes.slice(2) ?? []).filter(
    ({ from, along, table }) => from !== undefined && along !== undefined && !table,
  );
  const differ = (numbers: readonly number[]): string | undefined => {
    if (numbers.every((number) => number === 1)) return undefined;
    return numbers.every((number) => number === numbers[0])
      ? String(numbers[0])
      : numbers.join(' × ');
  };
  const stride = differ(moving.map((axis) => axis.stride));
  const dilation = differ(moving.map((axis) => axis.step));
  return [
    ...(stride === undefined ? [] : [words.stride(stride)]),
    ...(dilation === undefined ? [] : [words.dilation(dilation)]),
  ];
}

/** How numbers are taken together that are neither added nor compared; undefined for any other sum. */
export function pairOf({ form, sum }: Scene): keyof typeof words.pairs | undefined {
  // What else is said of terms has another form: see forms.ts.
  return form === 'rule' && sum.kind === 'terms'
    ? (sum.how as keyof typeof words.pairs)
    : undefined;
}

/** Whether windows lie over the output, so that only some cells of the input reach a cell of it. */
const isSpread = ({ maps }: Scene): boolean =>
  maps.some(({ spots }) => spots.some((spot) => spot.isSpread));

/** Whether cells of the input are weighed by how near they are, as a Resize does. */
const isBlend = (node: NodeDescription): boolean =>
  factsOf(node).reads.some(({ axes }) => axes.some(({ shares }) => shares !== undefined));

function aboutTerms(scene: Scene, node: NodeDescription): string {
  const { sum, form, rows, size, divisor, combined } = scene;
  const { says } = words;
  const terms = rows.filter(({ kind }) => kind === 'term').length + combined;
  const cells = size ? size[0] * size[1] : 1;
  switch (form) {
    case 'kernel':
      return terms === 1 ? says.depthwise(rows[0]?.key ?? 0, cells) : says.kernel(terms, cells);
    case 'products':
      if (sum.kind === 'convolution') return says.single(terms);
      return isBlend(node) ? says.blend(terms) : says.dense(terms);
    case 'added':
      return divisor === undefined ? says.added(terms) : says.mean(divisor);
    case 'largest':
      return sum.kind === 'terms' && sum.how === 'smallest'
        ? says.smallest(terms)
        : says.largest(terms);
    case 'share':
      return says.share(terms);
    case 'rule':
      return says[pairOf(scene) ?? form];
    default:
      return says[form];
  }
}

/** How many terms are listed, and how many stand behind one line. */
function aboutOthers({ rows, combined }: Scene): string[] {
  const shown = rows.filter(({ kind }) => kind === 'term').length;
  return combined > 0 ? [words.combined(shown, combined)] : [];
}

/** Whether some window of the layer may reach beyond the map, so that there is room for a sentence about it. */
export function canPad({ maps }: Scene): boolean {
  return maps.some(({ spots }) =>
    spots.some(
      ({ isSpread, top, left }) =>
        isSpread || top.before + top.after + left.before + left.after > 0,
    ),
  );
}

/** What of the window meets no cell of the map: another thing from cell to cell. */
export function aboutPadding(scene: Scene): string {
  const { sum, padded, form, divisor, size } = scene;
  // A Resize spreads nothing by a kernel.
  if (isSpread(scene)) return sum.kind === 'convolution' ? words.spread : '';
  if (padded === 0) return '';
  // Where padding counts, the sum is divided by more cells than are read.
  const isCounted = form === 'kernel' || (size && divisor === size[0] * size[1]);
  return isCounted ? words.padded(padded) : words.leftOut(padded);
}

/** The same for every cell of a layer. */
export function sentences(scene: Scene, node: NodeDescription): string {
  const hasBias = scene.rows.some(({ kind }) => kind === 'bias');
  return [
    aboutTerms(scene, node),
    ...(hasBias ? [words.withBias] : []),
    ...aboutWindow(node),
    ...aboutOthers(scene),
  ].join(' ');
}
