// Every word of this feature.

import { plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  about: (isPicture: boolean) =>
    `How long does one run take on this machine? Every engine module that this browser can run is measured on ${isPicture ? 'your picture' : 'the numbers of the inputs'}. They take turns in a random order, so that a slow moment of the machine hits all of them alike. Leave the page open and in front meanwhile: another view or another picture ends the measurement.`,

  // The form.
  networks: 'Networks to measure',
  runs: 'Runs',
  threads: 'Threads, up to',
  start: 'Measure',
  cancel: 'Cancel',

  // What it is at.
  progress: 'Progress of the measurement',
  starting: 'Starting…',
  named: (module: string, threads: number) => `${module}, ${plural(threads, 'thread')}`,
  opening: (network: string) => `${network}: opening…`,
  warming: (network: string, what: string) => `${network}: warming up ${what}…`,
  measuring: (network: string, done: number, runs: number) =>
    `${network}: measured ${done} of ${runs} runs…`,
  waiting: 'Waiting for its turn',

  // Why it ended.
  cancelled: 'You cancelled the measurement.',
  left: 'The measurement ended because you left this view.',
  disturbed: 'The measurement ended because something else was run.',
  /** After each of these. */
  stay: 'The times so far stay.',
  failed: (why: string) => `The measurement ended with an error: ${why}`,

  // Why a row has no times.
  tooSmall: 'This network is too small for so many threads: the engine runs it on one.',
  notStarted: 'This did not run.',
  notOpened: 'This network could not be opened or run.',
  lacks: {
    noSimd: 'This browser has no SIMD in WebAssembly. A newer version has it.',
    noRelaxedSimd: 'This browser has no relaxed SIMD in WebAssembly.',
    notIsolated:
      'This page is not cross-origin isolated, so it has no threads. Its server has to send the headers COOP and COEP.',
    noSharedMemory: 'This browser has no memory that threads can share.',
  },

  // The result.
  results: 'Times of all modules',
  headings: {
    network: 'Network',
    module: 'Module',
    threads: 'Threads',
    median: 'Median',
    middle: 'Middle half',
    least: 'Minimum',
    runs: 'Runs',
  },
  /** Behind a middle half that is wide. */
  beside: 'measured beside other work',
  copy: 'Copy as Markdown',
  modules:
    'Modules: "relaxed" uses relaxed SIMD, "simd" does not; those that end in "-mt" can have threads.',
  how: 'Each run is timed from the call on the page to its answer there. The time at the top of the page is another: the sum of all layers, in a run that keeps every value. Half of the runs took a time in the middle half; where that is wide, the machine had other work meanwhile: measure again when it has none.',
  on: (browser: string, platform: string) =>
    platform === '' ? `Browser: ${browser}` : `Browser: ${browser}, on ${platform}`,
  cores: (cores: number) => plural(cores, 'logical core'),
  isolated: 'The page is cross-origin isolated',
  notIsolated: 'The page is not cross-origin isolated',
  clock: (step: string) => `The clock of the browser goes in steps of ${step}`,
  date: (date: string) => `Measured on ${date} UTC`,
};

export type BenchmarkWords = typeof english;
export const words = wordsOf('benchmark', english);
