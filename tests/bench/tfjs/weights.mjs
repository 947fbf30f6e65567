// ONNX weights to the layouts of tfjs. Everything here works on plain arrays.

/** [O,I,H,W] to [H,W,I,O]. A depthwise [C*M,1,H,W] becomes [H,W,C,M]: the same order. */
export function toHwio(data, [outputs, inputs, height, width]) {
  const result = new Float32Array(data.length);
  const area = height * width;
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let p = 0; p < area; p++) {
        result[(p * inputs + i) * outputs + o] = data[(o * inputs + i) * area + p];
      }
    }
  }
  return result;
}

/** [O,K] to [K,O]. */
export const transposed = (data, [rows, columns]) => toHwio(data, [rows, columns, 1, 1]);

/** Weights [K,O] of a flattened [C,H,W] input, for a flattened [H,W,C] one. */
export function rowsForNhwc(data, [height, width, channels]) {
  const area = height * width;
  const outputs = data.length / (area * channels);
  const result = new Float32Array(data.length);
  for (let c = 0; c < channels; c++) {
    for (let p = 0; p < area; p++) {
      const from = (c * area + p) * outputs;
      result.set(data.subarray(from, from + outputs), (p * channels + c) * outputs);
    }
  }
  return result;
}

/** [1,C,H,W] to [1,H,W,C]. */
export const toNhwc = (data, [, channels, height, width]) =>
  toHwio(data, [channels, 1, height, width]);

/** y * factor(channel) + shift(channel) after a convolution, folded into it. */
export function scaleChannels({ weights, bias }, factor, shift) {
  const channels = bias.length;
  return {
    weights: weights.map((value, index) => value * factor(index % channels)),
    bias: bias.map((value, channel) => value * factor(channel) + shift(channel)),
  };
}

/** Factor and shift of a BatchNormalization, by channel. */
export function normFactors([scale, shift, mean, variance], epsilon) {
  const factor = (channel) => scale[channel] / Math.sqrt(variance[channel] + epsilon);
  return { factor, shift: (channel) => shift[channel] - mean[channel] * factor(channel) };
}
