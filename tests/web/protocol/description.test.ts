import { expect, test } from 'vitest';
import type { EngineNode } from '../../../wasm/engine.js';
import { readDescription } from '../../../web/src/protocol/description.js';

// As engine/session_describe.cpp writes it; tests/engine/session/describe_test.cpp holds it to that.
const NODE = {
  name: 'act',
  op: 'LeakyRelu',
  inputs: ['x'],
  outputs: ['y'],
  attributes: {},
  inputShapes: [[1, 2]],
  outputShapes: [[1, 2]],
  params: 0,
  macs: 0,
  facts: 1,
  plainKernel: false,
};

const FACTS = [{ formula: 'x', reads: [{ letter: 'x', input: 0 }] }];

const read = (attributes: object, operators: object = {}) => {
  const nodes = [{ ...NODE, attributes }, NODE];
  const json = JSON.stringify({ producer: 'test', nodes, operators, facts: [[], FACTS] });
  return readDescription(json);
};

test('float attributes are the numbers of their bits', () => {
  const { attributes } = read({
    alpha: { bits: 0x3dcccccd },
    limits: { bits: [0xff800000, 0x7f800000, 0x80000000, 0x7fc00000] },
    axis: -1,
    pads: [0, 1],
    mode: 'bits',
  }).nodes[0] as EngineNode;
  expect(attributes).toEqual({
    alpha: Math.fround(0.1),
    limits: [-Infinity, Infinity, -0, NaN],
    axis: -1,
    pads: [0, 1],
    mode: 'bits',
  });
});

test('every node has the texts of its operator', () => {
  const texts = { help: 'Scales what is negative.', parameters: 'x | alpha=0.01: the factor' };
  const graph = read({}, { LeakyRelu: texts });
  expect(graph.nodes[0]).toMatchObject({ name: 'act', ...texts });
  expect(graph).toMatchObject({ producer: 'test' });
  expect(graph).not.toHaveProperty('operators');
});

test('nodes of which the same is true share it', () => {
  const { nodes, ...rest } = read({});
  expect(nodes[0]?.facts).toEqual(FACTS);
  expect(nodes[1]?.facts).toBe(nodes[0]?.facts);
  expect(rest).not.toHaveProperty('facts');
});
