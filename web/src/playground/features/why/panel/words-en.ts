// Every word of the panel; those of its tab stand in the folder above.

import { html, type TemplateResult } from 'lit/html.js';
import { count, plural } from '../../../kit/format.js';
import { wordsOf } from '../../../kit/words.js';
import type { Verdict } from './cover-check.js';

/** Of one class over another; all of them sizes, with their digits. */
interface Lead {
  ahead: string;
  behind: string;
  lead: TemplateResult;
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

/** What is looked at, as the subject of a sentence. */
const subject = ({ name, other }: Question): string =>
  other === undefined ? name : `the lead of ${name} over ${other}`;

const english = {
  // The question: "Why" one class "rather than" another.
  why: 'Why',
  ratherThan: 'rather than',
  noOther: 'no class in particular',
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
  /** one: from the whole picture to the mean of the parts, which are random. raised: how many of them raise it. */
  compared: (one: Moved, parts: number, raised: number): TemplateResult => {
    const after = html`<strong class="number">${one.after}</strong>`;
    const verb = one.way === 'keeps' ? 'leaves' : one.way;
    const raise = `${raised} of them ${raised === 1 ? 'raises' : 'raise'} it`;
    const each = raised === 0 ? '' : raised === parts ? ', each of them raises it' : `, ${raise}`;
    return html`Covering a random other part of the same size instead ${verb} ${one.name}
      ${one.way === 'keeps' ? 'at' : 'to'} ${after} (mean of ${parts}${each}).`;
  },
  /** What the reader may conclude. first: the answer without the part. */
  verdicts: {
    decides: (_: Question, first: string) =>
      `So the answer hangs on this part: without it the first answer is ${first}.`,
    matters: (of: Question) =>
      `So this part matters: covering it costs ${subject(of)} more than covering any of the random parts.`,
    noMore: (of: Question) =>
      `So this part matters no more than others: covering some random part costs ${subject(of)} as much or more.`,
    little: (of: Question) =>
      `So the answer hangs on no single one of these parts: ${subject(of)} loses less than 5 percentage points each time.`,
    slight: (of: Question) =>
      `So none of these parts costs ${subject(of)} 5 percentage points or more.`,
    unlikely: (of: Question) =>
      `${of.name} has less than 5% as it is, so covering a part can cost it little.`,
    raises: (of: Question) =>
      of.other === undefined
        ? `So this part is no evidence for ${of.name}: without it ${of.name} would have more.`
        : `So this part is no evidence for ${of.name}: without it the lead over ${of.other} is larger.`,
  } satisfies Record<Verdict, (of: Question, first: string) => string>,
  testing: 'The parts that add most are being covered, to see what that changes.',
  /** parts: those that were tried. */
  howTested: (parts: number) =>
    `How the frame was chosen: the ${parts} parts that add most by the map were covered, one at a time. It shows the one whose covering costs most.`,
  untested: 'What covering the strongest part changes could not be measured.',
  covering: 'The parts of the picture are being covered, to see which of them the answer hangs on.',
  notCovered: 'Cover the parts of the picture, to see which of them the answer hangs on.',

  // How a score, or the lead of one class, comes about. ahead: the class that leads.
  score: (of: { name: string; sum: TemplateResult; cells: string; bias: string }): TemplateResult =>
    html`The score of ${of.name} before the softmax is ${of.sum}: the picture adds ${of.cells}, and the bias, which is
      the same for every picture, adds ${of.bias}.`,
  deciding: {
    picture: (of: Lead): TemplateResult =>
      html`Before the softmax ${of.ahead} leads ${of.behind} by ${of.lead}. The picture adds ${of.cells} of it, more
        than the ${of.bias} of the bias, which is the same for every picture.`,
    bias: (of: Lead): TemplateResult =>
      html`Before the softmax ${of.ahead} leads ${of.behind} by ${of.lead}. The bias, which is the same for every
        picture, adds ${of.bias} of it, more than the ${of.cells} of this picture.`,
    againstBias: (of: Lead): TemplateResult =>
      html`Before the softmax ${of.ahead} leads ${of.behind} by ${of.lead}. The picture speaks for ${of.ahead} by
        ${of.cells}, which outweighs the bias of ${of.bias} for ${of.behind}.`,
    againstPicture: (of: Lead): TemplateResult =>
      html`Before the softmax ${of.ahead} leads ${of.behind} by ${of.lead}. It comes from the bias alone, which adds
        ${of.bias} for every picture. This picture itself speaks for ${of.behind}, by ${of.cells}.`,
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
  exact: (of: Question & { height: number; width: number }) =>
    `The map shows where: what each of the ${of.height} × ${of.width} cells of the last feature maps adds to ${of.other === undefined ? `the score of ${of.name}` : subject(of)}.`,
  /** logit: the network's own number. */
  byNetwork: (logit: TemplateResult): TemplateResult => html`The network itself computes ${logit}.`,

  // The occlusion test.
  cover: 'Cover each part in turn',
  coverAgain: 'Start again',
  coverHint:
    'A grey box covers one part after another, and the network runs again each time, about 144 times. This works for every network.',
  covered: (done: number, total: number) => `${count(done)} of ${plural(total, 'part')} covered`,
  coveredLabel: 'Parts covered',
  cancel: 'Cancel',

  channelsHeading: 'Channels that contribute most',
  channelsHint: (channels: number, of: Question) =>
    `What each of the ${plural(channels, 'channel')} of the last feature maps adds to ${of.other === undefined ? `the score of ${of.name}` : subject(of)}. In order of size, whatever the sign.`,
  otherChannels: (channels: number) =>
    channels === 1 ? 'the other one' : `the other ${count(channels)} together`,
  channel: (channel: number) => `channel ${channel}`,

  // The picture with the map over it.
  mapRole: 'map of contributions',
  mapLabel: "The network's input with the contributions laid over it. Arrow keys read a cell.",
  cellHint: 'Point at a cell to read its contribution.',
  /** Where nothing has been measured yet. */
  mapComes: 'The map appears over the picture as its parts are covered.',
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
