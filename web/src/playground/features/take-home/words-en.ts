// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  copied: 'Copied.',
  notCopied: 'The browser does not let this page use the clipboard.',
  /** In captions: a picture of all layers, and a network without a name. */
  layers: 'layers',
  network: 'network',
};

export type TakeHomeWords = typeof english;
export const words = wordsOf('take-home', english);
