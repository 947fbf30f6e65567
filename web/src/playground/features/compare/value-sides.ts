// This network and values of a file: it is fed with the input that came with them.

import { NpzRefusal, readNpz } from '../../../npz/index.js';
import { canHold, MOST_ELEMENTS } from '../../network/fill-limits.js';
import { elementsOf, type InputFill, isWhole } from '../../network/input-fill.js';
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

/** Numbers of a file are float32: larger whole ones may have become others. */
const LARGEST_EXACT = 2 ** 24;

function canTake({ runsAs }: InputFill, value: number): boolean {
  return canHold(runsAs, value) && (!isWhole(runsAs) || Math.abs(value) <= LARGEST_EXACT);
}

/** The input with these numbers; undefined where they do not fit it. */
function filledWith(fill: InputFill, { dims: given, data }: KeptValue): InputFill | undefined {
  const { anyShape, shape } = fill;
  // PyTorch's own values may come without the batch of one.
  const isBare = !anyShape && given.length === shape.length - 1;
  const dims = isBare ? [1, ...given] : given;
  const isFit = anyShape || shape.every((size, axis) => size < 1 || size === dims[axis]);
  const count = elementsOf(dims);
  const isRight = (anyShape || dims.length === shape.length) && count === data.length;
  if (!isFit || !isRight || count < 1 || count > MOST_ELEMENTS) return undefined;
  if (!data.every((value) => canTake(fill, value))) return undefined;
  return { ...fill, kind: 'numbers', numbers: [...data], dims };
}

/** The inputs that take no picture, with what the file has for them. */
export interface Given {
  fills: readonly InputFill[];
  /** Names of those that got the numbers of the file, and of those whose numbers do not fit. */
  fed: readonly string[];
  leftOut: readonly string[];
}

export function fillsFrom(
  arrays: ReadonlyMap<string, KeptValue>,
  fills: readonly InputFill[],
): Given {
  const [fed, leftOut]: [string[], string[]] = [[], []];
  const given = fills.map((fill) => {
    const array = arrays.get(fill.name);
    if (!array) return fill;
    const filled = filledWith(fill, array);
    (filled ? fed : leftOut).push(fill.name);
    return filled ?? fill;
  });
  return { fills: given, fed, leftOut };
}

/** Under which name the file has what the picture's input was fed; another input may be called "input". */
export function inputKey(
  arrays: ReadonlyMap<string, unknown>,
  own: string,
  others: readonly InputFill[],
): string {
  const isOther = others.some(({ name }) => name === INPUT);
  return arrays.has(INPUT) && !isOther ? INPUT : own;
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
  const { fills: own = [], graph } = shown.info;
  const key = inputKey(arrays, graph.inputs[0]?.name ?? INPUT, own);
  // A network without a picture runs on the numbers of its form.
  const takesPicture = !shown.info.hasNoPicture;
  const input = takesPicture ? arrays.get(key) : undefined;
  const { fills, fed: fedInputs, leftOut } = fillsFrom(arrays, own);
  const isFed = input !== undefined || fedInputs.length > 0;
  const run = isFed
    ? await fedOwn(means, input, fills)
    : {
        columns: shown.columns,
        result: needed(snapshot),
        own: screenReader(means, needed(snapshot)),
      };
  return {
    columns: run.columns,
    theirs: [...arrays]
      .filter(([name]) => ![key, ...fedInputs, ...leftOut].includes(name))
      .map(([name, { dims }]) => ({ name, shape: dims })),
    sides: [
      { ...networkSide(shown.info.title, shown.info, run.result), isShown: !isFed },
      { title: file.name },
    ],
    own: run.own,
    other: async (name) => arrays.get(name),
    ...('again' in run ? { again: run.again } : {}),
    ...(fedInputs.length > 0 ? { fedInputs } : {}),
    ...(leftOut.length > 0 ? { leftOut } : {}),
    ...(takesPicture ? { fed: input ? 'given' : 'picture' } : {}),
  };
}
