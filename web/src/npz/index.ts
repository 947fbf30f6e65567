// Reads files of named arrays, as numpy.savez and numpy.savez_compressed write them.

import { openZip } from '../pytorch/files/zip.js';
import { Refusal } from '../pytorch/refusal.js';
import { HELD_BYTES, type NpyArray, readNpy } from './npy.js';
import { NpzRefusal } from './refusal.js';

export type { NpyArray } from './npy.js';
export { type NpzReason, NpzRefusal } from './refusal.js';

/** Arrays of one file, and bytes of all of them: unpacked, and as they are held here. A run of ResNet-50 on one picture has 200 and 160 MB. */
const MOST_ARRAYS = 10_000;
const MOST_BYTES = 2 ** 30;

const ENDING = '.npy';

/** What went wrong with the archive, in place of words about PyTorch's weights. */
function asNpz(thrown: unknown): unknown {
  return thrown instanceof Refusal ? new NpzRefusal('archive', '', thrown.message) : thrown;
}

function opened(bytes: Uint8Array) {
  try {
    return openZip(bytes, MOST_BYTES);
  } catch (thrown) {
    throw asNpz(thrown);
  }
}

/**
 * All arrays by name, in the file's order.
 * @throws NpzRefusal
 */
export async function readNpz(bytes: Uint8Array): Promise<ReadonlyMap<string, NpyArray>> {
  const zip = opened(bytes);
  const names = zip.names.filter((name) => name.endsWith(ENDING));
  if (names.length === 0) throw new NpzRefusal('empty', '');
  if (names.length > MOST_ARRAYS) throw new NpzRefusal('too-many', '', String(names.length));
  const total = names.reduce((sum, name) => sum + zip.sizeOf(name), 0);
  if (!(total <= MOST_BYTES)) throw new NpzRefusal('too-large', '');
  const arrays = new Map<string, NpyArray>();
  // Small types grow: a byte of the file becomes four.
  let room = MOST_BYTES;
  for (const entry of names) {
    const content = await zip.read(entry).catch((thrown: unknown) => {
      throw asNpz(thrown);
    });
    const name = entry.slice(0, -ENDING.length);
    if (!content) continue;
    const array = readNpy(content, name, room);
    room -= HELD_BYTES * array.data.length;
    arrays.set(name, array);
  }
  return arrays;
}
