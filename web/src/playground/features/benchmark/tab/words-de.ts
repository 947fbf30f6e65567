import type { Translated } from '../../../kit/words.js';
import type { BenchmarkTabWords } from './words-en.js';

export const words: Translated<BenchmarkTabWords> = { title: 'Benchmark' };
