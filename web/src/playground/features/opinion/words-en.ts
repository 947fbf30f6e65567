// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  heading: 'Answer of a network that knows more classes',
  /** few: the network on screen, which knows fewer. */
  knows: (few: string, title: string, classes: string) =>
    `${few} knows few things. ${title}, which knows ${classes}, says:`,
  loading: (title: string) => `Loading ${title} to name your picture.`,
  amount: (loaded: string, total: string) => `${loaded} of ${total}`,
  looking: (title: string) => `${title} is looking at your picture.`,
  notNow: 'Not now',
  ask: (title: string, size: string) => `Ask ${title} (${size})`,
  inside: (title: string) => `Look inside ${title}`,
  failed: (title: string, message: string) => `${title} could not answer: ${message}`,
};

export type OpinionWords = typeof english;
export const words = wordsOf('opinion', english);
