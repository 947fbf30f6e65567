// The result in words: on the page, and in what is copied.

import type { Benchmark, Machine } from './state.js';
import { words } from './words-en.js';

function machineLines({ browser, platform, cores, isolated, clock, date }: Machine): string[] {
  return [
    words.on(browser, platform),
    words.cores(cores),
    isolated ? words.isolated : words.notIsolated,
    words.clock(`${Number(clock.toPrecision(2))} ms`),
    words.date(date),
  ];
}

/** How it was measured, and on what. */
export const aboutLines = ({ machine }: Benchmark): string[] => [
  words.how,
  ...(machine ? machineLines(machine) : []),
];
