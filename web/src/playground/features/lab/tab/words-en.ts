// The title of the tab: it is there at first, the other words of this feature come with what says them.

import { wordsOf } from '../../../kit/words.js';

const english = { title: 'Convolution lab' };

export type LabTabWords = typeof english;
export const words = wordsOf('lab-tab', english);
