// Looks through pictures one after the other: of each, every channel's largest cell. All channels of a layer are
// collected in one pass, and all layers of a network that is small.

import type { AppState, Playground } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { isReadWhole } from '../../run/wanted.js';
import { BestPatches } from './best.js';
import { FedPictures, fedPicture } from './fed.js';
import { createLooker, type Look, type Looker } from './looker.js';
import { sourcesOf } from './sources.js';
import type { Found, PatchesView, Refused, Source } from './state.js';
import { endWork, holdWork } from './work.js';

/** The page hears of it so often, in milliseconds. */
const NEWS = 150;

/** What one playground has under way. */
interface Work {
  looker: Looker;
  /** The newest pass or search for lost pictures; any other one is over. */
  now: object | undefined;
}

const works = new WeakMap<Playground, Work>();

function workOf(playground: Playground): Work {
  const known = works.get(playground);
  if (known) return known;
  const work: Work = { looker: createLooker(playground), now: undefined };
  works.set(playground, work);
  holdWork(playground, () => {
    work.now = undefined;
    works.delete(playground);
    work.looker.release();
  });
  return work;
}

/** Ends what is under way; the network stays at hand. */
export function stop(playground: Playground): void {
  const work = works.get(playground);
  if (work) work.now = undefined;
}

function change({ state, set }: Playground, changes: Partial<PatchesView>): void {
  set({ patches: { ...state.patches, ...changes } });
}

/** The open layer, where it has channels that a picture excites: the input itself has none. */
export function targetOf({ open, model }: AppState): Column | undefined {
  const column = open && model?.columns[open.column];
  return column?.node === undefined || model?.info.hasNoPicture ? undefined : column;
}

/** What was found with the pictures and the preparation of now. */
export function currentFound(state: AppState): Found | undefined {
  const { found } = state.patches;
  const isSame = found?.preprocess === state.model?.info.preprocess;
  return found && isSame && found.sources === sourcesOf(state) ? found : undefined;
}

/** Values that one pass collects. */
function namesFor({ model }: AppState, column: Column): string[] {
  if (!model || !isReadWhole(model)) return [column.value];
  return model.columns.filter(({ node }) => node !== undefined).map(({ value }) => value);
}

let passes = 0;

/** One pass over the pictures, and what it has found. */
class Pass {
  private readonly id = ++passes;
  private readonly layers: Map<string, BestPatches>;
  private readonly fed = new FedPictures();
  private readonly refused: Refused[] = [];
  private done = 0;

  constructor(
    private readonly sources: readonly Source[],
    readonly preprocess: Found['preprocess'],
    private readonly changes: Found['changes'],
    readonly names: readonly string[],
  ) {
    this.layers = new Map(names.map((name) => [name, new BestPatches()]));
  }

  found(): Found {
    const { id, sources, preprocess, changes, layers, fed, done } = this;
    const refused = [...this.refused];
    return { id, sources, preprocess, changes, layers, fed, done, refused, version: done };
  }

  refuse(refused: Refused): void {
    this.refused.push(refused);
    this.done++;
  }

  /** The input is kept where one of its patches is among the nine of a channel. */
  add({ input, values, graph }: Look): void {
    const picture = this.done++;
    let isKept = false;
    for (const [name, best] of this.layers) {
      const value = values.get(name);
      if (value && best.add(picture, value)) isKept = true;
    }
    if (!isKept) return;
    this.fed.add(picture, fedPicture(input, this.preprocess, graph), () => {
      const winners = new Set([...this.layers.values()].flatMap((best) => [...best.pictures()]));
      return (of) => (winners.has(of) ? 1 : 0);
    });
  }
}

async function lookThrough(
  { looker }: Work,
  sources: readonly Source[],
  pass: Pass,
  goesOn: () => boolean,
): Promise<void> {
  let next = sources[0] && looker.decode(sources[0]);
  for (const [index, { from }] of sources.entries()) {
    const decoded = await next;
    const after = sources[index + 1];
    // The next picture is decoded while the network runs on this one.
    next = after && looker.decode(after);
    if (!decoded) return;
    if ('refused' in decoded) pass.refuse(decoded.refused);
    else {
      pass.add(await looker.look(decoded.picture, pass.names, pass.preprocess));
      if (from.kind === 'file') decoded.picture.preview.close();
    }
    if (!goesOn()) return;
  }
}

function fail(playground: Playground, thrown: unknown, changes: Partial<PatchesView> = {}): void {
  endWork(playground);
  const failure = thrown instanceof Error ? thrown.message : String(thrown);
  change(playground, { ...changes, isBusy: false, failure });
}

/** Looks through all pictures for the open layer. What was found before of other layers is dropped. */
export async function collect(playground: Playground): Promise<void> {
  const { state } = playground;
  const column = targetOf(state);
  const { preprocess } = state.model?.info ?? {};
  if (!column || !preprocess) return;
  const work = workOf(playground);
  const sources = sourcesOf(state);
  const pass = new Pass(sources, preprocess, state.changes, namesFor(state, column));
  work.now = pass;
  // Another pass has begun, or another network has come.
  const isForgotten = () =>
    works.get(playground) !== work || (work.now !== pass && work.now !== undefined);
  let told = performance.now();
  const goesOn = (): boolean => {
    if (work.now !== pass) return false;
    if (performance.now() - told < NEWS) return true;
    told = performance.now();
    change(playground, { found: pass.found() });
    return true;
  };
  change(playground, { found: pass.found(), isBusy: true, isStopped: false, failure: undefined });
  try {
    await lookThrough(work, sources, pass, goesOn);
    if (isForgotten()) return;
    const isStopped = work.now === undefined;
    work.now = undefined;
    change(playground, { found: pass.found(), isBusy: false, isStopped });
  } catch (thrown) {
    if (!isForgotten()) fail(playground, thrown, { found: pass.found() });
  }
}

async function fetchOne(
  { looker }: Work,
  { sources, fed, preprocess }: Found,
  picture: number,
  needed: ReadonlySet<number>,
): Promise<void> {
  const source = sources[picture] as Source;
  const decoded = await looker.decode(source);
  if ('refused' in decoded) {
    fed.gone.add(picture);
    return;
  }
  const { input, graph } = await looker.look(decoded.picture, [], preprocess);
  if (source.from.kind === 'file') decoded.picture.preview.close();
  const again = fedPicture(input, preprocess, graph);
  fed.add(picture, again, () => (of) => (needed.has(of) ? 2 : 0));
}

/** Runs pictures again that are to be seen and were dropped. Nothing while something is under way. */
export async function fetchLost(
  playground: Playground,
  found: Found,
  needed: ReadonlySet<number>,
): Promise<void> {
  const { fed } = found;
  const lost = [...needed].filter((picture) => !fed.get(picture) && !fed.gone.has(picture));
  if (lost.length === 0 || works.get(playground)?.now) return;
  const work = workOf(playground);
  const search = {};
  work.now = search;
  try {
    for (const picture of lost) {
      await fetchOne(work, found, picture, needed);
      const { found: shown } = playground.state.patches;
      if (work.now !== search || shown?.fed !== fed) break;
      change(playground, { found: { ...shown, version: shown.version + 1 } });
    }
    if (work.now === search) work.now = undefined;
  } catch (thrown) {
    if (work.now === search) fail(playground, thrown);
  }
}
