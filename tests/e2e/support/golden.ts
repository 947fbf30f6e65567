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
  /** The same with the temperature of models/tinyvgg/README.md, as the page shows them. */
  calibrated: Float32Array;
}

const TEMPERATURE = 0.8822;

function calibrate(probabilities: Float32Array): Float32Array {
  const powers = probabilities.map((share) => share ** (1 / TEMPERATURE));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
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
    calibrated: calibrate(named('output').expected),
  };
}

/**
 * A weight of the bundled TinyVGG, straight from the bytes of the file: in a TensorProto raw_data
 * (field 9) follows name (field 8).
 */
export function tinyVggWeight(name: string): Float32Array {
  const path = fileURLToPath(new URL('../../../models/tinyvgg/tinyvgg.onnx', import.meta.url));
  const file = readFileSync(path);
  const mark = Buffer.concat([
    Buffer.from([0x42, name.length]),
    Buffer.from(name),
    Buffer.of(0x4a),
  ]);
  const found = file.indexOf(mark);
  if (found < 0) throw new Error(`The file has no weight ${name} with raw data.`);
  let at = found + mark.length;
  let length = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = file[at++] as number;
    length |= (byte & 127) << shift;
    if (byte < 128) break;
  }
  return new Float32Array(new Uint8Array(file.subarray(at, at + length)).buffer);
}
