// Starts and ends the measurement. While it runs, the page's own network is lent, so that nobody else uses it.

import type { Playground } from '../../kit/playground.js';
import type { CatalogEntry } from '../../run/state.js';
import { abilities, configurations } from './configurations.js';
import { machineNow } from './machine.js';
import { type Means, measureNetwork, type Subject } from './measure.js';
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

export async function start(playground: Playground): Promise<void> {
  cancel(playground);
  const picture = playground.controller.picture();
  if (!picture) return;
  const stop = new AbortController();
  works.set(playground, stop);
  const { signal } = stop;
  const rows: Row[] = [];
  const wish = wishOf(playground.state);
  const change = (changes: Partial<Benchmark>): void => {
    const { benchmark } = playground.state;
    if (benchmark && works.get(playground) === stop)
      playground.set({ benchmark: { ...benchmark, ...changes } });
  };
  playground.set({ benchmark: { wish, share: 0, doing: words.starting, rows: [] } });
  const unsubscribe = playground.subscribe(() => watch(playground, stop));
  await whileLent(playground, signal, async (isOver) => {
    const check = (): void => {
      if (isOver()) stop.abort(words.disturbed);
      signal.throwIfAborted();
    };
    const around = pageSurroundings(check);
    try {
      change({ machine: await machineNow() });
      await measureAll({ playground, picture, around, signal, rows }, wish, (doing, share) => {
        change({ rows: [...rows], doing, share });
        check();
      });
    } catch (thrown) {
      const why = signal.aborted ? signal.reason : words.failed(String(thrown));
      change({ cut: String(why) });
    } finally {
      around.end();
    }
  });
  unsubscribe();
  const cut = signal.aborted ? { cut: String(signal.reason) } : {};
  change({
    rows: rows.filter(({ times, problem }) => times.length > 0 || problem),
    share: undefined,
    ...cut,
  });
}
