// On how many threads each run goes, and which runs are worth making while nobody asks for one. Pure:
// it is told what runs took.

import type { EngineNode } from '../../../wasm/engine.js';
import { type Sample, ThreadChoice } from './thread-choice.js';

export interface RunPolicyOptions {
  /** The most a run may take. */
  threads: number;
  /** Whether that many were asked for; otherwise it is measured whether one is faster. */
  isFixed: boolean;
  /** workOf() the graph. */
  work: number;
}

/**
 * WebAssembly starts as quickly compiled code, half as fast as what the browser replaces it by once it
 * has run for a while: this many runs, or this many milliseconds, whichever comes first.
 */
const WARM_RUNS = 15;
const WARM_MS = 350;
/** Work per millisecond of a first run, on one thread. */
const COLD_WORK = 8e6;
/**
 * Threads that sleep between runs take half a millisecond to wake in a browser. TinyVGG (work 7.1e6)
 * takes 0.65 ms on one thread and 1.0 on two; MobileNetV3-Small (8.1e7) 4.4 and 3.8.
 */
const SMALL_WORK = 16e6;
/** Runs that nobody asked for may take this long before a question is settled by the user's own. */
const DRY_MS = 1000;

/**
 * What a run has to do, in multiply-accumulates: an element of a result counts as eight, for what it
 * takes to compute and to move it where nothing is multiplied.
 */
export function workOf(nodes: readonly Pick<EngineNode, 'macs' | 'outputShapes'>[]): number {
  const elements = (shape: number[]) => shape.reduce((product, size) => product * size, 1);
  const results = (shapes: number[][]) => shapes.reduce((sum, each) => sum + elements(each), 0);
  return nodes.reduce((sum, { macs, outputShapes }) => sum + macs + 8 * results(outputShapes), 0);
}

export class RunPolicy {
  private readonly options: Omit<RunPolicyOptions, 'work'>;
  private readonly choice: ThreadChoice;
  /** workOf() the graph at the sizes of the inputs, which may change. */
  work: number;
  private runs = 0;
  private ms = 0;
  private dryMs = 0;
  private last: Sample | undefined;

  constructor({ work, ...options }: RunPolicyOptions) {
    this.options = options;
    this.work = work;
    this.choice = new ThreadChoice(options.isFixed ? 1 : options.threads);
  }

  /** Whether a run that starts now runs at full speed. */
  get isWarm(): boolean {
    return this.runs >= WARM_RUNS || this.ms >= WARM_MS;
  }

  threadsFor(workload: string): number {
    const { isFixed, threads } = this.options;
    if (isFixed) return this.isSmall ? 1 : threads;
    return this.isWarm ? this.choice.next(workload) : 1;
  }

  /** Whether to run this workload while there is nothing else to do. */
  wantsDryRun(workload: string): boolean {
    if (this.isWarm && !this.choice.isMeasuring) return false;
    const { last } = this;
    const expected = last?.workload === workload ? last.ms : this.work / COLD_WORK;
    return this.dryMs + expected <= DRY_MS;
  }

  /** now: milliseconds from any fixed moment. */
  finished(sample: Sample, isDry: boolean, now: number): void {
    if (this.isWarm) this.choice.finished(sample, now);
    this.last = sample;
    this.runs += 1;
    this.ms += sample.ms;
    if (isDry) this.dryMs += sample.ms;
    if (this.isWarm && !this.choice.isMeasuring) this.dryMs = 0;
  }

  /** The threads in use, and a sentence on them where they are not simply those asked for. */
  summary(): { threads: number; threadsNote?: string } {
    const { threads: all, isFixed } = this.options;
    if (isFixed && all > 1 && this.isSmall) {
      return {
        threads: 1,
        threadsNote: `1 of ${all} threads: this network is too small for more.`,
      };
    }
    if (isFixed || all === 1) return { threads: all };
    const { verdict } = this.choice;
    if (verdict === undefined) {
      return {
        threads: 1,
        threadsNote: `1 of ${all} threads: it is not measured yet what they gain.`,
      };
    }
    const { threads, ms } = verdict;
    if (ms === undefined) {
      return { threads, threadsNote: `1 of ${all} threads: no two runs could be compared.` };
    }
    const [used, other] = threads === 1 ? [ms.one, ms.all] : [ms.all, ms.one];
    const times = `${figure(used)} ms against ${figure(other)} ms with ${threads === 1 ? all : 1}`;
    const how =
      used < other ? 'measured faster on this model' : 'more gain too little on this model';
    const count = threads === 1 ? `1 of ${all} threads` : `${all} threads`;
    return { threads, threadsNote: `${count}: ${how} (${times}).` };
  }

  private get isSmall(): boolean {
    return this.work < SMALL_WORK;
  }
}

/** Three significant digits. */
function figure(ms: number): string {
  return String(Number(ms.toPrecision(3)));
}
