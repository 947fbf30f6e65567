// Every word of this feature. The headings of its CSV file are English in every language.

import { count, plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  tab: 'Layer table',
  headings: {
    order: '#',
    name: 'Layer',
    op: 'Operator',
    params: 'Parameters',
    macs: 'MACs',
    ms: 'Time',
    bytes: 'Output',
    min: 'Minimum',
    mean: 'Mean',
    max: 'Maximum',
    zeros: 'Zeros',
  },
  label: 'Layers of the network',
  /** Which column stands beside the name, on a narrow screen. */
  figure: 'Column',
  /** heading: of the column by which the rows are sorted. */
  caption: (heading: string) =>
    `Layers of the network, sorted by ${heading}, with costs, times and values for this picture`,
  captionInOrder:
    'Layers of the network in running order, with costs, times and values for this picture',
  copy: 'Copy as CSV',
  save: 'Save as CSV',
  matches: (rows: number, all: number) => `${count(rows)} of ${plural(all, 'layer')}`,
  /** Shares are percentages. */
  costsMost: (layer: string, time: string, macs: string) =>
    `${layer} costs most: ${time} of the time and ${macs} of the multiply-accumulates.`,
  mostTime: (layer: string, share: string) => `${layer} takes the most time: ${share}.`,
  mostMacs: (layer: string, share: string) =>
    `${layer} needs the most multiply-accumulates: ${share}.`,
  mostParams: (layer: string, share: string) => `${layer} has the most parameters: ${share}.`,
  firstRun: 'These times are from one of the first runs; later runs are faster.',
  oneRun: 'These times are from one run.',
  /** beside: what stands behind a number of runs that the machine had other work beside, or ''. */
  medianTimes: (runs: number, beside: string) =>
    `The time of each layer is its median of ${runs} warm runs${beside}.`,
  layers: (layers: number) => plural(layers, 'layer'),
  shown: (shown: number) => `${count(shown)} shown, the others appear as you scroll`,
  allNotFinite: 'All values are NaN or infinite',
  notFinite: (values: number) =>
    values === 1
      ? 'Without 1 value that is NaN or infinite'
      : `Without ${count(values)} values that are NaN or infinite`,
};

export type TableWords = typeof english;
export const words = wordsOf('table', english);
