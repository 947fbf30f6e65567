// Who is measured takes turns, in a new order in every round: a slow moment of the machine hits all alike. A turn is a
// pause, a run that does not count, and five that do, as in `npm run bench`.

import { shuffled } from './order.js';

export const RUNS_A_TURN = 5;
const PAUSE_MS = 10;
/** Browsers have made the code fast by then. */
const WARM_MS = 1000;
const WARM_RUNS = 3;

export interface Contender {
  /** One run, from the call to the answer. */
  run(): Promise<void>;
  times: number[];
}

/** What time is, for tests to have their own. */
export interface Surroundings {
  now(): number;
  random(): number;
  pause(ms: number): Promise<void>;
  /** How often the page was hidden so far: browsers slow down what nobody sees. */
  timesHidden(): number;
  /** Resolves once it is seen. */
  visible(): Promise<void>;
}

export async function warmUp(
  { run }: Pick<Contender, 'run'>,
  { now }: Pick<Surroundings, 'now'>,
): Promise<void> {
  const end = now() + WARM_MS;
  for (let runs = 0; runs < WARM_RUNS || now() < end; runs++) await run();
}

async function turn({ run }: Contender, runs: number, around: Surroundings): Promise<number[]> {
  await around.pause(PAUSE_MS);
  await run();
  const times: number[] = [];
  while (times.length < runs) {
    const begin = around.now();
    await run();
    times.push(around.now() - begin);
  }
  return times;
}

/** Until nobody has hidden the page meanwhile. */
async function seenTurn(of: Contender, runs: number, around: Surroundings): Promise<number[]> {
  for (;;) {
    await around.visible();
    const before = around.timesHidden();
    const times = await turn(of, runs, around);
    if (around.timesHidden() === before) return times;
  }
}

/** runs: of each of them. said: what to do after a round, told how many runs each has. */
export async function takeTurns(
  contenders: readonly Contender[],
  runs: number,
  around: Surroundings,
  said: (runs: number) => Promise<void>,
): Promise<void> {
  for (let done = 0; done < runs; ) {
    const now = Math.min(RUNS_A_TURN, runs - done);
    for (const contender of shuffled(contenders, around.random))
      contender.times.push(...(await seenTurn(contender, now, around)));
    done += now;
    await said(done);
  }
}
