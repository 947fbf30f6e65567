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

  /** Steps of an address are counted from 0. */
  noStep: (step: number, steps: number) =>
    `step=${step} is asked for, but the tour of this network has ${steps} steps: 0 to ${steps - 1}. The last one is shown.`,

  // What the reader is asked before a step shows it.
  askMaps: (of: { name: string; maps: number; channels: number }) =>
    `The input has ${plural(of.channels, 'channel')}, and ${of.name} moves ${plural(of.maps, 'kernel')} over it. How many feature maps does ${of.name} put out?`,
  maps: (maps: number) => plural(maps, 'feature map'),
  askBelowZero: (name: string) => `What does ${name} make of numbers below zero?`,
  belowZero: [
    'they become 0',
    'they lose their sign',
    'they stay as they are',
  ] as readonly string[],
  askShare: (name: string) =>
    `${name} makes the maps smaller. How many numbers does it put out, compared with how many it gets?`,
  shares: ['half as many', 'a quarter as many', 'an eighth as many'] as readonly string[],
  /** of: all cells of the input. */
  askView: ({ name, of }: { name: string; of: Size }) =>
    `A cell of ${name} is computed from a few cells of the layer before it, each of those from a few cells of the layer before that one, and so on, back to the input. How many of the input's ${of.join(' × ')} cells can one cell of ${name} depend on?`,

  // The steps.
  picture: (name: string): Words => ({
    title: 'The picture',
    text: `Everything on this page is computed from this picture, "${name}", on this device. You can choose another one at any time, and all numbers follow.`,
  }),
  /** shape: of the input; how: the sentence that says how it is prepared. */
  input: (shape: string, how: string, channels: number): Words => ({
    title: 'What the network gets',
    text: `A network needs an input of fixed size. ${how} That makes ${shape} numbers: ${channels === 1 ? 'one grey map' : 'one map per colour'}.`,
  }),
  network: (layers: number): Words => ({
    title: 'The whole network',
    text: `These are all of its ${plural(layers, 'layer')}. Numbers flow from the input to the answer, and each layer computes new maps from those before it. The next steps open some of them.`,
  }),
  /** channels: of the input, where each kernel reads all of them. */
  convolution: (of: {
    name: string;
    settings: string;
    shape: string;
    maps: number;
    channels: number | undefined;
  }): Words => {
    const all = of.channels !== undefined && of.channels > 1;
    const reads = all ? `reads all ${of.channels} channels of it at once and ` : '';
    return {
      title: 'The first convolution',
      text: `${of.name} moves ${plural(of.maps, 'small kernel')} over its input (${of.settings}). Each kernel ${reads}makes one feature map, which shows where its pattern is found, such as an edge or a colour. Together the maps are ${of.shape}.`,
    };
  },
  sum: (name: string, hasBias: boolean): Words => ({
    title: 'One number is one sum',
    text: `Every number of ${name} is a patch of the input times a kernel, added up over the input channels${hasBias ? ', plus a bias' : ''}. The strongest cell is open: its whole sum is shown beside the number that the network computed.`,
  }),
  /**
   * zeros: share of numbers that are 0; undefined before a run. isCut: true where negative numbers become
   * 0 and others stay as they are. ends: where it limits numbers to a range, the least and the largest of this run.
   */
  activation: (of: {
    name: string;
    kind: string;
    zeros: string | undefined;
    isCut: boolean;
    ends: readonly [least: string, largest: string] | undefined;
    /** The channel that is open, of which this share was below zero. */
    cut: { channel: number; share: string } | undefined;
  }): Words => {
    const limits =
      of.ends &&
      `What lies outside of a range becomes the end of the range: here all numbers are from ${of.ends[0]} to ${of.ends[1]}.`;
    const cuts = of.isCut && 'Negative numbers become 0, so only what was found is passed on.';
    const bends =
      'It bends the scale, so that several layers in a row can do more than a single one.';
    return {
      title: 'What is kept',
      text: `${of.name} (${of.kind}) works on each number by itself. ${cuts || limits || bends}${of.zeros === undefined ? '' : ` Here ${of.zeros} of its numbers are 0.`}${of.cut ? ` Of channel ${of.cut.channel}, which is open, ${of.cut.share} were below zero: compare it with the layer before.` : ''}`,
    };
  },
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
    most: { channel: number; amount: string; label: string } | undefined;
  }): Words => {
    const part = of.sees
      ? `${of.sees.cells.join(' × ')} of the ${of.sees.of.join(' × ')} cells of the input`
      : 'a larger part of the input';
    const { most } = of;
    const shown = most
      ? `The open map is its channel ${most.channel}. Of all its channels it adds most to the score of ${most.label}: ${most.amount}.`
      : 'The further back a layer is, the more of the picture can go into each of its cells.';
    return {
      title: 'Deeper layers see more',
      text: `A cell of ${of.name} (${of.shape}) depends on ${part}. ${shown}`,
    };
  },
  /** A list out of maps, and the scores out of that list: the texts stand one after the other. */
  vector: (of: { name: string; isMean: boolean; numbers: number }): Words => ({
    title: 'From maps to a list',
    text: of.isMean
      ? `${of.name} takes the mean of each map. The resulting ${count(of.numbers)} numbers say how much of each pattern there is, wherever it is.`
      : `${of.name} puts all cells of all maps in one row: ${count(of.numbers)} numbers.`,
  }),
  scores: (of: { name: string; outputs: number }): Words => ({
    title: 'A score for each class',
    text: `${of.name} weighs that list ${count(of.outputs)} times, once for each class. Its numbers are called logits: a larger logit means more evidence for the class. The largest one is open, with the sum behind it.`,
  }),
  /** The same where the network has no classes. */
  outputs: (of: { name: string; outputs: number }): Words => ({
    title: 'Numbers out of that list',
    text: `${of.name} weighs that list ${count(of.outputs)} times, once for each number that it puts out. The largest one is open, with the sum behind it.`,
  }),
  /** answer: the first one; undefined before a run. calibrated: where the page shows another percentage. */
  answer: (
    answer: { label: string; share: string; calibrated: string | undefined } | undefined,
  ): Words => ({
    title: 'The answer',
    text: `Softmax turns the scores into probabilities that add up to 100%.${answer ? ` The largest is ${answer.label} with ${answer.share}.` : ''}${answer?.calibrated ? ` The page shows ${answer.calibrated}, because it calibrates its percentages.` : ''}`,
  }),
  /** Where the network has no classes. headline: what its output was read as. */
  otherAnswer: (headline: string | undefined): Words => ({
    title: 'The answer',
    text: `This network does not end in a list of classes.${headline === undefined ? ' What it gives is shown here.' : ` What it gives is shown here: ${headline}.`} The note below it says how the page read the numbers.`,
  }),
  change: (hasClasses: boolean): Words => ({
    title: 'Your turn',
    text: `Choose "Edit the picture" and cover a part of the picture, or paint over it: the maps and the answer follow at once.${hasClasses ? ' "Why this class" shows which parts counted.' : ''}`,
  }),
};

export type GuideWords = typeof english;
export const words = wordsOf('guide', english);
