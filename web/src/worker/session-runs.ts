// The runs of one session: those that are asked for, and in idle time the last one once more, in slices,
// on the same input. A dry run leaves the same values behind, so that nothing is lost by it.

import type { EngineSession, PlanKind } from '../../../wasm/engine.js';
import { type Api, dimsOf, type Feed } from '../protocol/index.js';
import { unwrap } from './fault.js';
import type { Call } from './handlers.js';
import type { RunPolicy } from './run-policy.js';

/** Longest time without looking at the messages, ms: half a frame, or less where nobody waits. */
export const SLICE_MS = 8;
const DRY_SLICE_MS = 4;

/** What to run: keep names the values to keep where not all fit into memory. */
export interface Wish {
  plan: PlanKind;
  keep: string[];
}

interface Target extends Wish {
  workload: string;
  /** Whether its values can be asked for: it was a run of the user. */
  isReadable: boolean;
}

export interface SessionRunsOptions {
  session: EngineSession;
  policy: RunPolicy;
  /** Makes every call into the engine. */
  ask: <T>(call: () => T) => T;
  /** Milliseconds from any fixed moment. */
  now: () => number;
  /** Whether idle time may be used. */
  usesIdleTime: boolean;
}

export class SessionRuns {
  private readonly options: SessionRunsOptions;
  /** What dry runs repeat; they wait while there is nothing. */
  private target: Target | undefined;
  private dry: { threads: number; left: number } | undefined;

  constructor(options: SessionRunsOptions) {
    this.options = options;
  }

  /** Asks for dry runs on the inputs as they are before the first run: zeros. */
  warmUp(plan: PlanKind, dims: number[][]): void {
    this.target = { plan, keep: [], workload: workloadOf(plan, dims), isReadable: false };
  }

  /** Runs the plan on inputs that have been filled, which `feeds` tells the sizes of. */
  async run({ plan, keep }: Wish, feeds: readonly Feed[], call: Call<'run'>) {
    const { session, policy, ask, usesIdleTime } = this.options;
    const workload = workloadOf(plan, feeds.map(dimsOf));
    const warmed = this.target?.isReadable === false && this.target.plan;
    this.abandonDryRuns();
    // Nobody may ever want the plan that only warmed up: its memory goes to the one that is wanted.
    if (warmed && warmed !== plan) ask(() => session.dropPlans());
    const count = ask(() => unwrap(session.begin(plan, keep)));
    const warm = policy.isWarm;
    const threads = policy.threadsFor(workload);
    ask(() => session.useThreads(threads));
    for (let left = count; left > 0; ) {
      left = ask(() => unwrap(session.step(SLICE_MS)));
      if (left === 0) break;
      // A run that starts again has more steps left than before.
      call.progress({ done: Math.max(0, count - left), total: count });
      await call.pause();
    }
    const timings = this.finish(workload, threads, false);
    if (usesIdleTime) this.target = { plan, keep, workload, isReadable: true };
    return { timings, threads, warm } satisfies Partial<Api['run']['out']>;
  }

  /** Begins a dry run or does a slice of one; false where there is none to make. */
  dryRun(): boolean {
    const { target, dry } = this;
    const { session, ask } = this.options;
    if (target === undefined) return false;
    if (dry === undefined) return this.beginDryRun(target);
    if (dry.left > 0) dry.left = ask(() => unwrap(session.step(DRY_SLICE_MS)));
    if (dry.left > 0) return true;
    this.dry = undefined;
    this.finish(target.workload, dry.threads, true);
    // A run that is only begun has no values: nobody shall read those of a made-up input.
    if (!target.isReadable) ask(() => unwrap(session.begin(target.plan, target.keep)));
    return true;
  }

  /** Until the dry run under way is done, the session has no values to read. */
  async finishDryRun(pause: () => Promise<void>): Promise<void> {
    while (this.dry !== undefined) {
      this.dryRun();
      await pause();
    }
  }

  /** Until the next run that ends well. */
  abandonDryRuns(): void {
    this.dry = undefined;
    this.target = undefined;
  }

  private beginDryRun({ plan, keep, workload, isReadable }: Target): boolean {
    const { session, policy, ask } = this.options;
    if (!policy.wantsDryRun(workload)) return false;
    const { value: left } = ask(() => session.begin(plan, keep));
    if (left === undefined) {
      // It is refused again when somebody asks for it. Until then it shall take no memory.
      this.abandonDryRuns();
      if (!isReadable) ask(() => session.dropPlans());
      return false;
    }
    const threads = policy.threadsFor(workload);
    ask(() => session.useThreads(threads));
    this.dry = { threads, left };
    return true;
  }

  private finish(workload: string, threads: number, isDry: boolean): number[] {
    const { session, policy, ask, now } = this.options;
    const timings = ask(() => [...session.timings()]);
    const ms = timings.reduce((sum, each) => sum + each, 0);
    policy.finished({ workload, threads, ms }, isDry, now());
    return timings;
  }
}

/** What makes two runs comparable. */
function workloadOf(plan: PlanKind, dims: number[][]): string {
  return [plan, ...dims].join(' ');
}
