// The title of the tab: it is there at first, the other words of this feature come with what says them.

import { wordsOf } from '../../../kit/words.js';

const english = { title: 'Benchmark' };

export type BenchmarkTabWords = typeof english;
export const words = wordsOf('benchmark-tab', english);
