import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { halfToFloat, readOnnx } from './onnx.mjs';

// Expected values: tests/golden/onnx/README.md.
const bytes = (name) => readFileSync(new URL(`../../golden/onnx/${name}.onnx`, import.meta.url));
const read = (name) => readOnnx(bytes(name));

describe('readOnnx', () => {
  it('reads nodes, attributes, and weights in raw_data', () => {
    const graph = read('kernel-exceeds-input');
    expect(graph.nodes.map(({ op, inputs, outputs }) => ({ op, inputs, outputs }))).toEqual([
      { op: 'Conv', inputs: ['input', 'weight'], outputs: ['output'] },
    ]);
    const { dims, data } = graph.constants.get('weight');
    expect(dims).toEqual([1, 1, 5, 5]);
    expect([...data]).toEqual(Array.from({ length: 25 }, (_, index) => 0.5 + index / 4));
  });

  it('reads every kind of attribute that a classifier has', () => {
    const { attributes } = read('attribute-kinds').nodes[0];
    const values = Object.values(attributes);
    expect(values).toContainEqual(0.5);
    expect(values).toContainEqual(-3);
    expect(values).toContainEqual([1.5, -2.5]);
    expect(values).toContainEqual([1, -1, 2 ** 40]);
    expect(values.find((value) => value.data)?.data).toEqual(Float32Array.of(0.5, 0.75));
  });

  it('reads float_data', () => {
    const weights = [...read('float-data').constants.values()];
    expect(weights.map(({ data }) => [...data])).toEqual([[1, 2, 3, 4]]);
  });

  it('reads float16 weights in both encodings as the same numbers', () => {
    const { constants } = read('float16-weights');
    expect([...constants.get('half').data]).toEqual([1, 2, 3, 4]);
    expect([...constants.get('half_bits').data]).toEqual([1, 2, 3, 4]);
  });

  it('reads int64 weights in both encodings', () => {
    const weights = [...read('int64-weights').constants.values()];
    expect(weights.map(({ data }) => [...data])).toEqual([
      [-1, 2],
      [-1, 2],
    ]);
  });

  it('does not take a weight for an input', () => {
    expect(read('weight-among-inputs').inputs).toEqual(['input']);
  });

  it.each([1, 20, 60, 100])('refuses a file cut after %i bytes', (length) => {
    expect(() => readOnnx(bytes('opset-21').subarray(0, length))).toThrow(/cut off|no ONNX graph/);
  });

  it('refuses a file that is none', () => {
    expect(() => readOnnx(new Uint8Array())).toThrow('The file holds no ONNX graph.');
  });
});

// Worked by hand from IEEE 754-2008, binary16.
describe('halfToFloat', () => {
  it.each([
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x0001, 2 ** -24],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('%i', (bits, expected) => expect(halfToFloat(bits)).toBe(expected));
});
