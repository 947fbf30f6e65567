// An operator that is put in place of one that is not ONNX's own.

import { expect, test } from 'vitest';
import { fieldsOf, textOf, textsOf } from '../../../web/src/onnx-edit/fields.js';
import { applyChanges, type Change } from '../../../web/src/onnx-edit/index.js';
import { onnxModel } from '../support/onnx-model.js';

const SHAPE = [1, 2, 1, 1];
const net = onnxModel({
  input: SHAPE,
  nodes: [{ op: 'Gelu', inputs: ['input'], output: 'y', domain: 'com.microsoft' }],
  weights: {},
});

/** Operator and domain of the first node. NodeProto: op_type 4, domain 7. */
function operatorOf(bytes: Uint8Array): { op: string; domains: string[] } {
  const graph = fieldsOf(bytes).find(({ number }) => number === 7)?.content ?? new Uint8Array();
  const node = fieldsOf(graph).find(({ number }) => number === 1)?.content ?? new Uint8Array();
  const fields = fieldsOf(node);
  return { op: textOf(fields, 4), domains: textsOf(fields, 7) };
}

test('is found among those of ONNX', () => {
  const changed = applyChanges(net, [{ kind: 'activation', node: 'y', to: 'Relu' }]);
  expect(operatorOf(changed)).toEqual({ op: 'Relu', domains: [] });
});

test('one that stays keeps its domain', () => {
  const half: Change = { kind: 'scale', value: 'y', channel: 0, factor: 0.5, shape: SHAPE };
  expect(operatorOf(applyChanges(net, [half]))).toEqual({ op: 'Gelu', domains: ['com.microsoft'] });
});
