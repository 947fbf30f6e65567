// Two networks beside each other: how they differ in sentences, and the figures of both in a table.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import {
  besideText,
  count,
  magnitude,
  milliseconds,
  percent,
  shapeText,
} from '../../kit/format.js';
import type { Times } from '../../run/retime.js';
import { type Anatomy, anatomyOf } from './anatomy.js';
import { differencesOf, type Named } from './differences.js';
import type { KernelSize } from './kernel-sizes.js';
import { isOnlyFirst } from './side-view.js';
import type { Compared, Side } from './state.js';
import { words } from './words-en.js';

/** Sizes that are named one by one. */
const MOST_STAGES = 12;

const known = new WeakMap<object, Anatomy>();

function namedOf({ title, network }: Side): Named | undefined {
  if (!network) return undefined;
  const anatomy = known.get(network) ?? anatomyOf(network);
  known.set(network, anatomy);
  return { title, anatomy };
}

function path(texts: readonly string[]): string {
  if (texts.length <= MOST_STAGES) return texts.join(' → ');
  return [...texts.slice(0, MOST_STAGES - 1), '…', texts.at(-1)].join(' → ');
}

const sizes = ({ stages }: Anatomy): string =>
  path(
    stages.map(({ height, width }) => (height === width ? `${height}` : `${height} × ${width}`)),
  );

const channels = ({ stages }: Anatomy): string => path(stages.map((stage) => `${stage.channels}`));

const kernels = (all: readonly KernelSize[], number: (kernel: KernelSize) => number): string =>
  all
    .filter((kernel) => number(kernel) > 0)
    .map((kernel) => words.kernelsOf(shapeText(kernel.size), number(kernel)))
    .join(', ') || words.none;

const blocks = ({ blocks: all }: Anatomy): string =>
  all.map(([kind, number]) => words.blocksOf(kind, number)).join(', ') || words.none;

/** Of kinds of layers those that one of the two has. */
const KINDS = [
  'convolutions',
  'depthwise',
  'pointwise',
  'dense',
  'pools',
  'norms',
  'activations',
  'shortcuts',
] as const;

type RowOf = readonly [name: string, own: string, other: string];

function rowsOf([own, other]: readonly [Anatomy, Anatomy], times: readonly string[]): RowOf[] {
  const row = (name: string, of: (anatomy: Anatomy) => string): RowOf => [name, of(own), of(other)];
  const { facts } = words;
  const accuracy = ({ accuracy: of }: Anatomy): string =>
    of ? words.rightOf(percent(of.top1), of.count) : words.notKnown;
  const areBothSeen = own.takesPicture && other.takesPicture;
  return [
    row(areBothSeen ? facts.input : facts.inputShape, ({ input }) => shapeText(input)),
    ...(own.classes || other.classes
      ? [row(facts.classes, ({ classes }) => (classes ? count(classes) : words.none))]
      : []),
    row(facts.weighted, ({ weighted }) => count(weighted)),
    ...KINDS.filter((kind) => own[kind] > 0 || other[kind] > 0).map((kind) =>
      row(facts[kind], (anatomy) => count(anatomy[kind])),
    ),
    ...(own.convolutions || other.convolutions
      ? [row(facts.kernels, (of) => kernels(of.kernels, ({ convolutions }) => convolutions))]
      : []),
    ...(own.depthwise || other.depthwise
      ? [row(facts.depthwiseKernels, (of) => kernels(of.kernels, ({ depthwise }) => depthwise))]
      : []),
    row(facts.blocks, blocks),
    row(facts.sizes, sizes),
    row(facts.channels, channels),
    row(words.parameters, ({ params }) => count(params)),
    row(words.macs, ({ macs }) => magnitude(macs)),
    row(facts.accuracy, accuracy),
    [words.time, times[0] ?? '', times[1] ?? ''],
  ];
}

function timeText(times: Times | undefined, all: readonly (Times | undefined)[]): string {
  if (!times) return '';
  if (isOnlyFirst(times, all)) return words.onlyFirst;
  const time = milliseconds(times.timings.reduce((sum, next) => sum + next, 0));
  return times.warm ? `${time}${besideText(times.beside)}` : words.firstRun(time);
}

/** timesOf: of a side, as they are now. */
export function anatomyView(
  { sides }: Compared,
  timesOf: (side: Side) => Times | undefined,
): TemplateResult | typeof nothing {
  const [own, other] = sides.map(namedOf);
  if (!own || !other) return nothing;
  const all = sides.map(timesOf);
  const times = all.map((of) => timeText(of, all));
  const rows = rowsOf([own.anatomy, other.anatomy], times);
  return html`<section class="compare-anatomy" aria-labelledby="compare-anatomy-heading" data-test="compare-anatomy">
    <h3 id="compare-anatomy-heading">${words.howTheyDiffer}</h3>
    <ul class="compare-sentences" data-test="compare-sentences">
      ${differencesOf([own, other]).map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    <div class="table-frame" role="region" tabindex="0" aria-label=${words.figures}>
      <table class="compare-table compare-facts">
        <thead><tr><td></td><th scope="col">${own.title}</th><th scope="col">${other.title}</th></tr></thead>
        <tbody>${rows.map(([name, a, b]) => html`<tr class=${a === b ? 'is-same' : nothing}><th scope="row">${name}</th><td class="number">${a}</td><td class="number">${b}</td></tr>`)}</tbody>
      </table>
    </div>
  </section>`;
}
