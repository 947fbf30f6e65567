// Every word of this folder.

import { wordsOf } from './words.js';

interface RunTime {
  time: string;
  threads: number;
  isWarm: boolean;
  runs?: number | undefined;
  /** besideOtherWork, ''; or true where there is no room for it, and all runs were beside other work. */
  beside: string | true;
}

const english = {
  /** Between thousands. */
  thousands: ',',
  /** Behind a number. */
  percentSign: '%',
  find: 'Find',
  findWhat: 'name or operator',
  /** time: with its unit. isWarm: false for one of the first runs. runs: of how many it is the median. */
  runTime: ({ time, threads, isWarm, runs, beside }: RunTime) => {
    const first = isWarm ? '' : ' (first run; later runs are faster)';
    const of = beside === true ? 'runs beside other work' : `warm runs${beside}`;
    const how = runs ? ` (median of ${runs} ${of})` : first;
    return `${time} with ${threads} ${threads === 1 ? 'thread' : 'threads'} on this device${how}`;
  },
  /** Behind the number of runs, or a time. */
  besideOtherWork: (range: string) =>
    `, measured beside other work: at least half of the runs took ${range}`,
  /** Shape of a single number. */
  scalar: 'scalar',
  /** Of a cell that no picture covers. */
  padding: 'padding, counts as 0',
};

export type KitWords = typeof english;
export const words = wordsOf('kit', english);
