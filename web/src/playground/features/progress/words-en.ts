// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  /** name: of the picture or the network that goes on. */
  staysOpen: (name: string) => `${name} stays open.`,

  // What is waited for
  amount: (loaded: string, total: string, share: string) => `${loaded} of ${total}, ${share}`,
  cancel: 'Cancel',

  // The way on
  copy: 'Copy the lines',
  otherNetwork: 'Choose another file…',
  otherPicture: 'Choose another picture',
  otherList: 'Choose another list',
  changeInput: 'Change the input',
  openPart: 'Open up to here',
  tryAgain: 'Try again',
  chooseNetwork: 'Choose the .onnx file…',
  chooseFile: (name: string) => `Choose ${name}…`,
  chooseFiles: 'Choose these files…',
  firstExample: 'Back to the first example',
  dismiss: 'Dismiss',
};

export type ProgressWords = typeof english;
export const words = wordsOf('progress', english);
