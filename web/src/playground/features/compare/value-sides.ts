// This network and values of a file: it is fed with the input that came with them.

import { NpzRefusal, readNpz } from '../../../npz/index.js';
import type { KeptValue } from '../../network/network.js';
import { NO_EDITS } from '../../run/edits/edits.js';
import { loadedModel } from '../../run/state.js';
import {
  type Means,
  needed,
  networkReader,
  networkSide,
  opened,
  type Sides,
  screenReader,
} from './means.js';

/** More is no run of a network on one picture. */
const MOST_BYTES = 2 ** 30;

/** Under this name a file has the numbers that the network was fed. */
const INPUT = 'input';

/** This network fed with the numbers of the file. */
async function fedOwn(means: Means, input: KeptValue) {
  const { controller, state } = means.playground;
  const { model, instead } = controller.sources();
  const [source, shown] = [needed(model), needed(state.model)];
  const now = instead ? { ...source, instead: instead as File } : source;
  const network = await means.slots.own.get([source, instead], () => opened(means, now));
  const dims = input.dims.length === 3 ? [1, ...input.dims] : input.dims;
  const { preprocess, fills = [] } = shown.info;
  const wish = { preprocess, fills, edits: NO_EDITS, wanted: [], input: { ...input, dims } };
  const result = await network.run(needed(controller.picture()), wish).result;
  means.check();
  const graph = result.graph ?? network.info.graph;
  const { columns } = loadedModel({ ...shown.info, graph }, undefined);
  return { columns, result, own: networkReader(network) };
}

export async function valueSides(means: Means, file: File): Promise<Sides> {
  if (file.size > MOST_BYTES) throw new NpzRefusal('too-large', '');
  const arrays = await readNpz(new Uint8Array(await file.arrayBuffer()));
  means.check();
  const { model, snapshot } = means.playground.state;
  const shown = needed(model);
  const own = shown.info.graph.inputs[0]?.name ?? INPUT;
  const key = arrays.has(INPUT) ? INPUT : own;
  // A network without a picture runs on the numbers of its form.
  const takesPicture = !shown.info.hasNoPicture;
  const input = takesPicture ? arrays.get(key) : undefined;
  const run = input
    ? await fedOwn(means, input)
    : {
        columns: shown.columns,
        result: needed(snapshot),
        own: screenReader(means, needed(snapshot)),
      };
  return {
    columns: run.columns,
    theirs: [...arrays]
      .filter(([name]) => name !== key)
      .map(([name, { dims }]) => ({ name, shape: dims })),
    sides: [networkSide(shown.info.title, shown.info, run.result), { title: file.name }],
    own: run.own,
    other: async (name) => arrays.get(name),
    ...(takesPicture ? { fed: input ? 'given' : 'picture' } : {}),
  };
}
