// How many threads a network runs on: one, or all there are, whichever was faster on it. Two are up to
// 1.9 times as fast as one on an idle machine, and up to a quarter slower where another process is busy.
// It is told what runs took, and reads no clock.

/** A finished run. */
export interface Sample {
  /** Plan and input shapes: only runs of the same workload are compared. */
  workload: string;
  threads: number;
  ms: number;
}

export interface Verdict {
  threads: number;
  /** Least milliseconds on one thread and on all; none where no two runs could be compared. */
  ms?: { one: number; all: number };
}

/** A round takes so many runs of each kind, or ends once they took this long together. */
const PAIRS = 5;
const ROUND_MS = 400;
/** A round that still compares nothing after so many runs: each was of another workload. */
const MOST_RUNS = 40;
/**
 * More threads have to be worth it: in share, and in time. On a busy machine a thread does not get its
 * turn at once, which costs milliseconds; nobody sees what is gained below that.
 */
const GAIN = 0.95;
const GAIN_MS = 0.5;
/** A run this many times slower than the best starts a new round, at most every RECHECK_MS. */
const SLOW = 2;
const RECHECK_MS = 5000;
/** One thread is never slow when the machine becomes idle again, so all are tried after a while. */
const RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 480_000;
const MOST_WORKLOADS = 16;

export class ThreadChoice {
  /** The last round's; stays while the next one is measured. */
  verdict: Verdict | undefined;
  isMeasuring: boolean;
  private readonly all: number;
  private round = new Map<string, { one: number[]; all: number[] }>();
  private runs = 0;
  /** Least milliseconds since the last round, by workload. */
  private readonly best = new Map<string, number>();
  private settledAt = 0;
  private retryMs = RETRY_MS;

  /** all: the threads there are. */
  constructor(all: number) {
    this.all = all;
    this.isMeasuring = all > 1;
    if (all === 1) this.verdict = { threads: 1 };
  }

  /** Threads for the next run. While it measures they take turns, one thread first. */
  next(workload: string): number {
    if (!this.isMeasuring) return this.verdict?.threads ?? 1;
    const { one, all } = this.samples(workload);
    return one.length > all.length ? this.all : 1;
  }

  /** now: milliseconds from any fixed moment. */
  finished(sample: Sample, now: number): void {
    if (this.all === 1) return;
    if (this.isMeasuring) this.measure(sample, now);
    else this.watch(sample, now);
  }

  private measure({ workload, threads, ms }: Sample, now: number): void {
    const { one, all } = this.samples(workload);
    (threads === 1 ? one : all).push(ms);
    this.runs += 1;
    const spent = [...one, ...all].reduce((sum, each) => sum + each, 0);
    const pairs = Math.min(one.length, all.length);
    if (pairs >= PAIRS || (pairs >= 1 && spent >= ROUND_MS)) {
      this.compare(workload, Math.min(...one), Math.min(...all), now);
    } else if (this.runs >= MOST_RUNS) {
      this.settle({ threads: 1 }, now);
    }
  }

  private compare(workload: string, one: number, all: number, now: number): void {
    const isWorth = all < GAIN * one && one - all >= GAIN_MS;
    const threads = isWorth ? this.all : 1;
    this.settle({ threads, ms: { one, all } }, now);
    this.best.set(workload, threads === 1 ? one : all);
  }

  private settle(verdict: Verdict, now: number): void {
    const again = verdict.threads === 1 && this.verdict?.threads === 1;
    this.retryMs = again ? Math.min(2 * this.retryMs, LONGEST_RETRY_MS) : RETRY_MS;
    this.verdict = verdict;
    this.settledAt = now;
    this.isMeasuring = false;
    this.round = new Map();
    this.runs = 0;
    // What was fast before says nothing about the machine as it is now.
    this.best.clear();
  }

  private watch({ workload, ms }: Sample, now: number): void {
    const quiet = now - this.settledAt;
    const known = this.best.get(workload);
    // Another plan, or another size, is held against what there is until it has a best of its own.
    const best = known ?? Math.max(0, ...this.best.values());
    const isSlow = best > 0 && ms > SLOW * best && quiet >= RECHECK_MS;
    const isOverdue = this.verdict?.threads === 1 && quiet >= this.retryMs;
    if (isSlow || isOverdue) {
      this.isMeasuring = true;
      return;
    }
    if (known === undefined && this.best.size >= MOST_WORKLOADS) this.best.clear();
    this.best.set(workload, Math.min(ms, known ?? ms));
  }

  private samples(workload: string) {
    const found = this.round.get(workload);
    if (found !== undefined) return found;
    const made = { one: [], all: [] };
    this.round.set(workload, made);
    return made;
  }
}
