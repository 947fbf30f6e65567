// The result in words: on the page, and in what is copied.

import { milliseconds } from '../../kit/format.js';
import type { Benchmark, Machine } from './state.js';
import { words } from './words-en.js';

/** "0.63–0.71 ms". */
export function rangeText(low: number, high: number): string {
  const [from, to] = [milliseconds(low), milliseconds(high)];
  return from === to ? from : `${from.replace(/ ms$/, '')}–${to}`;
}

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
