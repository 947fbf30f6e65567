// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  privacy:
    'Your pictures and models never leave this device. The page contacts another site only for a model that you choose to download.',
  docs: 'Documentation',
  docsOffline: '(needs a connection to this site)',
  network: (credit: string) => `Network: ${credit}`,
  sample: (credit: string) => `Sample picture: ${credit}`,
};

export type CreditsWords = typeof english;
export const words = wordsOf('credits', english);
