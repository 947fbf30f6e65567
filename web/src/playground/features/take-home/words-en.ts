// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  copied: 'Copied.',
  notCopied: 'The browser does not let this page use the clipboard.',
  /** In captions: a picture of all layers, and a network without a name. */
  layers: 'layers',
  network: 'network',
  // Below the title of a saved picture.
  picture: (name: string) => `Picture: ${name}`,
  pictureAndAnswer: (name: string, answer: string) => `Picture: ${name}. Answer: ${answer}`,
  /** name: of a picture that was painted over or cut. */
  edited: (name: string) => `${name}, edited`,

  // Headings of a CSV file.
  axes: { batch: 'batch', channel: 'channel', row: 'row', column: 'column', index: 'index' },
  axis: (axis: number) => `axis ${axis}`,
  columnAt: (column: number) => `column ${column}`,
  class: 'class',
  value: 'value',
};

export type TakeHomeWords = typeof english;
export const words = wordsOf('take-home', english);
