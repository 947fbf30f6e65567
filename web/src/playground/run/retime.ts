// The time of one run is no measure: the first ones are slow, since browsers make code fast while it runs, and any of
// them may have met other work of the machine. When the page has come to rest, the run on screen is made again a few
// times: what is then shown of each layer is the median.

import type { Playground } from '../kit/playground.js';
import { median } from '../kit/quantile.js';
import { besideOtherWork, type Spread } from '../kit/spread.js';
import type { RunResult } from './ports.js';
import type { Snapshot } from './state.js';

/** Nothing was drawn for so long: nobody works with the page, nothing plays, and the camera is off. */
const REST_MS = 2000;
const MOST_RUNS = 7;
/** All of them together. */
const MOST_MS = 1000;
/** A median of fewer says no more than one run. */
const LEAST_RUNS = 3;
/** A network that is still not fast then is not waited for. */
const TRIES = 3;

type Timed = Pick<RunResult, 'timings' | 'threads' | 'warm'>;
/** runs: how many the times are the median of. beside: what at least half of them took, where the machine had other work. */
export type Times = Timed & { runs?: number; beside?: Spread };

const total = ({ timings }: Timed): number => timings.reduce((sum, time) => sum + time, 0);

/** The medians of all layers may add up to less than most runs took, or to more: what is shown lies in what is told. */
const withTime = (spread: Spread | undefined, shown: number): Spread | undefined =>
  spread && { low: Math.min(spread.low, shown), high: Math.max(spread.high, shown) };

/** Of the warm runs with as many threads as the last one; undefined where it was not warm itself. */
export function medianTimes(made: readonly Timed[]): Times | undefined {
  const last = made.at(-1);
  if (!last?.warm) return undefined;
  const { threads, warm } = last;
  const alike = made.filter((run) => run.warm && run.threads === threads);
  if (alike.length < LEAST_RUNS) return { timings: last.timings, threads, warm };
  const timings = last.timings.map((_, node) => median(alike.map((run) => run.timings[node] ?? 0)));
  const beside = withTime(besideOtherWork(alike.map(total)), total({ timings, threads, warm }));
  return { timings, threads, warm, runs: alike.length, ...(beside ? { beside } : {}) };
}

/** Whether its times stay as they are. */
function isSettled({ picture, runs, warm, timings, threads }: Snapshot): boolean {
  if (picture.live || runs !== undefined) return true;
  return warm && LEAST_RUNS * total({ timings, threads, warm }) > MOST_MS;
}

/** Until nobody works with the page, and the engine, which runs by itself while nobody asks for anything, is warm. */
export const resting = (): Promise<void> => new Promise((then) => setTimeout(then, REST_MS));

interface Rest {
  timer?: ReturnType<typeof setTimeout>;
  /** Grows with everything that is drawn. */
  draws: number;
  /** Of the run with that id. */
  tries: number;
  id?: number;
}
const rests = new WeakMap<Playground, Rest>();

function restOf(playground: Playground): Rest {
  const known = rests.get(playground);
  if (known) return known;
  const made = { draws: 0, tries: 0 };
  rests.set(playground, made);
  return made;
}

/** Whether the run on screen is not timed any more: its times stay, it does not become warm, or nobody sees it. */
export function isTimed(playground: Playground): boolean {
  const { snapshot, isAtRest } = playground.state;
  const { id, tries } = restOf(playground);
  if (!snapshot || isAtRest || isSettled(snapshot)) return true;
  return id === snapshot.id && tries >= TRIES;
}

/** Runs as often as there is time for, or until it is over. */
async function runsOf(isOver: () => boolean, run: () => Promise<Timed>): Promise<Timed[]> {
  const made: Timed[] = [];
  const begin = performance.now();
  const each = () => (performance.now() - begin) / made.length;
  do made.push(await run());
  while (made.length < MOST_RUNS && each() * (made.length + 1) < MOST_MS && !isOver());
  return made;
}

/**
 * The same of a network that is not on screen. pause: until it is its turn. undefined where it is over before, or the network does not become warm.
 */
export async function warmTimes(
  isOver: () => boolean,
  run: () => Promise<Timed>,
  pause: () => Promise<unknown> = resting,
): Promise<Times | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    await pause();
    if (isOver()) return undefined;
    const times = medianTimes(await runsOf(isOver, run));
    if (times && !isOver()) return times;
  }
  return undefined;
}

async function timeAgain(playground: Playground): Promise<void> {
  const { controller, state, set } = playground;
  const { snapshot, model, progress, editor } = state;
  const picture = controller.picture();
  if (!snapshot || !model || progress || !picture) return;
  // What the network is lent for would be cut short.
  if (controller.isLent()) return watchTimes(playground);
  const rest = restOf(playground);
  const { preprocess, fills = [] } = model.info;
  const wish = { preprocess, fills, edits: editor.edits, wanted: [] };
  await controller.lend(async (network, isOver) => {
    const run = () => network.run(picture, wish).result;
    const { draws } = rest;
    const isDisturbed = () => rest.draws !== draws || isOver();
    const made = await runsOf(isDisturbed, run);
    const now = playground.state.snapshot;
    const times = medianTimes(made);
    if (!isDisturbed()) rest.tries += 1;
    const isNews = times && (times.runs !== undefined || !now?.warm);
    if (isNews && now?.id === snapshot.id) set({ snapshot: { ...now, ...times } });
    // It is the same picture: the engine has the values of the run on screen.
    return true;
  });
  // Whoever wanted to read something meanwhile had to wait.
  void controller.readWanted();
  watchTimes(playground);
}

/** Call whenever something has been drawn. */
export function watchTimes(playground: Playground): void {
  const rest = restOf(playground);
  clearTimeout(rest.timer);
  rest.draws += 1;
  const { snapshot, isAtRest } = playground.state;
  if (!snapshot || isAtRest || isSettled(snapshot)) return;
  if (snapshot.id !== rest.id) rest.tries = 0;
  rest.id = snapshot.id;
  if (rest.tries < TRIES) rest.timer = setTimeout(() => void timeAgain(playground), REST_MS);
}
