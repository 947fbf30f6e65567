// From tests/golden: PyTorch's values for TinyVGG on raw pictures of 64 x 64, and small ONNX files.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodePng } from './png.js';

const folder = new URL('../../golden/', import.meta.url);

/** A file of tests/golden/onnx. */
export const onnx = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`onnx/${name}.onnx`, folder))));

interface GoldenValue {
  name: string;
  shape: number[];
  positions: Uint32Array;
  expected: Float32Array;
  min: number;
  max: number;
  mean: number;
}

export interface Golden {
  png: Buffer;
  /** Bytes of 64 x 64 RGB. */
  rgb: Uint8Array;
  /** Minimum, maximum and mean of a value over all its elements. */
  range(value: string): { min: number; max: number; mean: number };
  /** Element at a flat position; throws where the golden file does not list it. */
  at(value: string, position: number): number;
  probabilities: Float32Array;
}

export type GoldenPicture = 'gradient' | 'noise' | 'shapes';

export async function golden(picture: GoldenPicture): Promise<Golden> {
  const reader: { readGolden(name: string): GoldenValue[] } = await import(
    /* @vite-ignore */ new URL('read-golden.mjs', folder).href
  );
  const values = new Map(
    reader.readGolden(`tinyvgg-${picture}`).map((value) => [value.name, value]),
  );
  const named = (name: string): GoldenValue => {
    const value = values.get(name);
    if (!value) throw new Error(`The golden file has no value ${name}.`);
    return value;
  };
  const rgb = new Uint8Array(
    readFileSync(fileURLToPath(new URL(`tinyvgg-${picture}.rgb`, folder))),
  );
  return {
    rgb,
    png: encodePng(rgb, 64, 64),
    range: named,
    at(name, position) {
      const value = named(name);
      const index = value.positions.indexOf(position);
      if (index < 0) throw new Error(`The golden file does not list ${name}[${position}].`);
      return value.expected[index] as number;
    },
    probabilities: named('output').expected,
  };
}
