// The prepared network as two files, like those of tfjs' own converter: steps as JSON, weights as one
// binary. Converting is done ahead of a visit, so it is no part of the load time.

import { readOnnx } from './onnx.mjs';
import { prepare } from './prepare.mjs';

/** model: bytes of an .onnx file; shape: of its input. Result: { json: string, weights: Buffer }. */
export function storeNetwork(model, shape) {
  const plan = prepare(readOnnx(model), shape);
  const parts = [];
  let floats = 0;
  const place = (array) => {
    parts.push(Buffer.from(array.buffer, array.byteOffset, array.byteLength));
    floats += array.length;
    return [floats - array.length, floats];
  };
  const steps = plan.steps.map((step) =>
    step.weights === undefined
      ? step
      : { ...step, weights: place(step.weights), bias: place(Float32Array.from(step.bias)) },
  );
  return { json: JSON.stringify({ ...plan, steps }), weights: Buffer.concat(parts) };
}
