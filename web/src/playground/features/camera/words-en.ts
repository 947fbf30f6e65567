// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  start: 'Use the camera',
  stop: 'Switch the camera off',
  mirror: 'Mirror',
  asking: 'The browser is asking whether this page may use the camera.',
  live: 'The camera is live. Its pictures stay in this page.',
};

export type CameraWords = typeof english;
export const words = wordsOf('camera', english);
