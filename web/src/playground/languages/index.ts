// Languages of the page: English is in it, another one is fetched when it is wanted.

import type { Dictionary } from '../kit/words.js';

export interface Language {
  /** As in a lang attribute. */
  code: string;
  /** In itself. */
  name: string;
  /** undefined for English. */
  load?: () => Promise<Dictionary>;
}

export const LANGUAGES: readonly Language[] = [
  { code: 'en', name: 'English' },
  {
    code: 'de',
    name: 'Deutsch',
    load: async () => (await import('./de.js')).dictionary,
  },
];
