// Every word of the guide, in English. Another language is a second file of this type.

export interface Words {
  title: string;
  text: string;
}

export interface GuideWords {
  picture(name: string): Words;
  /** shape: of the input; how: the sentence that says how it is prepared. */
  input(shape: string, how: string): Words;
  convolution(layer: { name: string; settings: string; shape: string; maps: number }): Words;
  sum(name: string): Words;
  /** zeros: share of numbers that are 0; undefined before a run. */
  activation(layer: {
    name: string;
    op: string;
    zeros: string | undefined;
    /** True where negative numbers become 0 and others stay as they are. */
    isCut: boolean;
  }): Words;
  smaller(layer: { name: string; from: string; to: string }): Words;
  /** sees: cells of the input that one cell of the layer depends on. */
  deeper(layer: { name: string; shape: string; sees: string | undefined }): Words;
  vector(layer: { name: string; isMean: boolean; shape: string }): Words;
  scores(layer: { name: string; classes: number }): Words;
  /** answer: the first one; undefined before a run. */
  answer(answer: { label: string; share: string } | undefined): Words;
  change(): Words;
}

export const WORDS_EN: GuideWords = {
  picture: (name) => ({
    title: 'The picture',
    text: `Everything below is computed from this picture, "${name}", on this machine. Choose another one at any time: all numbers follow.`,
  }),
  input: (shape, how) => ({
    title: 'What the network gets',
    text: `A network wants numbers of one size. ${how} That makes ${shape} numbers: one map a colour.`,
  }),
  convolution: ({ name, settings, shape, maps }) => ({
    title: 'The first convolution',
    text: `${name} moves ${maps} small kernels over its input (${settings}). Each looks for one pattern, such as an edge or a colour, and draws a map of where it is found: ${shape}.`,
  }),
  sum: (name) => ({
    title: 'One number is one sum',
    text: `Every number of ${name} is a patch of the input times a kernel, added up over the input channels, plus a bias. The strongest cell is open: its whole sum stands beside the engine's own number.`,
  }),
  activation: ({ name, op, zeros, isCut }) => ({
    title: 'What is kept',
    text: `${name} (${op}) works on each number by itself. ${isCut ? 'Negative numbers become 0, so only what was found is passed on.' : 'It bends the scale, so that layers in a row can do more than one alone.'}${zeros === undefined ? '' : ` Here ${zeros} of its numbers are 0.`}`,
  }),
  smaller: ({ name, from, to }) => ({
    title: 'Smaller maps',
    text: `${name} turns ${from} into ${to}. Where exactly something was matters less from here on; what it was, more.`,
  }),
  deeper: ({ name, shape, sees }) => ({
    title: 'Deeper layers see more',
    text: `A cell of ${name} (${shape}) depends on ${sees ?? 'a larger part'} of the input. Its maps no longer show edges but parts of things.`,
  }),
  vector: ({ name, isMean, shape }) => ({
    title: 'From maps to a list',
    text: isMean
      ? `${name} takes the mean of each map: ${shape} numbers that say how much of each pattern there is, wherever it is.`
      : `${name} puts all cells of all maps in one row: ${shape} numbers.`,
  }),
  scores: ({ name, classes }) => ({
    title: 'A score for each class',
    text: `${name} weighs that list ${classes} times, once for each class. Its numbers are called logits: the larger, the more speaks for the class.`,
  }),
  answer: (answer) => ({
    title: 'The answer',
    text: `Softmax turns the scores into probabilities that add up to 100%.${answer ? ` The largest is ${answer.label} with ${answer.share}.` : ''}`,
  }),
  change: () => ({
    title: 'Your turn',
    text: 'Choose "Try something on it" and cover a part of the picture, or paint over it: the maps and the answer follow at once. "Why this class" shows which parts counted.',
  }),
};
