// This network and values of a file: it is fed with the input that came with them.

import { NpzRefusal, readNpz } from '../../../npz/index.js';
import { elementsOf, type InputFill } from '../../network/input-fill.js';
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

/** What the file says of the inputs that take no picture, in place of what they get otherwise. */
export function fillsFrom(
  arrays: ReadonlyMap<string, KeptValue>,
  fills: readonly InputFill[],
): readonly InputFill[] {
  return fills.map((fill) => {
    const array = arrays.get(fill.name);
    if (!array) return fill;
    const { anyShape, shape } = fill;
    // PyTorch's own values may come without the batch of one.
    const isBare = !anyShape && array.dims.length === shape.length - 1;
    const dims = isBare ? [1, ...array.dims] : array.dims;
    const isFit = anyShape || shape.every((size, axis) => size < 1 || size === dims[axis]);
    const isWhole = dims.length === shape.length || anyShape;
    if (!isFit || !isWhole || elementsOf(dims) !== array.data.length) return fill;
    return { ...fill, kind: 'numbers', numbers: [...array.data], dims };
  });
}

/** This network fed with the numbers of the file; input: of the picture's, undefined where the file has none. */
async function fedOwn(means: Means, input: KeptValue | undefined, fills: readonly InputFill[]) {
  const { controller, state } = means.playground;
  const { model, instead } = controller.sources();
  const [source, shown] = [needed(model), needed(state.model)];
  const now = instead ? { ...source, instead: instead as File } : source;
  const network = await means.slots.own.get([source, instead], () => opened(means, now));
  const dims = input?.dims.length === 3 ? [1, ...input.dims] : (input?.dims ?? []);
  const { preprocess } = shown.info;
  const edits = input ? NO_EDITS : state.editor.edits;
  const given = input ? { input: { ...input, dims } } : {};
  const wish = { preprocess, fills, edits, wanted: [], ...given };
  const picture = needed(controller.picture());
  const run = () => network.run(picture, wish).result;
  const result = await run();
  means.check();
  const graph = result.graph ?? network.info.graph;
  const { columns } = loadedModel({ ...shown.info, graph }, undefined);
  return { columns, result, own: networkReader(network), again: { side: 0 as const, run } };
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
  const { fills = [] } = shown.info;
  const given = fillsFrom(arrays, fills);
  const fedInputs = given.filter((fill, at) => fill !== fills[at]).map(({ name }) => name);
  const isFed = input !== undefined || fedInputs.length > 0;
  const run = isFed
    ? await fedOwn(means, input, given)
    : {
        columns: shown.columns,
        result: needed(snapshot),
        own: screenReader(means, needed(snapshot)),
      };
  return {
    columns: run.columns,
    theirs: [...arrays]
      .filter(([name]) => name !== key && !fedInputs.includes(name))
      .map(([name, { dims }]) => ({ name, shape: dims })),
    sides: [
      { ...networkSide(shown.info.title, shown.info, run.result), isShown: !isFed },
      { title: file.name },
    ],
    own: run.own,
    other: async (name) => arrays.get(name),
    ...('again' in run ? { again: run.again } : {}),
    ...(fedInputs.length > 0 ? { fedInputs } : {}),
    ...(takesPicture ? { fed: input ? 'given' : 'picture' } : {}),
  };
}
