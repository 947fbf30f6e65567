// Every word of the guide.

import { count, plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

/** Of a step. */
export interface Words {
  title: string;
  text: string;
}

/** Height and width, in cells. */
type Size = readonly [height: number, width: number];

const english = {
  // The panel.
  label: 'From picture to answer',
  step: (step: number, steps: number) => `Step ${step} of ${steps}`,
  steps: 'Steps',
  stepLabel: ({ step, title, isDone }: { step: number; title: string; isDone: boolean }) =>
    `Step ${step}, ${title}${isDone ? ', done' : ''}`,
  /** Opens what the step speaks of, which was closed. */
  again: 'Open this layer again',
  back: 'Back',
  next: 'Next',
  done: 'Done',
  end: 'End the tour',
  right: (answer: string) => `Right: ${answer}.`,
  wrong: (answer: string) => `Not quite: ${answer}.`,
  /** In place of Next, while a question waits; and what it says then. */
  showAnswer: 'Show the answer',
  shown: (answer: string) => `The answer: ${answer}.`,

  // What the reader is asked before a step shows it.
  askMaps: (of: { name: string; maps: number; channels: number }) =>
    `${of.name} has ${plural(of.maps, 'kernel')}, and its input has ${plural(of.channels, 'channel')}. How many maps does it make?`,
  maps: (maps: number) => plural(maps, 'map'),
  askBelowZero: (name: string) => `What does ${name} make of numbers below zero?`,
  belowZero: [
    'they become 0',
    'they lose their sign',
    'they stay as they are',
  ] as readonly string[],
  askShare: (name: string) => `${name} makes the maps smaller. Which share of the numbers is left?`,
  shares: ['a half', 'a quarter', 'an eighth'] as readonly string[],
  askView: (of: { name: string; side: number }) =>
    `A kernel of ${of.name} covers ${of.side} × ${of.side} cells of the layer before it, and each of those was computed from several cells itself. How many cells of the input can one cell of ${of.name} depend on?`,

  // The steps.
  picture: (name: string): Words => ({
    title: 'The picture',
    text: `Everything on this page is computed from this picture, "${name}", on this device. You can choose another one at any time, and all numbers follow.`,
  }),
  /** shape: of the input; how: the sentence that says how it is prepared. */
  input: (shape: string, how: string): Words => ({
    title: 'What the network gets',
    text: `A network needs an input of fixed size. ${how} That makes ${shape} numbers: one map per colour.`,
  }),
  network: (layers: number): Words => ({
    title: 'The whole network',
    text: `These are all of its ${plural(layers, 'layer')}. Numbers flow from the input to the answer, and each layer computes new maps from those before it. The next steps open some of them.`,
  }),
  convolution: (of: { name: string; settings: string; shape: string; maps: number }): Words => ({
    title: 'The first convolution',
    text: `${of.name} moves ${plural(of.maps, 'small kernel')} over its input (${of.settings}). Each kernel looks for one pattern, such as an edge or a colour, and draws a map of where it is found: ${of.shape}.`,
  }),
  sum: (name: string): Words => ({
    title: 'One number is one sum',
    text: `Every number of ${name} is a patch of the input times a kernel, added up over the input channels, plus a bias. The strongest cell is open: its whole sum is shown beside the number that the network computed.`,
  }),
  /**
   * zeros: share of numbers that are 0; undefined before a run. isCut: true where negative numbers become
   * 0 and others stay as they are.
   */
  activation: (of: {
    name: string;
    op: string;
    zeros: string | undefined;
    isCut: boolean;
    /** The channel that is open, of which this share was below zero. */
    cut: { channel: number; share: string } | undefined;
  }): Words => ({
    title: 'What is kept',
    text: `${of.name} (${of.op}) works on each number by itself. ${of.isCut ? 'Negative numbers become 0, so only what was found is passed on.' : 'It bends the scale, so that several layers in a row can do more than a single one.'}${of.zeros === undefined ? '' : ` Here ${of.zeros} of its numbers are 0.`}${of.cut ? ` Of channel ${of.cut.channel}, which is open, ${of.cut.share} were below zero: compare it with the layer before.` : ''}`,
  }),
  smaller: (of: { name: string; from: string; to: string }): Words => ({
    title: 'Smaller maps',
    text: `${of.name} turns ${of.from} into ${of.to}. From here on it matters less where exactly something was, and more what it was.`,
  }),
  /** sees: cells of the input that one cell of the layer depends on, and all that there are. */
  deeper: (of: {
    name: string;
    shape: string;
    sees: { cells: Size; of: Size } | undefined;
    /** The channel that is open: it adds most to the score of the class that won. */
    most: { name: string; channel: number; amount: string; label: string } | undefined;
  }): Words => {
    const part = of.sees
      ? `${of.sees.cells.join(' × ')} of the ${of.sees.of.join(' × ')} cells of the input`
      : 'a larger part of the input';
    const { most } = of;
    const shown = most
      ? `The open map is channel ${most.channel} of ${most.name}. Of all channels it adds most to the score of ${most.label}: ${most.amount}.`
      : 'Its maps no longer show edges but parts of things.';
    return {
      title: 'Deeper layers see more',
      text: `A cell of ${of.name} (${of.shape}) depends on ${part}. ${shown}`,
    };
  },
  /** A list out of maps, and the scores out of that list: the texts stand one after the other. */
  vector: (of: { name: string; isMean: boolean; shape: string }): Words => ({
    title: 'From maps to a list',
    text: of.isMean
      ? `${of.name} takes the mean of each map. The resulting ${of.shape} numbers say how much of each pattern there is, wherever it is.`
      : `${of.name} puts all cells of all maps in one row: ${of.shape} numbers.`,
  }),
  scores: (of: { name: string; classes: number }): Words => ({
    title: 'A score for each class',
    text: `${of.name} weighs that list ${count(of.classes)} times, once for each class. Its numbers are called logits: a larger logit means more evidence for the class. The largest one is open, with the sum behind it.`,
  }),
  /** answer: the first one; undefined before a run. calibrated: where the page shows another percentage. */
  answer: (
    answer: { label: string; share: string; calibrated: string | undefined } | undefined,
  ): Words => ({
    title: 'The answer',
    text: `Softmax turns the scores into probabilities that add up to 100%.${answer ? ` The largest is ${answer.label} with ${answer.share}.` : ''}${answer?.calibrated ? ` The page shows ${answer.calibrated}, because it calibrates its percentages.` : ''}`,
  }),
  change: (): Words => ({
    title: 'Your turn',
    text: 'Choose "Edit the picture" and cover a part of the picture, or paint over it: the maps and the answer follow at once. "Why this class" shows which parts counted.',
  }),
};

export type GuideWords = typeof english;
export const words = wordsOf('guide', english);
