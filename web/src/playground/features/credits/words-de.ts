import type { Translated } from '../../kit/words.js';
import type { CreditsWords } from './words-en.js';

export const words: Translated<CreditsWords> = {
  privacy:
    'Ihre Bilder und Modelle verlassen dieses Gerät nie. Die Seite ruft eine andere Website nur für ein Modell auf, das Sie herunterladen möchten.',
  docs: 'Dokumentation (englisch)',
  docsOffline: '(braucht eine Verbindung zu dieser Website)',
  network: (credit) => `Netz: ${credit}`,
  sample: (credit) => `Beispielbild: ${credit}`,
};
