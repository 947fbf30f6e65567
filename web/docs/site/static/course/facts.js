// What formulas of the course can ask for. Every answer is read from the engine: from its description of a network,
// from a run on a picture, or from a network of one node that is made for the question.

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
function ofOneNode(run) {
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

/** What the engine says of a network without running it. */
function ofGraph({ session }) {
  const { nodes, initializers } = session.graph();
  const nodeOf = (layer) => {
    const node = nodes.find(({ name, outputs }) => name === layer || outputs.includes(layer));
    if (!node) throw new Error(`The network has no layer "${layer}".`);
    return node;
  };
  const count = (op) => nodes.filter((node) => node.op === op).length;
  return {
    nodeOf,
    facts: {
      params: (layer) => (layer === undefined ? session.graph().params : nodeOf(layer).params),
      count,
      lacks: (layer) => nodes.every(({ name }) => name !== layer),
      has: (layer) => nodes.some(({ name }) => name === layer),
      kernels: (layer) => shapeOf(initializers, nodeOf(layer))[0],
      kernelDepth: (layer) => shapeOf(initializers, nodeOf(layer))[1],
      kernelSize: (layer) => shapeOf(initializers, nodeOf(layer))[2],
      groups: (layer) => nodeOf(layer).attributes.group ?? 1,
      field: (layer) => fieldOf(nodes, nodeOf(layer)),
    },
  };
}

const shapeOf = (initializers, { inputs }) => {
  const weight = initializers.find(({ name }) => name === inputs[1]);
  if (!weight) throw new Error('This layer has no kernels.');
  return weight.shape;
};

/** Side of the part of the input that a cell can depend on, where nothing is cut off at the edge. */
function fieldOf(nodes, last) {
  const fields = new Map();
  const ofValue = (name) => {
    const node = nodes.find(({ outputs }) => outputs.includes(name));
    if (!node) return { side: 1, step: 1 };
    if (!fields.has(name)) fields.set(name, after(node));
    return fields.get(name);
  };
  function after({ inputs, attributes }) {
    const [first, ...others] = inputs.map(ofValue);
    const before = others.reduce((a, b) => (b.side > a.side ? b : a), first);
    const kernel = attributes.kernel_shape?.[0] ?? 1;
    const reach = (kernel - 1) * (attributes.dilations?.[0] ?? 1);
    return {
      side: before.side + reach * before.step,
      step: before.step * (attributes.strides?.[0] ?? 1),
    };
  }
  return after(last).side;
}

/** What a run on a picture gave. values: by name; probabilities: by class. */
function ofRun({ session, nodeOf, values, cover, scores }) {
  const labels = session.labels ?? [];
  const output = session.outputNames[0];
  const tensorOf = async (layer) => {
    const name = session.inputNames.includes(layer) ? layer : nodeOf(layer).outputs[0];
    return (await values())[name];
  };
  const classOf = (label) => {
    const index = labels.indexOf(label);
    if (index < 0) throw new Error(`The network has no class "${label}".`);
    return index;
  };
  async function ranked() {
    const { data } = await tensorOf(output);
    return [...data.keys()].sort((a, b) => data[b] - data[a]);
  }
  async function channelOf(layer, channel) {
    const { dims, data } = await tensorOf(layer);
    if (channel === undefined) return data;
    const size = (dims[2] ?? 1) * (dims[3] ?? 1);
    if (!(channel >= 0 && channel < dims[1]))
      throw new Error(`${layer} has channels 0 to ${dims[1] - 1}, and no ${channel}.`);
    return data.subarray(channel * size, (channel + 1) * size);
  }
  const share = async (layer, channel, test) => {
    const data = await channelOf(layer, channel);
    return data.filter(test).length / data.length;
  };
  const weightOf = async (layer, at) =>
    (await session.values([nodeOf(layer).inputs[at]]))[nodeOf(layer).inputs[at]];
  return {
    /** Multiply-accumulates of a layer, or of all, at the size of the picture that was fed. */
    async macs(layer) {
      await values();
      const { macs, nodes } = session.graph();
      return layer === undefined ? macs : nodes.find(({ name }) => name === layer).macs;
    },
    channels: async (layer) => (await tensorOf(layer)).dims[1],
    height: async (layer) => (await tensorOf(layer)).dims[2],
    width: async (layer) => (await tensorOf(layer)).dims[3],
    numbers: async (layer) => (await tensorOf(layer)).data.length,
    async cell(layer, channel, y = 0, x = 0) {
      const { dims } = await tensorOf(layer);
      return (await channelOf(layer, channel))[y * (dims[3] ?? 1) + x];
    },
    lowest: async (layer, channel) =>
      (await channelOf(layer, channel)).reduce((a, b) => Math.min(a, b)),
    highest: async (layer, channel) =>
      (await channelOf(layer, channel)).reduce((a, b) => Math.max(a, b)),
    async mean(layer, channel) {
      const data = await channelOf(layer, channel);
      return data.reduce((sum, value) => sum + value, 0) / data.length;
    },
    negative: (layer, channel) => share(layer, channel, (value) => value < 0),
    zero: (layer, channel) => share(layer, channel, (value) => value === 0),
    async weight(layer, kernel, channel, y, x) {
      const { dims, data } = await weightOf(layer, 1);
      return data[((kernel * dims[1] + channel) * dims[2] + y) * dims[3] + x];
    },
    bias: async (layer, channel) => (await weightOf(layer, 2)).data[channel],
    /** The name of the class in that place, from 1. */
    answer: async (place = 1) => labels[(await ranked())[place - 1]] ?? '',
    /** Probability of a class by its name, or by its place from 1, calibrated as everywhere on the page. */
    async probability(which = 1) {
      const index = typeof which === 'number' ? (await ranked())[which - 1] : classOf(which);
      return scores(await tensorOf(output))[index];
    },
    logit: async (label) => (await tensorOf('logits')).data[classOf(label)],
    /** What a channel of the last maps adds to the score of a class, through the layer `dense`. */
    async contribution(label, channel) {
      const maps = await tensorOf('max_pool_2');
      const { dims, data } = await weightOf('dense', 1);
      const size = maps.dims[2] * maps.dims[3];
      const from = channel * size;
      const weights = data.subarray(classOf(label) * dims[1] + from);
      return maps.data
        .subarray(from, from + size)
        .reduce((sum, value, at) => sum + value * weights[at], 0);
    },
    /** Probability of the class of the first place, once the part of the input from (y, x) on is grey. */
    async covered(y, x, height, width) {
      const index = (await ranked())[0];
      return scores(await cover({ y, x, height, width }))[index];
    },
  };
}

/** A copy of an input with a part of it grey, as the view "why" covers it. */
function greyed({ dims, data }, { y, x, height, width }, { divisor, mean, std }) {
  const copy = data.slice();
  const [, channels, rows, columns] = dims;
  for (let c = 0; c < channels; c++)
    for (let row = y; row < Math.min(y + height, rows); row++)
      for (let column = x; column < Math.min(x + width, columns); column++)
        copy[(c * rows + row) * columns + column] = (128 / divisor - mean[c]) / std[c];
  return copy;
}

/**
 * What formulas can call, about one network and one picture. engine: { open(model), picture(), runBytes(bytes, x),
 * tensor(data, dims), scores(session, output) }; open resolves to a session of the package, picture to what its run()
 * takes, scores gives probabilities by class.
 */
export async function factsOf(engine, model) {
  const session = await engine.open(model);
  const { nodeOf, facts } = ofGraph({ session });
  const input = session.inputNames[0];
  let run;
  const values = () => {
    run ??= (async () => {
      const feeds = { [input]: await engine.picture() };
      return session.run(feeds, {
        keep: [input, ...session.graph().nodes.map(({ outputs }) => outputs[0])],
      });
    })();
    return run;
  };
  async function cover(box) {
    const base = (await values())[input];
    const tensor = engine.tensor(greyed(base, box, session.preprocess), base.dims);
    return (await session.run({ [input]: tensor }))[session.outputNames[0]];
  }
  const scores = (output) => engine.scores(session, output);
  return {
    ...facts,
    ...ofOneNode(engine.runBytes),
    ...ofRun({ session, nodeOf, values, cover, scores }),
  };
}
