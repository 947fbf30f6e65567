import type { Translated } from '../../kit/words.js';
import type { BenchmarkWords } from './words-en.js';

export const words: Translated<BenchmarkWords> = {
  about: (isPicture) =>
    `Wie lange dauert ein Lauf auf diesem Gerät? Jedes Engine-Modul, das dieser Browser ausführen kann, wird mit ${isPicture ? 'Ihrem Bild' : 'den Zahlen der Eingaben'} gemessen. Sie wechseln sich in zufälliger Reihenfolge ab, damit ein langsamer Moment des Geräts alle gleich trifft. Lassen Sie die Seite währenddessen offen und im Vordergrund: Eine andere Ansicht oder ein anderes Bild beendet die Messung.`,

  networks: 'Netze, die gemessen werden',
  runs: 'Läufe',
  threads: 'Threads, bis zu',
  start: 'Messen',
  cancel: 'Abbrechen',

  progress: 'Fortschritt der Messung',
  starting: 'Wird gestartet …',
  named: (module, threads) => `${module}, ${threads} ${threads === 1 ? 'Thread' : 'Threads'}`,
  opening: (network) => `${network}: wird geöffnet …`,
  warming: (network, what) => `${network}: ${what} läuft sich warm …`,
  measuring: (network, done, runs) => `${network}: ${done} von ${runs} Läufen gemessen …`,
  waiting: 'Wartet, bis es an der Reihe ist',

  cancelled: 'Sie haben die Messung abgebrochen.',
  left: 'Die Messung endete, weil Sie diese Ansicht verlassen haben.',
  disturbed: 'Die Messung endete, weil etwas anderes ausgeführt wurde.',
  stay: 'Die bisherigen Zeiten bleiben.',
  failed: (why) => `Die Messung endete mit einem Fehler: ${why}`,

  tooSmall: 'Dieses Netz ist zu klein für so viele Threads: Die Engine führt es auf einem aus.',
  notStarted: 'Das lief nicht.',
  notOpened: 'Dieses Netz ließ sich nicht öffnen oder ausführen.',
  lacks: {
    noSimd: 'Dieser Browser hat kein SIMD in WebAssembly. Eine neuere Version hat es.',
    noRelaxedSimd: 'Dieser Browser hat kein Relaxed SIMD in WebAssembly.',
    notIsolated:
      'Diese Seite ist nicht Cross-Origin-isoliert und hat deshalb keine Threads. Ihr Server muss die Header COOP und COEP senden.',
    noSharedMemory: 'Dieser Browser hat keinen Speicher, den Threads teilen können.',
  },

  results: 'Zeiten aller Module',
  headings: {
    network: 'Netz',
    module: 'Modul',
    threads: 'Threads',
    median: 'Median',
    middle: 'Mittlere Hälfte',
    least: 'Minimum',
    runs: 'Läufe',
  },
  beside: 'neben anderer Arbeit gemessen',
  copy: 'Als Markdown kopieren',
  modules:
    'Module: „relaxed“ nutzt Relaxed SIMD, „simd“ nicht; die auf „-mt“ enden, können Threads haben.',
  how: 'Jeder Lauf wird vom Aufruf auf der Seite bis zur Antwort dort gemessen. Die Zeit oben auf der Seite ist eine andere: die Summe aller Schichten, in einem Lauf, der jeden Wert behält. Die Hälfte der Läufe brauchte eine Zeit in der mittleren Hälfte; wo diese breit ist, hatte das Gerät währenddessen andere Arbeit: Messen Sie noch einmal, wenn es keine hat.',
  on: (browser, platform) =>
    platform === '' ? `Browser: ${browser}` : `Browser: ${browser}, auf ${platform}`,
  cores: (cores) => (cores === 1 ? '1 logischer Kern' : `${cores} logische Kerne`),
  isolated: 'Die Seite ist Cross-Origin-isoliert',
  notIsolated: 'Die Seite ist nicht Cross-Origin-isoliert',
  clock: (step) => `Die Uhr des Browsers geht in Schritten von ${step}`,
  date: (date) => `Gemessen am ${date} UTC`,
};
