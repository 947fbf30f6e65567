// Every word of the panel; those of its tab stand in the folder above.

import { html, type TemplateResult } from 'lit/html.js';
import { count, plural } from '../../../kit/format.js';
import { wordsOf } from '../../../kit/words.js';

/** Of one class over another; all of them sizes, with their digits. */
interface Lead {
  ahead: string;
  behind: string;
  lead: string;
  cells: string;
  bias: string;
}

/** other: the class against which it is compared; undefined for none. */
interface Question {
  name: string;
  other: string | undefined;
}

/** A probability before and after, as they are printed. */
interface Moved {
  name: string;
  before: string;
  after: string;
  way: 'lowers' | 'raises' | 'keeps';
}

const moved = ({ name, before, after, way }: Moved): TemplateResult => {
  const at = html`<strong class="number">${after}</strong>`;
  if (way === 'keeps') return html`leaves ${name} at ${at}`;
  return html`${way} ${name} from <strong class="number">${before}</strong> to ${at}`;
};

const english = {
  // The question: "Why" one class "rather than" another.
  why: 'Why',
  ratherThan: 'rather than',
  anyOther: 'any other',
  mostProbable: (classes: number) => `The ${classes} most probable`,
  othersByName: 'All others, by name',

  methodLegend: 'Method',
  methods: { exact: 'Exact contributions', occlusion: 'Occlusion test' },
  notLinear:
    'The last layers of this network are not linear in its last feature maps, so exact contributions cannot be computed. The occlusion test works for every network.',

  // Where there is no class to ask about.
  noPicture: 'As soon as a picture is classified, this shows why.',
  noPrediction: 'This run gave no prediction, so there is no class to ask about.',
  noClasses: 'This network gives no list of classes, so there is no class to ask about.',

  // The answer, put to the test.
  /** other: what it does to the class that it is compared with. */
  answer: (one: Moved, other: Moved | undefined): TemplateResult =>
    other
      ? html`Covering the framed part ${moved(one)} and ${moved(other)}.`
      : html`Covering the framed part ${moved(one)}.`,
  /** parts: random ones of the same size. */
  compared: (one: Moved, parts: number): TemplateResult =>
    html`Covering a random other part of the same size ${moved(one)} (mean of ${parts}).`,
  testing: 'The parts that add most are being covered, to see what that changes.',
  /** parts: those that were tried. */
  howTested: (parts: number) =>
    `Of the ${parts} parts that add most by the map, the frame shows the one whose covering matters most.`,
  untested: 'What covering the strongest part changes could not be measured.',

  // What decides between two classes. ahead: the class that leads.
  deciding: {
    picture: (of: Lead): TemplateResult =>
      html`The lead of ${of.ahead} over ${of.behind} is ${of.lead}. The picture adds ${of.cells} of it, more than the
        ${of.bias} of the bias.`,
    bias: (of: Lead): TemplateResult =>
      html`The lead of ${of.ahead} over ${of.behind} is ${of.lead}. The bias, which is the same for every picture, adds
        ${of.bias} of it, more than the ${of.cells} of this picture.`,
    againstBias: (of: Lead): TemplateResult =>
      html`The lead of ${of.ahead} over ${of.behind} is ${of.lead}. The picture speaks for ${of.ahead} by ${of.cells},
        which outweighs the bias of ${of.bias} for ${of.behind}.`,
    againstPicture: (of: Lead): TemplateResult =>
      html`The lead of ${of.ahead} over ${of.behind} is ${of.lead}. It comes from the bias alone, which adds ${of.bias}
        for every picture. This picture itself speaks for ${of.behind}, by ${of.cells}.`,
  },

  // What the map shows. Numbers of it are strings with their digits.
  occlusion: (of: Question & { largest: string }): TemplateResult => {
    const what =
      of.other === undefined
        ? html`the probability of ${of.name}`
        : html`the lead of ${of.name} over ${of.other}`;
    return html`A grey box covers each part in turn, and each place shows the mean of all boxes that cover it. Where
      the map is orange, covering lowers ${what}, by up to ${of.largest} percentage points in this mean. Where it is
      blue, covering raises it.`;
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
  /** value: with its sign. name: of the class; other: the one that it is compared with. */
  cell: ({ y, x }: { y: number; x: number }, value: string, of: Question) =>
    of.other === undefined
      ? `y ${y}, x ${x}: adds ${value} to the score of ${of.name}`
      : `y ${y}, x ${x}: adds ${value} to the lead of ${of.name} over ${of.other}`,
  /** loss: how much lower in percentage points, below 0 for how much higher; amount: its size. */
  cellLoss: ({ y, x }: { y: number; x: number }, loss: number, amount: string, of: Question) => {
    const what = of.other === undefined ? of.name : `the lead of ${of.name} over ${of.other}`;
    if (loss === 0) return `y ${y}, x ${x}: covering it leaves ${what} as it is`;
    const way = loss > 0 ? 'lowers' : 'raises';
    return `y ${y}, x ${x}: covering it ${way} ${what} by ${amount} percentage points`;
  },
  /** Ends of the scale, and what they stand for. */
  speaksFor: (of: Question) => `for ${of.name}`,
  speaksAgainst: (of: Question) =>
    of.other === undefined ? `against ${of.name}` : `for ${of.other}`,
  raisesBy: (amount: string) => `raises it by ${amount}`,
  lowersBy: (amount: string) => `lowers it by ${amount}`,
  scoreLegend: 'What a cell adds to the score',
  probabilityLegend: 'What covering a part does, in percentage points',

  opacity: 'Opacity',
  smooth: 'Smooth',
  save: 'Save as PNG',
  /** In the caption of the saved picture. */
  caption: 'why',
};

export type WhyPanelWords = typeof english;
export const words = wordsOf('why-panel', english);
