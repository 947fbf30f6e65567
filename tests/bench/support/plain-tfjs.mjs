// The few operators of tfjs that the networks use, as plain loops on [N,H,W,C]: what the real ones are
// documented to do. With it a prepared network runs in Node, without tfjs.

const size = (shape) => shape.reduce((product, length) => product * length, 1);
const tensor = (data, shape) => {
  if (data.length !== size(shape)) throw new Error(`${data.length} values are no [${shape}].`);
  return { data, shape, dataSync: () => Float32Array.from(data), dispose() {} };
};
const map = (x, of) =>
  tensor(
    x.data.map((value) => of(value)),
    x.shape,
  );

const activations = {
  linear: (value) => value,
  relu: (value) => Math.max(0, value),
  relu6: (value) => Math.min(6, Math.max(0, value)),
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
};

/** b's element for a's index, where sizes of 1 are broadcast. Scalars have no shape. */
function broadcast(a, b, of) {
  const strides = b.shape.map((length, axis) => (length === 1 ? 0 : size(b.shape.slice(axis + 1))));
  const at = (index) => {
    let [rest, position] = [index, 0];
    for (let axis = a.shape.length - 1; axis >= 0; axis--) {
      position += (rest % a.shape[axis]) * (strides[axis] ?? 0);
      rest = Math.floor(rest / a.shape[axis]);
    }
    return position;
  };
  return tensor(
    a.data.map((value, index) => of(value, b.data[at(index)])),
    a.shape,
  );
}

/** A smaller second operand is broadcast; a smaller first one is swapped: both are commutative. */
const binary = (of) => (a, b) =>
  a.data.length < b.data.length ? broadcast(b, a, of) : broadcast(a, b, of);

/** Calls visit(output index, channel, pixels) a window; pixels: [[offset into x, offset into kernel]]. */
function windows(x, [kernelHeight, kernelWidth], { strides, pad, dilations = [1, 1] }, visit) {
  const [, height, width, channels] = x.shape;
  const [top, bottom, left, right] = pad === 'valid' ? [0, 0, 0, 0] : pad.slice(1, 3).flat();
  const count = (length, kernel, axis) =>
    Math.floor((length - dilations[axis] * (kernel - 1) - 1) / strides[axis]) + 1;
  const out = [
    count(height + top + bottom, kernelHeight, 0),
    count(width + left + right, kernelWidth, 1),
  ];
  for (let p = 0; p < out[0] * out[1]; p++) {
    const pixels = [];
    for (let k = 0; k < kernelHeight * kernelWidth; k++) {
      const y =
        Math.floor(p / out[1]) * strides[0] - top + Math.floor(k / kernelWidth) * dilations[0];
      const z = (p % out[1]) * strides[1] - left + (k % kernelWidth) * dilations[1];
      if (y >= 0 && y < height && z >= 0 && z < width) pixels.push([(y * width + z) * channels, k]);
    }
    visit(p, pixels);
  }
  return out;
}

function conv2d({ x, filter, bias, activation, ...settings }) {
  const [, , inputs, outputs] = filter.shape;
  const result = [];
  const out = windows(x, filter.shape, settings, (p, pixels) => {
    for (let o = 0; o < outputs; o++) {
      let sum = bias.data[o];
      for (const [from, k] of pixels) {
        for (let i = 0; i < inputs; i++) {
          sum += x.data[from + i] * filter.data[(k * inputs + i) * outputs + o];
        }
      }
      result[p * outputs + o] = activations[activation](sum);
    }
  });
  return tensor(result, [1, ...out, outputs]);
}

function depthwiseConv2d({ x, filter, bias, activation, ...settings }) {
  const [, , channels, multiplier] = filter.shape;
  const outputs = channels * multiplier;
  const result = [];
  const out = windows(x, filter.shape, settings, (p, pixels) => {
    for (let o = 0; o < outputs; o++) {
      const channel = Math.floor(o / multiplier);
      const sum = pixels.reduce(
        (total, [from, k]) => total + x.data[from + channel] * filter.data[k * outputs + o],
        bias.data[o],
      );
      result[p * outputs + o] = activations[activation](sum);
    }
  });
  return tensor(result, [1, ...out, outputs]);
}

function pool(x, kernel, strides, pad, combine) {
  const channels = x.shape[3];
  const result = [];
  const out = windows(x, kernel, { strides, pad }, (p, pixels) => {
    for (let c = 0; c < channels; c++) {
      result[p * channels + c] = combine(pixels.map(([from]) => x.data[from + c]));
    }
  });
  return tensor(result, [1, ...out, channels]);
}

function matMul({ a, b, bias, activation }) {
  const [rows, columns] = b.shape;
  const result = Array.from({ length: columns }, (_, column) => {
    let sum = bias.data[column];
    for (let row = 0; row < rows; row++) sum += a.data[row] * b.data[row * columns + column];
    return activations[activation](sum);
  });
  return tensor(result, [1, columns]);
}

function concat(parts, axis) {
  const outer = size(parts[0].shape.slice(0, axis));
  const inner = parts.map(({ shape }) => size(shape.slice(axis)));
  const data = [];
  for (let i = 0; i < outer; i++) {
    parts.forEach((part, p) => {
      data.push(...part.data.slice(i * inner[p], (i + 1) * inner[p]));
    });
  }
  const shape = parts[0].shape.with(
    axis,
    parts.reduce((sum, part) => sum + part.shape[axis], 0),
  );
  return tensor(data, shape);
}

function softmax(x) {
  const exponentials = [...x.data].map((value) => Math.exp(value - Math.max(...x.data)));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return tensor(
    exponentials.map((value) => value / sum),
    x.shape,
  );
}

export const plainTfjs = {
  fused: { conv2d, depthwiseConv2d, matMul },
  add: binary((a, b) => a + b),
  mul: binary((a, b) => a * b),
  maxPool: (x, kernel, strides, pad) => pool(x, kernel, strides, pad, (all) => Math.max(...all)),
  avgPool: (x, kernel, stride, pad) =>
    pool(x, kernel, [stride, stride], pad, (all) => all.reduce((a, b) => a + b) / all.length),
  relu: (x) => map(x, activations.relu),
  relu6: (x) => map(x, activations.relu6),
  sigmoid: (x) => map(x, activations.sigmoid),
  clipByValue: (x, least, most) => map(x, (value) => Math.min(most, Math.max(least, value))),
  reshape: (x, shape) => tensor(x.data, shape),
  scalar: (value) => tensor([value], []),
  tidy: (work) => work(),
  concat,
  softmax,
  tensor,
};
