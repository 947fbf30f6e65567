// Starts and ends the measurement. While it runs, the page's own network is lent, so that nobody else uses it.

import type { Playground } from '../../kit/playground.js';
import type { CatalogEntry } from '../../run/state.js';
import { abilities, configurations } from './configurations.js';
import type { Means, Subject } from './fed.js';
import { machineNow } from './machine.js';
import { measureNetwork } from './measure.js';
import type { Benchmark, Row, Wish } from './state.js';
import { pageSurroundings } from './surroundings.js';
import { words } from './words-en.js';

/** Why it ended before its end is the reason of the signal. */
const works = new WeakMap<Playground, AbortController>();

const USUAL_RUNS = 50;
const USUAL_THREADS = 4;

export const coresHere = (): number => navigator.hardwareConcurrency || 1;

export function wishOf({ benchmark }: { benchmark?: Benchmark }): Wish {
  const threads = Math.min(USUAL_THREADS, coresHere());
  return benchmark?.wish ?? { runs: USUAL_RUNS, threads, others: [] };
}

export const choose =
  (changes: Partial<Wish>) =>
  ({ state, set }: Playground): void =>
    set({
      benchmark: { rows: [], ...state.benchmark, wish: { ...wishOf(state), ...changes } },
    });

export const cancel = (playground: Playground): void =>
  works.get(playground)?.abort(words.cancelled);

/** The network on screen, with its changes, and others of the catalogue. */
function subjectsOf({ state, controller }: Playground, { others }: Wish): Subject[] {
  const { model, instead } = controller.sources();
  if (!model || !state.model) return [];
  const source = instead ? { ...model, instead: instead as File } : model;
  const shown = { title: state.model.info.title, source, isShown: true };
  const chosen = state.models.filter(({ id }) => others.includes(id) && id !== state.model?.id);
  const subject = (entry: CatalogEntry): Subject => ({
    title: entry.title,
    source: { kind: 'catalog', entry },
    isShown: false,
  });
  return [shown, ...chosen.map(subject)];
}

/** Waits where the network is busy. */
async function whileLent(
  { controller }: Playground,
  signal: AbortSignal,
  work: (isOver: () => boolean) => Promise<void>,
): Promise<void> {
  for (let hasBegun = false; !hasBegun && !signal.aborted; ) {
    await controller.lend(async (_, isOver) => {
      hasBegun = true;
      await work(isOver);
      // Nobody has touched it.
      return true;
    });
    if (!hasBegun) await new Promise((then) => setTimeout(then, 100));
  }
}

async function measureAll(
  means: Omit<Means, 'tell'>,
  wish: Wish,
  say: (doing: string, share: number) => void,
): Promise<void> {
  const { able, unable } = configurations(await abilities(), wish.threads);
  const subjects = subjectsOf(means.playground, wish);
  for (const [index, subject] of subjects.entries()) {
    const tell = (doing: string, share: number): void =>
      say(doing, (index + share) / subjects.length);
    await measureNetwork({ ...means, tell }, subject, { able, runs: wish.runs });
    for (const { module, lack } of unable)
      means.rows.push({
        network: subject.title,
        module,
        times: [],
        problem: { text: words.lacks[lack] },
      });
  }
}

/** Ends it where somebody looks at something else. */
function watch({ state }: Playground, stop: AbortController): void {
  if (state.view !== 'benchmark' || !state.benchmark) stop.abort(words.left);
}

interface Work {
  stop: AbortController;
  wish: Wish;
  rows: Row[];
  change(changes: Partial<Benchmark>): void;
}

/** The newest one of a playground is the one that is shown. */
function newWork(playground: Playground): Work {
  cancel(playground);
  const stop = new AbortController();
  works.set(playground, stop);
  const change = (changes: Partial<Benchmark>): void => {
    const { benchmark } = playground.state;
    if (benchmark && works.get(playground) === stop)
      playground.set({ benchmark: { ...benchmark, ...changes } });
  };
  return { stop, wish: wishOf(playground.state), rows: [], change };
}

/** isOver: whether somebody else wants the network that is lent. */
async function measureUntil(
  isOver: () => boolean,
  means: Pick<Means, 'playground' | 'picture'>,
  { stop, wish, rows, change }: Work,
): Promise<void> {
  const { signal } = stop;
  const look = (): void => {
    if (isOver()) stop.abort(words.disturbed);
  };
  const check = (): void => {
    look();
    signal.throwIfAborted();
  };
  const around = pageSurroundings(check);
  const unsubscribe = means.playground.subscribe(look);
  try {
    change({ machine: await machineNow() });
    await measureAll({ ...means, around, signal, rows }, wish, (doing, share) => {
      change({ rows: [...rows], doing, share });
      check();
    });
  } catch (thrown) {
    if (!signal.aborted) change({ cut: words.failed(String(thrown)) });
  } finally {
    unsubscribe();
    around.end();
  }
}

const hasTimes = (rows: readonly Row[]): boolean => rows.some(({ times }) => times.length > 0);

function timesOf(benchmark: Benchmark | undefined): Pick<Benchmark, 'rows' | 'machine'> {
  const { rows = [], machine } = benchmark ?? {};
  return { rows, ...(machine ? { machine } : {}) };
}

export async function start(playground: Playground): Promise<void> {
  const picture = playground.controller.picture();
  if (!picture) return;
  const work = newWork(playground);
  const { stop, wish, rows, change } = work;
  const before = playground.state.benchmark;
  playground.set({ benchmark: { wish, share: 0, doing: words.starting, rows: [] } });
  const unsubscribe = playground.subscribe(() => watch(playground, stop));
  await whileLent(playground, stop.signal, (isOver) =>
    measureUntil(isOver, { playground, picture }, work),
  );
  unsubscribe();
  const measured = rows.filter(({ times, problem }) => times.length > 0 || problem);
  const isOver = !stop.signal.aborted && playground.state.benchmark?.cut === undefined;
  // One that ended before it had any times does not take those of the one before it.
  const left = isOver || hasTimes(measured) ? { rows: measured } : timesOf(before);
  change({ ...left, share: undefined });
  if (!stop.signal.aborted) return;
  const stays = hasTimes(left.rows) ? ` ${words.stay}` : '';
  change({ cut: String(stop.signal.reason) + stays });
}
