// What was opened and shut in the map, in the network as a change leaves it: blocks and stages are named by the numbers
// of their layers, which move where another layer comes before them.

import { structureOf } from '../../network/structure.js';
import type { LoadedModel } from '../../run/state.js';

/** Of each layer: its stage, and the block that it is in. */
interface Home {
  stage: string;
  block?: string;
}

/** Layers by what they are in, and what each layer is in. */
function homesOf({ info, columns }: LoadedModel) {
  const homes = new Map<number, Home>();
  const members = new Map<string, number[]>();
  const put = (id: string, column: number) => {
    const known = members.get(id);
    if (known) known.push(column);
    else members.set(id, [column]);
  };
  for (const { id: stage, parts } of structureOf(info.graph, columns).stages) {
    for (const part of parts) {
      const block = part.kind === 'block' ? part.block : undefined;
      for (const column of part.kind === 'block' ? part.block.columns : [part.column]) {
        homes.set(column, { stage, ...(block ? { block: block.id } : {}) });
        put(stage, column);
        if (block) put(block.id, column);
      }
    }
  }
  return { homes, members };
}

export type ToNew = (column: number) => number | undefined;

/** The layer of the same value in the new network; undefined where there is none. */
export function columnMover(before: LoadedModel | undefined, after: LoadedModel): ToNew {
  const columnOf = new Map(after.columns.map(({ value, index }) => [value, index]));
  return (column) => columnOf.get(before?.columns[column]?.value ?? '');
}

type IdIn = (id: string) => string | undefined;

export const movedIds = (ids: ReadonlySet<string>, idIn: IdIn): ReadonlySet<string> =>
  new Set([...ids].flatMap((id) => idIn(id) ?? []));

/** The id that a stage or a block has in the new network; undefined where it is there no more. */
export function idMover(before: LoadedModel, after: LoadedModel, toNew: ToNew): IdIn {
  const { members } = homesOf(before);
  const { homes } = homesOf(after);
  return (id) => {
    const kind = id.startsWith('stage') ? 'stage' : 'block';
    for (const column of members.get(id) ?? []) {
      const moved = homes.get(toNew(column) ?? -1)?.[kind];
      if (moved !== undefined) return moved;
    }
    return undefined;
  };
}
