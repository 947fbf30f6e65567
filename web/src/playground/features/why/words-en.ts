// Every word of this feature.

import { html, type TemplateResult } from 'lit/html.js';
import { count, plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

/** other: the class against which it is compared; undefined for none. */
interface Question {
  name: string;
  other: string | undefined;
}

const english = {
  tab: 'Why this class',
  class: (index: number) => `class ${index}`,

  // The question: "Why" one class "rather than" another.
  why: 'Why',
  ratherThan: 'rather than',
  anyOther: 'any other',

  methodLegend: 'Method',
  methods: { exact: 'Exact contributions', occlusion: 'Occlusion test' },
  notLinear:
    'The last layers of this network are not linear in its last feature maps, so exact contributions cannot be computed. The occlusion test works for every network.',

  // Where there is no class to ask about.
  noPicture: 'As soon as a picture is classified, this shows why.',
  noPrediction: 'This run gave no prediction, so there is no class to ask about.',
  noClasses: 'This network gives no list of classes, so there is no class to ask about.',

  // What the map shows. Numbers of it are strings with their digits.
  occlusion: (of: Question & { largest: string }): TemplateResult => {
    const what =
      of.other === undefined
        ? html`the probability of ${of.name}`
        : html`the lead of ${of.name} over ${of.other}`;
    return html`A grey box covers each part in turn. Orange: ${what} falls when that part is covered.
      Blue: it rises. Largest change: ${of.largest} percentage points.`;
  },
  /** sum: of cells and bias. logit: the network's own number. Both have markup. */
  exact: (
    of: Question & {
      height: number;
      width: number;
      cells: string;
      bias: string;
      sum: TemplateResult;
      logit: TemplateResult;
    },
  ): TemplateResult => {
    const what =
      of.other === undefined
        ? html`the score of ${of.name}`
        : html`the lead of ${of.name} over ${of.other}`;
    return html`The map shows what each of the ${of.height} × ${of.width} cells of the last feature maps
      adds to ${what} before the softmax. All cells together add ${of.cells} and the bias adds
      ${of.bias}, which makes ${of.sum}. The network itself computes ${of.logit}.`;
  },

  // The occlusion test.
  cover: 'Cover each part in turn',
  coverAgain: 'Start again',
  coverHint:
    'This runs the network about 144 times and needs no gradients, so it works for every network.',
  covered: (done: number, total: number) => `${count(done)} of ${plural(total, 'part')} covered`,
  coveredLabel: 'Parts covered',
  cancel: 'Cancel',

  channelsHeading: 'Channels that contribute most',
  channel: (channel: number) => `channel ${channel}`,

  // The picture with the map over it.
  mapRole: 'map of contributions',
  mapLabel: "The network's input with the contributions laid over it. Arrow keys read a cell.",
  cellHint: 'Point at a cell to read its contribution.',
  /** value: with its sign. */
  cell: ({ y, x }: { y: number; x: number }, value: string) => `y ${y}, x ${x}: ${value}`,
  /** The change of a probability. */
  points: (amount: string) => `${amount} percentage points`,
  scoreLegend: 'contribution of a cell to the score',
  probabilityLegend: 'loss of probability',

  opacity: 'Opacity',
  smooth: 'Smooth',
  save: 'Save as PNG',
  /** In the caption of the saved picture. */
  caption: 'why',
};

export type WhyWords = typeof english;
export const words = wordsOf('why', english);
