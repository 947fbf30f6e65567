// Another file in place of the network's own, such as one with a channel muted: what is on screen changes only once the
// picture has run through it.

import type { Changes } from '../../kit/playground.js';
import type { NetworkInfo } from '../../network/network.js';
import { isEdited } from '../edits/edits.js';
import type { Failure } from '../failures.js';
import type { Network, Pixels } from '../ports.js';
import { type LoadedModel, loadedModel } from '../state.js';
import { type Desk, failureFrom } from './desk.js';

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

/** wanted: names of values to read with the run, in that state. run: the network on the picture in hand. */
export function changeTask<Blob, Picture extends Pixels>(
  desk: Desk<Blob, Picture>,
  wanted: (state: Desk<Blob, Picture>['playground']['state']) => readonly string[],
  run: () => Promise<void>,
): Replacing<Blob> {
  const { playground, ports } = desk;

  /** The first run of a network that is not on screen yet. */
  async function tried(network: Network<Picture>, isOwn: boolean, besides: Besides) {
    const { picture } = desk;
    const { model } = playground.state;
    if (!picture || !model) return undefined;
    const edits = desk.editsOf();
    const next = loadedModel(infoOf(model.info, network.info, isOwn), model.id);
    const more = besides(next);
    const names = wanted({ ...playground.state, ...more, model: next } as typeof playground.state);
    const { preprocess, fills = [] } = model.info;
    const wish = { preprocess, fills, edits, wanted: names };
    const { graph, ...result } = await network.run(picture.pixels, wish).result;
    const shown = graph ? loadedModel({ ...next.info, graph }, next.id) : next;
    const snapshot = {
      id: desk.nextId(),
      picture: picture.info,
      edited: isEdited(edits),
      ...result,
    };
    const isLate = () => desk.picture !== picture || desk.editsOf() !== edits;
    return { model: shown, snapshot, more, isLate };
  }

  async function replace(instead: Blob | undefined, besides: Besides) {
    const { model: source, network } = desk;
    if (!source || !network) return undefined;
    let loaded: Network<Picture> | undefined;
    try {
      const file = instead === undefined ? source : { ...source, instead };
      loaded = await ports.load(file, () => {}).result;
      const made = await tried(loaded, instead === undefined, besides);
      // Another network was opened meanwhile.
      if (!made || desk.network !== network) return void loaded.release();
      const isCutShort = desk.running !== undefined;
      desk.running?.cancel();
      desk.running = undefined;
      network.release();
      desk.network = loaded;
      const { model, snapshot, more, isLate } = made;
      playground.emit('runFinished', [snapshot], { ...more, model, snapshot, weights: new Map() });
      if (isCutShort || isLate()) await run();
      return undefined;
    } catch (thrown) {
      if (desk.network !== loaded) loaded?.release();
      return desk.network === network ? failureFrom(desk, 'model', thrown) : undefined;
    }
  }

  return { replace };
}
