// Answers of networks with one node: what a convolution or a pooling makes of a size, or of a few numbers.

import { oneNode } from './one-node.js';

/** "1 2 3 / 4 5 6" as { dims, data }. */
function grid(text) {
  const rows = text.split('/').map((row) => row.trim().split(/\s+/).map(Number));
  const [width] = rows.map((row) => row.length);
  if (rows.some((row) => row.length !== width) || rows.flat().some(Number.isNaN))
    throw new Error(`"${text}" is no grid of numbers: "1 2 / 3 4" is one.`);
  return { dims: [1, 1, rows.length, width], data: rows.flat() };
}

/** From "y,x" of numbers that lie in rows. */
const cellOf = ({ dims, data }, y, x) => data[y * dims.at(-1) + x];

const square = (value) => [value, value];
const allSides = (padding) => [padding, padding, padding, padding];

/** Answers of networks with one node, which the engine opens, checks and runs. run(bytes, x): the output. */
export function ofOneNode(run) {
  const zeros = (...dims) => ({ dims, data: new Float32Array(dims.reduce((a, b) => a * b)) });
  const settings = (kernel, stride, padding) => ({
    kernel_shape: square(kernel),
    strides: square(stride),
    pads: allSides(padding),
  });
  const convolution = (x, weight, bias, attributes) => {
    const weights = { w: weight, b: { dims: [1], data: [bias] } };
    return run(oneNode({ op: 'Conv', attributes, weights, inputDims: x.dims }), x);
  };
  const pooling = (op, x, attributes) => run(oneNode({ op, attributes, inputDims: x.dims }), x);
  return {
    /** Side of a map that a convolution makes of a map with that side. */
    async conv(side, kernel, padding = 0, stride = 1, dilation = 1) {
      const attributes = { ...settings(kernel, stride, padding), dilations: square(dilation) };
      const x = zeros(1, 1, side, side);
      return (await convolution(x, zeros(1, 1, kernel, kernel), 0, attributes)).dims[2];
    },
    async pool(side, kernel, stride = kernel, padding = 0, isCeil = 0) {
      const attributes = { ...settings(kernel, stride, padding), ceil_mode: isCeil };
      return (await pooling('MaxPool', zeros(1, 1, side, side), attributes)).dims[2];
    },
    /** One cell of what a kernel and a bias make of a few numbers. */
    async convolved(numbers, kernel, bias, padding, stride, y, x) {
      const weight = grid(kernel);
      const attributes = settings(weight.dims[2], stride, padding);
      return cellOf(await convolution(grid(numbers), weight, bias, attributes), y, x);
    },
    async maxPooled(numbers, kernel, stride, y, x) {
      const attributes = settings(kernel, stride, 0);
      return cellOf(await pooling('MaxPool', grid(numbers), attributes), y, x);
    },
    async averagePooled(numbers, kernel, stride, y, x) {
      const attributes = settings(kernel, stride, 0);
      return cellOf(await pooling('AveragePool', grid(numbers), attributes), y, x);
    },
    /** What a kernel of 1 x 1 with weights 1 makes of one cell of several channels. */
    async summed(numbers, bias) {
      const { data } = grid(numbers);
      const dims = [1, data.length, 1, 1];
      const ones = { dims, data: data.map(() => 1) };
      return (await convolution({ dims, data }, ones, bias, settings(1, 1, 0))).data[0];
    },
    async relued(value) {
      return (
        await run(oneNode({ op: 'Relu', inputDims: [1, 1] }), { dims: [1, 1], data: [value] })
      ).data[0];
    },
  };
}
