// Every word of this feature.

import { plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  keep: 'Keep my pictures and models in this browser for the next visit',
  forget: 'Forget them now',
  kept: (count: number, size: string) => `Kept: ${plural(count, 'file')}, ${size}.`,
  picture: (name: string) => `Your picture ${name}`,
  models: 'Your models',
  notKept: (name: string) => `${name} is not kept in this browser: open its file again.`,
};

export type KeepWords = typeof english;
export const words = wordsOf('keep', english);
