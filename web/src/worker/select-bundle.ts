// Which engine module to run: a pure function of what the environment can do.

import type { ModuleName } from '../protocol/index.js';

export interface Features {
  /** WebAssembly SIMD (128 bits). */
  simd: boolean;
  /** WebAssembly relaxed SIMD. In Node 20 it needs a flag; detection is false without it. */
  relaxedSimd: boolean;
  /** Shared memory can be sent to workers: the page is cross-origin isolated, or this is Node. */
  threads: boolean;
  /** Logical processors. */
  cores: number;
}

export interface Bundle {
  name: ModuleName;
  threads: number;
  /** Sentences for the user where the request could not be met as it stands. */
  notes: string[];
}

/**
 * 'auto' leaves cores to the page and to others: more threads than idle cores slow a run down. These
 * are the most; RunPolicy measures whether they are faster than one.
 */
const AUTO_THREADS = 4;

/** undefined where no module can run (no SIMD). */
export function selectBundle(
  features: Features,
  wanted: number | 'auto' = 'auto',
): Bundle | undefined {
  if (!features.simd) return undefined;
  const cores = Math.max(1, features.cores);
  const half = Math.max(2, Math.ceil(cores / 2));
  const asked = wanted === 'auto' ? Math.min(AUTO_THREADS, half) : wanted;
  const threads = features.threads ? Math.max(1, Math.min(asked, cores)) : 1;
  const base = features.relaxedSimd ? 'relaxed' : 'simd';
  return {
    name: threads > 1 ? `${base}-mt` : base,
    threads,
    notes: wanted === 'auto' ? [] : notesFor(wanted, threads, features),
  };
}

function notesFor(wanted: number, threads: number, features: Features): string[] {
  if (threads >= wanted) return [];
  if (!features.threads) {
    return [
      `${wanted} threads were asked for, but this page is not cross-origin isolated, so one is used.`,
    ];
  }
  return [
    `${wanted} threads were asked for; this machine has ${threads} cores, so ${threads} are used.`,
  ];
}

export interface Fallback {
  name: ModuleName;
  threads: 1;
  /** A sentence that says what is given up for it. */
  without: string;
}

/** What to try, in order, where a module does not start: without threads, then without relaxed SIMD. */
export function fallbacks({ name }: Bundle): Fallback[] {
  const isRelaxed = name.startsWith('relaxed');
  const list: Fallback[] = [];
  if (name.endsWith('-mt')) {
    const without = 'Threads did not start, so one is used.';
    list.push({ name: isRelaxed ? 'relaxed' : 'simd', threads: 1, without });
  }
  if (isRelaxed) {
    const without = 'The module with relaxed SIMD did not start, so the one without is used.';
    list.push({ name: 'simd', threads: 1, without });
  }
  return list;
}
