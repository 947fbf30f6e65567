// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  drop: 'Drop a picture, an .onnx model, or a list of class names',
  /** Name of a picture that has none. */
  pasted: 'pasted picture',
};

export type DropWords = typeof english;
export const words = wordsOf('drop', english);
