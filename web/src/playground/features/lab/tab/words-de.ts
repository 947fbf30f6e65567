import type { Translated } from '../../../kit/words.js';
import type { LabTabWords } from './words-en.js';

export const words: Translated<LabTabWords> = { title: 'Faltungslabor' };
