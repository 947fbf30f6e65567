// Another file in place of the network's own, such as one with a channel muted: what is on screen changes only once the
// picture has run through it.

import type { AppState, Changes } from '../../kit/playground.js';
import { graphIndex } from '../../network/graph-index.js';
import type { NetworkInfo } from '../../network/network.js';
import { isEdited } from '../edits/edits.js';
import type { Failure } from '../failures.js';
import type { Network, Pixels } from '../ports.js';
import { type LoadedModel, loadedModel } from '../state.js';
import { type Desk, dropNetwork, failureFrom } from './desk.js';

/** What else changes with the network, such as places that are counted by its layers. */
export type Besides = (model: LoadedModel) => Changes;

export interface Replacing<Blob> {
  /**
   * instead: the file; undefined for the network's own. Where it cannot be opened or run, the network before stays
   * as it is, and what went wrong comes back.
   */
  replace(instead: Blob | undefined, besides: Besides): Promise<Failure | undefined>;
}

/** Of the network on screen but for its graph. What was measured with the file's own numbers is said of those alone. */
function infoOf(before: NetworkInfo, loaded: NetworkInfo, isOwn: boolean): NetworkInfo {
  const { accuracy: _, unfamiliar: __, ...kept } = before;
  const { graph, notes, accuracy, unfamiliar } = loaded;
  return {
    ...kept,
    graph,
    notes,
    ...(isOwn && accuracy ? { accuracy } : {}),
    ...(isOwn && unfamiliar ? { unfamiliar } : {}),
  };
}

interface Means {
  /** Names of values to read with the run, in that state. */
  wanted(state: AppState): readonly string[];
  run(): Promise<void>;
}

interface Wish<Blob> {
  instead: Blob | undefined;
  besides: Besides;
}

/** The first run of a network that is not on screen yet. */
async function tried<Blob, Picture extends Pixels>(
  desk: Desk<Blob, Picture>,
  network: Network<Picture>,
  { instead, besides }: Wish<Blob>,
  wanted: Means['wanted'],
) {
  const { picture, playground } = desk;
  const { state } = playground;
  if (!picture || !state.model) return undefined;
  const edits = desk.editsOf();
  const info = infoOf(state.model.info, network.info, instead === undefined);
  const next = loadedModel(info, state.model.id);
  const more = besides(next);
  const names = wanted({ ...state, ...more, model: next } as AppState);
  const { weights } = graphIndex(info.graph);
  const wish = {
    preprocess: info.preprocess,
    fills: info.fills ?? [],
    edits,
    wanted: names.filter((name) => !weights.has(name)),
  };
  const { graph, ...result } = await network.run(picture.pixels, wish).result;
  return {
    model: graph ? loadedModel({ ...info, graph }, next.id) : next,
    // What is shown of them is there at once, too.
    weights: await network.read(names.filter((name) => weights.has(name))),
    snapshot: { id: desk.nextId(), picture: picture.info, edited: isEdited(edits), ...result },
    more,
    isLate: () => desk.picture !== picture || desk.editsOf() !== edits,
  };
}

export async function replace<Blob, Picture extends Pixels>(
  desk: Desk<Blob, Picture>,
  wish: Wish<Blob>,
  { wanted, run }: Means,
): Promise<Failure | undefined> {
  const { model: source, network, playground, ports } = desk;
  if (!source || !network) return undefined;
  let loaded: Network<Picture> | undefined;
  try {
    const { instead } = wish;
    const file = instead === undefined ? source : { ...source, instead };
    loaded = await ports.load(file, () => {}).result;
    const made = await tried(desk, loaded, wish, wanted);
    // Another network was opened meanwhile.
    if (!made || desk.network !== network) return void loaded.release();
    const isCutShort = desk.running !== undefined;
    dropNetwork(desk);
    desk.network = loaded;
    desk.instead = instead;
    const { more, isLate, ...shown } = made;
    playground.emit('runFinished', [shown.snapshot], { ...more, ...shown });
    if (isCutShort || isLate()) await run();
    return undefined;
  } catch (thrown) {
    if (desk.network !== loaded) loaded?.release();
    return desk.network === network ? failureFrom(desk, 'model', thrown) : undefined;
  }
}
