// Which engine module to run: a pure function of what the environment can do.

import type { ModuleName } from '../protocol/index.js';

export interface Features {
  /** WebAssembly SIMD (128 bits). */
  simd: boolean;
  /** WebAssembly relaxed SIMD. In Node 20 it needs a flag; detection is false without it. */
  relaxedSimd: boolean;
  /** Shared memory may be sent to workers: the page is cross-origin isolated, or this is Node. */
  isolated: boolean;
  /** It can be: where a page is isolated, WebKitGTK has none all the same. */
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

const isThreaded = (name: ModuleName): boolean => name.endsWith('-mt');

/** What that module needs and this place lacks: the end of a sentence. */
export function lackFor(features: Features, name: ModuleName): string | undefined {
  if (name.startsWith('relaxed') && !features.relaxedSimd) return 'relaxed SIMD is missing here';
  return isThreaded(name) && !features.threads ? noThreads(features) : undefined;
}

/** undefined where no module can run (no SIMD). module: the one to run; see lackFor. */
export function selectBundle(
  features: Features,
  wanted: number | 'auto' = 'auto',
  module?: ModuleName,
): Bundle | undefined {
  if (!features.simd) return undefined;
  const cores = Math.max(1, features.cores);
  const half = Math.max(2, Math.ceil(cores / 2));
  const asked = wanted === 'auto' ? Math.min(AUTO_THREADS, half) : wanted;
  const canThread = features.threads && (module === undefined || isThreaded(module));
  const threads = canThread ? Math.max(1, Math.min(asked, cores)) : 1;
  if (module !== undefined) return { name: module, threads, notes: [] };
  const base = features.relaxedSimd ? 'relaxed' : 'simd';
  return {
    name: threads > 1 ? `${base}-mt` : base,
    threads,
    notes: wanted === 'auto' ? [] : notesFor(wanted, threads, features),
  };
}

function noThreads({ isolated }: Features): string {
  return isolated
    ? 'this browser has no memory that threads can share'
    : 'this page is not cross-origin isolated';
}

function notesFor(wanted: number, threads: number, features: Features): string[] {
  if (threads >= wanted) return [];
  if (!features.threads) {
    return [`${wanted} threads were asked for, but ${noThreads(features)}, so one is used.`];
  }
  return [
    `${wanted} threads were asked for; this machine has ${threads} cores, so ${threads} are used.`,
  ];
}

export interface Fallback {
  name: ModuleName;
  threads: number;
  /** A sentence that says what is given up for it. */
  without: string;
}

const WITHOUT_THREADS = 'Threads did not start, so one is used.';
const WITHOUT_RELAXED = 'The module with relaxed SIMD did not start, so the one without is used.';

/**
 * What to try where a module does not start: the one without threads, then the one without relaxed SIMD.
 * One that cannot even be compiled has instructions that are not known here: threads are not to blame then.
 */
export function fallback(
  { name, threads }: Pick<Bundle, 'name' | 'threads'>,
  isUncompilable: boolean,
): Fallback | undefined {
  const plain = { threads, without: WITHOUT_RELAXED };
  switch (name) {
    case 'relaxed-mt':
      if (isUncompilable) return { ...plain, name: 'simd-mt' };
      return { name: 'relaxed', threads: 1, without: WITHOUT_THREADS };
    case 'simd-mt':
      return { name: 'simd', threads: 1, without: WITHOUT_THREADS };
    case 'relaxed':
      return { ...plain, name: 'simd' };
    case 'simd':
      return undefined;
  }
}
