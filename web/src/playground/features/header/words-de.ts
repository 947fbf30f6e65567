import type { Translated } from '../../kit/words.js';
import type { HeaderWords } from './words-en.js';

export const words: Translated<HeaderWords> = {
  skip: 'Zum Netz springen',
  title: 'CNN Playground',
  summary: 'So verändert jede Schicht eines Faltungsnetzes Ihr Bild. Nichts wird hochgeladen.',
  network: 'Netz',
  moreModels: 'Weitere Modelle …',
  openModel: 'Netz öffnen …',
  tour: 'Rundgang',
  theme: 'Farbschema',
  themes: { auto: 'Auto', light: 'Hell', dark: 'Dunkel' },
};
