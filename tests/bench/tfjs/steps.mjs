// One ONNX node to one step of the tfjs network: NHWC, weights in tfjs' layouts. A node that cannot be
// expressed is an error: a row of the table is never made by something else than the network.
import { rowsForNhwc, toHwio, transposed } from './weights.mjs';

// An open bound; infinity does not travel as JSON.
const FLOAT_MAX = 3.4028234663852886e38;

function refuse(node, why) {
  throw new Error(`The tfjs network has no ${node.op} ${why}.`);
}

const outSize = (size, before, after, kernel, stride, dilation) =>
  Math.floor((size + before + after - (dilation * (kernel - 1) + 1)) / stride) + 1;

/** Window attributes of Conv and MaxPool: { strides, dilations, pad, size: [outH, outW] }. */
function window(node, [, height, width], [kernelHeight, kernelWidth]) {
  const { attributes } = node;
  if ((attributes.auto_pad ?? 'NOTSET') !== 'NOTSET') refuse(node, 'with auto_pad');
  const strides = attributes.strides ?? [1, 1];
  const dilations = attributes.dilations ?? [1, 1];
  const [top, left, bottom, right] = attributes.pads ?? [0, 0, 0, 0];
  const size = [
    outSize(height, top, bottom, kernelHeight, strides[0], dilations[0]),
    outSize(width, left, right, kernelWidth, strides[1], dilations[1]),
  ];
  const padded = top + left + bottom + right > 0;
  const pads = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  const pad = padded ? pads : 'valid';
  return { strides, dilations, pad, size };
}

const constant = (name, { constants }) => constants.get(name);

function conv(node, context) {
  const [x, w, b] = node.inputs;
  const shape = context.shapes.get(x);
  const kernel = constant(w, context) ?? refuse(node, 'with weights that are computed');
  const [outputs, inputs, height, width] = kernel.dims;
  const group = node.attributes.group ?? 1;
  const depthwise = group > 1 && group === shape[3] && inputs === 1;
  if (group > 1 && !depthwise) refuse(node, 'with groups of several channels');
  const { size, ...settings } = window(node, shape, [height, width]);
  const filter = depthwise
    ? [height, width, group, outputs / group]
    : [height, width, inputs, outputs];
  return {
    op: depthwise ? 'depthwise' : 'conv',
    inputs: [x],
    weights: toHwio(kernel.data, kernel.dims),
    filter,
    bias: b ? constant(b, context).data : new Float32Array(outputs),
    activation: 'linear',
    ...settings,
    shape: [1, ...size, outputs],
  };
}

function gemm(node, context) {
  const { alpha = 1, beta = 1, transA = 0, transB = 0 } = node.attributes;
  const [x, w, b] = node.inputs;
  const matrix = constant(w, context) ?? refuse(node, 'with weights that are computed');
  if (alpha !== 1 || beta !== 1 || transA !== 0) refuse(node, 'with alpha, beta or transA');
  const [rows, columns] = transB ? [...matrix.dims].reverse() : matrix.dims;
  let weights = transB ? transposed(matrix.data, matrix.dims) : Float32Array.from(matrix.data);
  const flattened = context.flattened.get(x);
  if (flattened) weights = rowsForNhwc(weights, flattened);
  const bias = b ? Float32Array.from(constant(b, context).data) : new Float32Array(columns);
  if (bias.length !== columns) refuse(node, 'with a bias that is broadcast');
  const filter = [rows, columns];
  return {
    op: 'gemm',
    inputs: [x],
    weights,
    filter,
    bias,
    activation: 'linear',
    shape: [1, columns],
  };
}

function dividesEvenly({ attributes }, [, height, width]) {
  const { kernel_shape: kernel, strides = [1, 1], pads = [0, 0, 0, 0] } = attributes;
  return [height, width].every(
    (size, axis) => (size + pads[axis] + pads[axis + 2] - kernel[axis]) % strides[axis] === 0,
  );
}

function maxPool(node, context) {
  const kernel = node.attributes.kernel_shape;
  const shape = context.shapes.get(node.inputs[0]);
  const { size, dilations, ...settings } = window(node, shape, kernel);
  if (Math.max(...dilations) > 1) refuse(node, 'with dilations');
  // torchvision's SqueezeNet rounds up where nothing is left to round.
  if (node.attributes.ceil_mode && !dividesEvenly(node, shape)) refuse(node, 'that rounds up');
  return {
    op: 'maxPool',
    inputs: [node.inputs[0]],
    kernel,
    ...settings,
    shape: [1, ...size, shape[3]],
  };
}

function globalAveragePool(node, context) {
  const [, height, width, channels] = context.shapes.get(node.inputs[0]);
  return {
    op: 'averagePool',
    inputs: node.inputs,
    kernel: [height, width],
    shape: [1, 1, 1, channels],
  };
}

function flatten(node, context) {
  const [x] = node.inputs;
  const [, height, width, channels] = context.shapes.get(x);
  if ((node.attributes.axis ?? 1) !== 1) refuse(node, 'with another axis than 1');
  // Where only one pixel is left, both layouts have the same order.
  if (height * width > 1) context.flattened.set(node.outputs[0], [height, width, channels]);
  return { op: 'reshape', inputs: [x], shape: [1, height * width * channels] };
}

function binary(op) {
  return (node, context) => {
    const shapes = node.inputs.map((name) => context.shapes.get(name));
    if (shapes.some((shape) => shape === undefined)) refuse(node, 'with a constant');
    const [a, b] = shapes;
    if (a.length !== b.length) refuse(node, 'of different ranks');
    return { op, inputs: node.inputs, shape: a.map((size, axis) => Math.max(size, b[axis])) };
  };
}

function concat(node, context) {
  const shapes = node.inputs.map((name) => context.shapes.get(name));
  if (node.attributes.axis !== 1 || shapes[0].length !== 4) refuse(node, 'of others than channels');
  const channels = shapes.reduce((sum, shape) => sum + shape[3], 0);
  return { op: 'concat', inputs: node.inputs, shape: [...shapes[0].slice(0, 3), channels] };
}

function clip(node, context) {
  const [x, low, high] = node.inputs;
  const bound = (name, attribute, otherwise) =>
    name ? constant(name, context).data[0] : (node.attributes[attribute] ?? otherwise);
  const least = bound(low, 'min', -FLOAT_MAX);
  const most = bound(high, 'max', FLOAT_MAX);
  const shape = context.shapes.get(x);
  if (least === 0 && most === 6) return { op: 'relu6', inputs: [x], shape };
  return { op: 'clip', inputs: [x], least, most, shape };
}

function softmax(node, context) {
  const shape = context.shapes.get(node.inputs[0]);
  if (shape.length !== 2 || ![1, -1].includes(node.attributes.axis ?? -1)) {
    refuse(node, 'of others than the classes');
  }
  return { op: 'softmax', inputs: node.inputs, shape };
}

function norm(node, context) {
  const [x, ...names] = node.inputs;
  const statistics = names.map((name) => constant(name, context).data);
  const epsilon = node.attributes.epsilon ?? 1e-5;
  return { op: 'norm', inputs: [x], statistics, epsilon, shape: context.shapes.get(x) };
}

const unary = (op, settings) => (node, context) => ({
  op,
  inputs: [node.inputs[0]],
  ...settings?.(node.attributes),
  shape: context.shapes.get(node.inputs[0]),
});

const makers = {
  Add: binary('add'),
  BatchNormalization: norm,
  Clip: clip,
  Concat: concat,
  Conv: conv,
  Flatten: flatten,
  Gemm: gemm,
  GlobalAveragePool: globalAveragePool,
  HardSigmoid: unary('hardSigmoid', ({ alpha = 0.2, beta = 0.5 }) => ({ alpha, beta })),
  HardSwish: unary('hardSwish', () => ({ scale: 1 })),
  MaxPool: maxPool,
  Mul: binary('mul'),
  Relu: unary('relu'),
  Sigmoid: unary('sigmoid'),
  Softmax: softmax,
};

/** context: { constants, shapes (NHWC, by value name), flattened }. */
export function stepOf(node, context) {
  const make = makers[node.op] ?? refuse(node, 'at all');
  return { output: node.outputs[0], ...make(node, context) };
}
