// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  pad: 'Drawing pad. Without a pointer, choose one of the example digits beside it.',
  draw: 'Draw a digit',
  how: 'It is centred and scaled like the digits of MNIST. You can also choose an example:',
  examples: 'Example digits',
  clear: 'Clear',
};

export type DrawWords = typeof english;
export const words = wordsOf('draw', english);
