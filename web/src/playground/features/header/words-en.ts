// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  skip: 'Skip to the network',
  title: 'CNN Playground',
  summary:
    'See what every layer of a convolutional network does to your picture. Nothing is uploaded.',
  network: 'Network',
  moreModels: 'More models…',
  openModel: 'Open a network…',
  tour: 'Take the tour',
  theme: 'Theme',
  themes: { auto: 'Auto', light: 'Light', dark: 'Dark' },
};

export type HeaderWords = typeof english;
export const words = wordsOf('header', english);
