// Every word of this folder.

import { wordsOf } from './words.js';

const english = {
  /** Between thousands. */
  thousands: ',',
  find: 'Find',
  findWhat: 'name or operator',
  /** time: of one run, with its unit. isWarm: false for one of the first runs. */
  runTime: ({ time, threads, isWarm }: { time: string; threads: number; isWarm: boolean }) => {
    const first = isWarm ? '' : ' (first run; later runs are faster)';
    return `${time} with ${threads} ${threads === 1 ? 'thread' : 'threads'} on this device${first}`;
  },
  /** Shape of a single number. */
  scalar: 'scalar',
  /** Of a cell that no picture covers. */
  padding: 'padding, counts as 0',
};

export type KitWords = typeof english;
export const words = wordsOf('kit', english);
