// Reads the golden values that the scripts in this folder write (format: golden_file.py).

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Reads <name>.tsv and <name>.bin beside this file. Returns, for every value:
 * { name, shape, positions: Uint32Array of flat NCHW positions, expected: Float32Array, min, max, mean };
 * min, max and mean cover all elements, also those that are not listed.
 */
export function readGolden(name) {
  const blob = readFileSync(join(here, `${name}.bin`));
  const bytes = blob.buffer.slice(blob.byteOffset, blob.byteOffset + blob.length);
  const lines = readFileSync(join(here, `${name}.tsv`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const [value, shape, ...numbers] = line.split('\t');
    const [count, indices, data, min, max, mean] = numbers.map(Number);
    const positions =
      indices < 0
        ? Uint32Array.from({ length: count }, (_, i) => i)
        : new Uint32Array(bytes, indices, count);
    const expected = new Float32Array(bytes, data, count);
    return {
      name: value,
      shape: shape.split('x').map(Number),
      positions,
      expected,
      min,
      max,
      mean,
    };
  });
}

/** Largest |actual - expected|; infinite where `actual` has another size or holds a NaN. */
export function maxDifference(value, actual) {
  const elements = value.shape.reduce((product, extent) => product * extent, 1);
  if (actual.length !== elements) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const [i, position] of value.positions.entries()) {
    const difference = Math.abs(actual[position] - value.expected[i]);
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, difference);
  }
  return largest;
}

/** Raw RGB picture of a TinyVGG golden as the input tensor: float32 [1,3,64,64], pixel / 255. */
export function readTinyVggInput(picture) {
  const rgb = readFileSync(join(here, `tinyvgg-${picture}.rgb`));
  const plane = rgb.length / 3;
  const input = new Float32Array(rgb.length);
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      input[channel * plane + pixel] = rgb[pixel * 3 + channel] / 255;
    }
  }
  return input;
}
