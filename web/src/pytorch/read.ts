// From the bytes of a file to its tensors, whichever of PyTorch's formats it has.

import { containerOf, type WeightsContainer, type WeightsFormat } from '../protocol/index.js';
import { findWeights } from './checkpoint.js';
import { readLegacy } from './files/legacy.js';
import { readSafetensors } from './files/safetensors.js';
import { readTorchZip } from './files/torch-zip.js';
import { LIMITS } from './limits.js';
import { Refusal } from './refusal.js';
import type { StateDict } from './state-dict.js';

export interface WeightsFile {
  readonly format: WeightsFormat;
  /** At least one tensor. */
  readonly state: StateDict;
  /** Every submodule's name, where the file lists them. */
  readonly modules: readonly string[] | undefined;
  /** Names within the checkpoint that lead to the weights; empty where it holds nothing else. */
  readonly path: readonly string[];
  /** What was taken off the beginning of every key: 'module.', or ''. */
  readonly prefix: string;
}

/** What wrappers put before every key: DataParallel, and torch.compile. */
const WRAPPERS = ['module.', '_orig_mod.'];

/**
 * Reads a .pth, .pt or .safetensors file. Nothing in it is run, and a file of N bytes takes a small multiple of
 * N bytes of memory: limits.ts has all bounds. The tensors are views of `bytes`, which has to stay as it is.
 *
 * @throws Refusal, whose data say what is wrong, where, and what to do.
 *
 * @example
 * ```ts
 * const { state } = await readWeights(new Uint8Array(await file.arrayBuffer()));
 * for (const [name, { dims, floats }] of state) console.log(name, dims, floats()[0]);
 * ```
 */
export async function readWeights(bytes: Uint8Array): Promise<WeightsFile> {
  const file = await readAs(containerOf(bytes), bytes);
  if (file.state.size === 0)
    throw new Refusal(
      'not-a-model',
      'The file holds no tensors.',
      'Save the weights of a network in it.',
    );
  return unwrapped(file, LIMITS.nesting);
}

async function readAs(
  container: WeightsContainer | undefined,
  bytes: Uint8Array,
): Promise<WeightsFile> {
  if (container === 'safetensors') {
    const state = readSafetensors(bytes);
    return { format: 'safetensors', state, modules: undefined, path: [], prefix: '' };
  }
  if (container === undefined) {
    const hint = 'Give a .pth, .pt or .safetensors file.';
    throw new Refusal('not-a-model', 'The file is none that PyTorch or safetensors write.', hint);
  }
  const isZip = container === 'zip';
  const checkpoint = isZip ? await readTorchZip(bytes) : readLegacy(bytes);
  const { tensors, modules, path } = await findWeights(checkpoint);
  const format = isZip ? 'pytorch' : 'pytorch-legacy';
  return { format, state: tensors, modules, path, prefix: '' };
}

/** Without what wrappers put before all keys; at most `times` of them. */
function unwrapped(file: WeightsFile, times: number): WeightsFile {
  const prefix = WRAPPERS.find((wrapper) => everyKeyBegins(file.state, wrapper));
  if (prefix === undefined || times === 0) return file;
  return unwrapped(withoutPrefix(file, prefix), times - 1);
}

export const everyKeyBegins = (state: StateDict, prefix: string): boolean =>
  [...state.keys()].every((key) => key.startsWith(prefix));

/** The same file where every key begins with `prefix`, without it. */
export function withoutPrefix(file: WeightsFile, prefix: string): WeightsFile {
  const { state, modules } = file;
  const within = modules?.filter((name) => `${name}.`.startsWith(prefix));
  return {
    ...file,
    state: new Map([...state].map(([key, tensor]) => [key.slice(prefix.length), tensor])),
    modules: within?.map((name) => name.slice(prefix.length)),
    prefix: file.prefix + prefix,
  };
}
