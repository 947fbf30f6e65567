// Every word of the guide, in English. Another language is a second file of this type.

type Words = [title: string, text: string];

export interface GuideWords {
  picture: () => Words;
  input: (shape: string) => Words;
  convolution: (name: string, settings: string, shape: string) => Words;
  cell: (name: string) => Words;
  activation: (name: string, op: string, zeros: string | undefined) => Words;
  smaller: (name: string, from: string, to: string) => Words;
  deeper: (name: string, shape: string) => Words;
  vector: (name: string, op: string, shape: string) => Words;
  dense: (name: string, settings: string) => Words;
  answer: (label: string | undefined, share: string | undefined) => Words;
  change: () => Words;
}

export const WORDS_EN: GuideWords = {
  picture: () => ['The picture', 'Everything below is computed from this picture.'],
  input: (shape) => [
    'The input tensor',
    `The picture is resized, cropped and normalised to ${shape} numbers.`,
  ],
  convolution: (name, settings, shape) => [
    'The first convolution',
    `${name} moves small kernels over its input (${settings}). Each kernel looks for one pattern and makes one map: ${shape}.`,
  ],
  cell: (name) => [
    'One number is a sum',
    `Each number of ${name} is a sum of inputs times weights, plus a bias if there is one. Open a cell to see it.`,
  ],
  activation: (name, op, zeros) => [
    'Activation',
    `${name} (${op}) is applied to each number by itself. ${op === 'Relu' ? 'Negative numbers become 0. ' : ''}${zeros ? `${zeros} of its numbers are 0 now.` : ''}`.trim(),
  ],
  smaller: (name, from, to) => ['Smaller maps', `${name} turns ${from} into ${to}.`],
  deeper: (name, shape) => [
    'Deeper layers',
    `A number of ${name} (${shape}) depends on a larger part of the picture than one of the first layer.`,
  ],
  vector: (name, op, shape) => ['From maps to a vector', `${name} (${op}) makes ${shape}.`],
  dense: (name, settings) => [
    'Scores for the classes',
    `${name} weighs all features for each class${settings ? `: ${settings}` : ''}. Its numbers are called logits.`,
  ],
  answer: (label, share) => [
    'The answer',
    `Softmax turns the logits into probabilities. ${label && share ? `The highest is ${label}, ${share}.` : ''}`.trim(),
  ],
  change: () => ['Change the picture', 'Draw on the picture and watch which layers change.'],
};
