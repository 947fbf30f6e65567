// Every word of this feature.

import { count } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  heading: 'Prediction',
  about: 'About the prediction',

  // For screen readers. picture: its name; headline: the answer.
  sayLoading: 'Loading.',
  sayCamera: 'The camera is on.',
  sayAnswer: (picture: string, headline: string) => `${picture}: ${headline}.`,
  sayNoClasses: (picture: string) =>
    `${picture}: The network ran, but its output is not a list of classes.`,
  sayNotFinite: (picture: string) =>
    `${picture}: No prediction. The network computed NaN or infinity.`,

  loading: 'Loading…',
  noPrediction: 'No prediction',
  noClasses: 'This network does not end in a list of classes.',
  notFinite: 'No prediction: the network computed NaN or infinity.',
  notTrusted: 'Later values cannot be trusted.',
  finiteAgain: 'The scores at the end are finite again, but they are not an answer.',
  checkInput:
    "Check how pictures become the network's input, and whether the file contains a weight that is NaN or infinite.",
  checkChange:
    'You changed this network: take your last change back, and see whether it is finite again.',

  /** Above the answer of the network on screen, where another one has been asked, too. */
  closest: (title: string, classes: number) => `${title} has to choose one of its ${classes}:`,
  /** On one line. */
  unfamiliarLead: 'Unlike its training pictures',
  unfamiliarOf: (title: string) => `${title}: unlike its training pictures`,
  unfamiliar: 'This picture is unlike those the network was trained on: do not rely on its answer.',
  /** Shares, as percentages. */
  unfamiliarErrors: (flagged: string, missed: string) =>
    `(This warning is not always right: ${flagged} of pictures like the training pictures get it, and ${missed} of other pictures do not.)`,

  others: (classes: number, share: string) =>
    classes === 1
      ? `1 other class has ${share}.`
      : `${count(classes)} other classes share ${share}.`,
  calibrated: (raw: string) =>
    `The percentages are calibrated: of many answers given 80%, about 80% are right. The network's own softmax gives ${raw}.`,
  calibratedElsewhere: (raw: string) =>
    `The percentages are calibrated for pictures like the training pictures, so here they say little. The network's own softmax gives ${raw}.`,
  softmaxAdded:
    'The network ends in logits. This page turned them into probabilities with softmax.',

  labelsFrom: (file: string) => `The class names come from ${file}.`,
  /** whose: name of a data set. */
  labelsAssumed: (whose: string, classes: number) =>
    `The file does not name its ${count(classes)} classes. These are ${whose}'s names, which is an assumption.`,
  labelsGuessed: (classes: number) =>
    `The file does not name its ${count(classes)} classes. These names are a guess.`,
  labelsFromModel: 'The class names come from the model file.',
  noLabels: 'The model does not name its classes, so they are numbered.',
  chooseLabels: 'Use a list of names…',
};

export type AnswerWords = typeof english;
export const words = wordsOf('answer', english);
