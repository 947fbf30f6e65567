// The files that mutations begin with: those that PyTorch wrote for the tests (tests/golden/pytorch).

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openZip } from '../../../web/src/pytorch/files/zip.js';
import type { Original } from './mutate.js';

/** Archives of torch.save are taken apart, so that their pickles can be changed. */
export async function originalsIn(folder: string): Promise<Original[]> {
  const names = readdirSync(folder).filter((name) => /\.(pth|pt|pkl|safetensors)$/.test(name));
  return Promise.all(
    names.sort().map((name) => original(new Uint8Array(readFileSync(join(folder, name))))),
  );
}

async function original(bytes: Uint8Array): Promise<Original> {
  if (bytes[0] !== 0x50) return { bytes };
  const zip = openZip(bytes);
  const pickle = await zip.read(zip.names.find((name) => name.endsWith('/data.pkl')) ?? '');
  if (pickle === undefined) return { bytes };
  const storages: Record<string, Uint8Array> = {};
  for (const name of zip.names) {
    const key = /\/data\/([^/]+)$/.exec(name)?.[1];
    const data = key === undefined ? undefined : await zip.read(name);
    if (key !== undefined && data !== undefined) storages[key] = data;
  }
  return { bytes, parts: { pickle, storages } };
}
