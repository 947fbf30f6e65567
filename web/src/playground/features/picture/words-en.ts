// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  heading: 'Picture',
  /** With its size. */
  outlined: (name: string) => `Picture: ${name}. The part that is used is outlined.`,
  noPictureTaken: 'This network takes no picture: it runs on the numbers in the form "Input".',
  none: 'No picture',
  input: 'Input',
  inputOf: (width: number, height: number) => `The network's input, ${width} by ${height} pixels`,
  edit: 'Edit the picture',
  done: 'Done editing',
  edited: (name: string) => `Edited: ${name}`,
  others: 'Other pictures',
  samples: 'Sample pictures',
  choose: 'Choose a picture…',
  drop: 'You can also drop or paste a picture anywhere on this page.',
  noSamples: 'No sample pictures were found.',
};

export type PictureWords = typeof english;
export const words = wordsOf('picture', english);
