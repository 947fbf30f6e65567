// Files that PyTorch wrote (tests/golden/make_pytorch_files.py), and what PyTorch says is in them.

import { readFileSync } from 'node:fs';

const FOLDER = new URL('../../golden/pytorch/', import.meta.url);

export interface ExpectedTensor {
  name: string;
  type: string;
  dims: number[];
  /** As Python writes floats. */
  values: string[];
}

export const pytorchFile = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(name, FOLDER)));

export const expectedTensors: Record<string, ExpectedTensor[]> = JSON.parse(
  readFileSync(new URL('expected.json', FOLDER), 'utf8'),
);

/** "1e-07", "inf", "nan" to a number. */
export const numberOf = (text: string): number =>
  Number(text.replace('inf', 'Infinity').replace('nan', 'NaN'));
