import type { Translated } from './words.js';
import type { KitWords } from './words-en.js';

export const words: Translated<KitWords> = {
  // A comma would be read as a decimal point; numbers keep theirs, as in code.
  thousands: '\u202f',
  percentSign: '\u202f%',
  find: 'Suchen',
  findWhat: 'Name oder Operator',
  runTime: ({ time, threads, isWarm, runs, beside }) => {
    const first = isWarm ? '' : ' (erster Lauf, spätere sind schneller)';
    const of = beside === true ? 'Läufen neben anderer Arbeit' : `warmen Läufen${beside}`;
    const how = runs ? ` (Median von ${runs} ${of})` : first;
    return `${time} mit ${threads} ${threads === 1 ? 'Thread' : 'Threads'} auf diesem Gerät${how}`;
  },
  besideOtherWork: (range) =>
    `, neben anderer Arbeit gemessen: Mindestens die Hälfte der Läufe brauchte ${range}`,
  scalar: 'Skalar',
  padding: 'Padding, zählt als 0',
};
