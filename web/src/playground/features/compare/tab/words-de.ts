import type { Translated } from '../../../kit/words.js';
import type { CompareTabWords } from './words-en.js';

export const words: Translated<CompareTabWords> = { title: 'Vergleich' };
