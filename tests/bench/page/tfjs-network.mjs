// Runs prepared steps on tfjs' wasm backend the way its own converter's models run: weights uploaded
// once, NHWC, fused kernels, each value disposed after its last reader.

const kernels = {
  conv: (tf, step, [x], [filter, bias]) =>
    tf.fused.conv2d({
      x,
      filter,
      bias,
      strides: step.strides,
      pad: step.pad,
      dilations: step.dilations,
      activation: step.activation,
    }),
  depthwise: (tf, step, [x], [filter, bias]) =>
    tf.fused.depthwiseConv2d({
      x,
      filter,
      bias,
      strides: step.strides,
      pad: step.pad,
      dilations: step.dilations,
      activation: step.activation,
    }),
  gemm: (tf, step, [a], [b, bias]) => tf.fused.matMul({ a, b, bias, activation: step.activation }),
  maxPool: (tf, step, [x]) => tf.maxPool(x, step.kernel, step.strides, step.pad),
  averagePool: (tf, step, [x]) => tf.avgPool(x, step.kernel, 1, 'valid'),
  reshape: (tf, step, [x]) => tf.reshape(x, step.shape),
  add: (tf, _step, [a, b]) => tf.add(a, b),
  mul: (tf, _step, [a, b]) => tf.mul(a, b),
  concat: (tf, _step, parts) => tf.concat(parts, 3),
  relu: (tf, _step, [x]) => tf.relu(x),
  relu6: (tf, _step, [x]) => tf.relu6(x),
  sigmoid: (tf, _step, [x]) => tf.sigmoid(x),
  softmax: (tf, _step, [x]) => tf.softmax(x),
  clip: (tf, step, [x]) => tf.clipByValue(x, step.least, step.most),
  hardSwish: (tf, { scale }, [x], [three]) =>
    tf.mul(x, tf.clipByValue(tf.add(x, three), 0, 6 * scale)),
};

function upload(tf, step) {
  if (step.op === 'hardSwish') return [tf.scalar(3 * step.scale)];
  if (step.weights === undefined) return [];
  return [tf.tensor(step.weights, step.filter), tf.tensor(step.bias, [step.bias.length])];
}

/**
 * plan: what tests/bench/tfjs/prepare.mjs gives. Result: run(x: Float32Array [1,H,W,C]) to the output, Float32Array.
 */
export function createNetwork(tf, plan) {
  const steps = plan.steps.map((step) => {
    const compute = kernels[step.op];
    if (!compute) throw new Error(`The tfjs network has no step ${step.op} by itself.`);
    return { ...step, weights: undefined, compute, constants: upload(tf, step) };
  });
  return (data) => {
    const values = new Map([[plan.input, tf.tensor(data, plan.shape)]]);
    for (const step of steps) {
      const inputs = step.inputs.map((name) => values.get(name));
      // Of a step of several kernels, tidy leaves the last's result alone.
      values.set(
        step.output,
        tf.tidy(() => step.compute(tf, step, inputs, step.constants)),
      );
      for (const name of step.done) {
        values.get(name).dispose();
        values.delete(name);
      }
    }
    const output = values.get(plan.output);
    const result = output.dataSync();
    output.dispose();
    return result;
  };
}
