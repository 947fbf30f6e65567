// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  drop: 'Drop a picture, a network (.onnx, .pth, .safetensors), or a list of class names',
  /** Name of a picture that has none. */
  pasted: 'pasted picture',
  /** shown: name of the one on screen. hasRow: the others stand in the row of pictures. */
  several: (pictures: number, shown: string, hasRow: boolean) =>
    hasRow
      ? `${pictures} pictures were opened. ${shown} is shown, the others are in the row of pictures.`
      : `${pictures} pictures came together. Only ${shown} is used.`,
};

export type DropWords = typeof english;
export const words = wordsOf('drop', english);
