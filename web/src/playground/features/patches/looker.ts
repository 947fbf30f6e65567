// A network in a session of its own, so that the run on screen and its values stay while many pictures are looked at.

import type { Playground } from '../../kit/playground.js';
import type { GraphDescription, KeptValue, Preprocess } from '../../network/network.js';
import { NO_EDITS } from '../../run/edits/edits.js';
import { networkLoader } from '../../run/engine.js';
import { type DecodedPicture, pictureReader } from '../../run/pictures.js';
import type { Network, Task } from '../../run/ports.js';
import type { Refused, Source } from './state.js';
import { words } from './words-en.js';

export interface Look {
  input: KeptValue;
  values: ReadonlyMap<string, KeptValue>;
  graph: GraphDescription;
}

export type Decoded = { picture: DecodedPicture } | { refused: Refused };

export interface Looker {
  decode(source: Source): Promise<Decoded>;
  /** Runs the network on the picture and reads these values, and nothing else. */
  look(picture: DecodedPicture, names: readonly string[], preprocess: Preprocess): Promise<Look>;
  release(): void;
}

export function createLooker(playground: Playground): Looker {
  const { site, controller } = playground;
  const { model, instead } = controller.sources();
  // The changed network, where it is on screen.
  const source = model && (instead ? { ...model, instead: instead as File } : model);
  const reader = pictureReader(site.samples);
  let task: Task<Network<DecodedPicture>> | undefined;
  let graph: GraphDescription | undefined;

  function network(): Promise<Network<DecodedPicture>> {
    if (!source) throw new Error(words.noNetwork);
    task ??= networkLoader(site, 'answers')(source, () => {});
    return task.result;
  }

  return {
    async decode({ name, from }) {
      try {
        return { picture: await reader.decode(from).result };
      } catch (thrown) {
        const why = thrown instanceof Error ? thrown.message : String(thrown);
        return { refused: { name, why } };
      }
    },
    async look(picture, names, preprocess) {
      const { info, run } = await network();
      const { fills = [] } = playground.state.model?.info ?? info;
      const wish = { preprocess, fills, edits: NO_EDITS, wanted: names, isAlone: true };
      const { values, graph: changed } = await run(picture, wish).result;
      graph = changed ?? graph ?? info.graph;
      const input = values.get(graph.inputs[0]?.name ?? '');
      if (!input) throw new Error(words.noInput);
      return { input, values, graph };
    },
    release() {
      task?.cancel();
      task?.result.then((network) => network.release()).catch(() => {});
    },
  };
}
