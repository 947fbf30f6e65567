// What formulas of the course can ask for. Every answer is read from the engine: from its description of a network,
// from a run on a picture, or from a network of one node that is made for the question.

import { ofOneNode } from './one-node-facts.js';

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

/** What a run on a picture gave, layer by layer. tensorOf(layer): its value. */
function ofMaps({ tensorOf, weightOf }) {
  async function channelOf(layer, channel) {
    const { dims, data } = await tensorOf(layer);
    if (channel === undefined) return data;
    const size = (dims[2] ?? 1) * (dims[3] ?? 1);
    if (!(channel >= 0 && channel < dims[1]))
      throw new Error(`${layer} has channels 0 to ${dims[1] - 1}, and no ${channel}.`);
    return data.subarray(channel * size, (channel + 1) * size);
  }
  const folded = async (layer, channel, fold) => (await channelOf(layer, channel)).reduce(fold);
  return {
    channels: async (layer) => (await tensorOf(layer)).dims[1],
    height: async (layer) => (await tensorOf(layer)).dims[2],
    width: async (layer) => (await tensorOf(layer)).dims[3],
    numbers: async (layer) => (await tensorOf(layer)).data.length,
    async cell(layer, channel, y = 0, x = 0) {
      const { dims } = await tensorOf(layer);
      return (await channelOf(layer, channel))[y * (dims[3] ?? 1) + x];
    },
    lowest: (layer, channel) => folded(layer, channel, (a, b) => Math.min(a, b)),
    highest: (layer, channel) => folded(layer, channel, (a, b) => Math.max(a, b)),
    /** Share of the cells that are 0. */
    async zero(layer, channel) {
      const data = await channelOf(layer, channel);
      return data.filter((value) => value === 0).length / data.length;
    },
    async weight(layer, kernel, channel, y, x) {
      const { dims, data } = await weightOf(layer, 1);
      return data[((kernel * dims[1] + channel) * dims[2] + y) * dims[3] + x];
    },
    bias: async (layer, channel) => (await weightOf(layer, 2)).data[channel],
  };
}

/** What it gave as an answer. probabilities(box): by class; with a box, of the picture with that part grey. */
function ofAnswer({ labels, tensorOf, weightOf, probabilities }) {
  const classOf = (label) => {
    const index = labels.indexOf(label);
    if (index < 0) throw new Error(`The network has no class "${label}".`);
    return index;
  };
  async function inPlace(place) {
    const data = await probabilities();
    return [...data.keys()].sort((a, b) => data[b] - data[a])[place - 1];
  }
  return {
    /** The name of the class in that place, from 1. */
    answer: async (place = 1) => labels[await inPlace(place)] ?? '',
    /** Probability of a class by its name, or by its place from 1, calibrated as everywhere on the page. */
    async probability(which = 1) {
      const index = typeof which === 'number' ? await inPlace(which) : classOf(which);
      return (await probabilities())[index];
    },
    logit: async (label) => (await tensorOf('logits')).data[classOf(label)],
    /** What a channel of the last maps adds to the score of a class, through the layer `dense`. */
    async contribution(label, channel) {
      const maps = await tensorOf('max_pool_2');
      const { dims, data } = await weightOf('dense', 1);
      const size = maps.dims[2] * maps.dims[3];
      const from = channel * size;
      const weights = data.subarray(classOf(label) * dims[1] + from);
      const cells = maps.data.subarray(from, from + size);
      return cells.reduce((sum, value, at) => sum + value * weights[at], 0);
    },
    /** Probability of the class of the first place, once the part of the input from (y, x) on is grey. */
    async covered(y, x, height, width) {
      return (await probabilities({ y, x, height, width }))[await inPlace(1)];
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
  const keep = [input, ...session.graph().nodes.map(({ outputs }) => outputs[0])];
  let run;
  const values = () => {
    run ??= engine.picture().then((picture) => session.run({ [input]: picture }, { keep }));
    return run;
  };
  const tensorOf = async (layer) =>
    (await values())[layer === input ? input : nodeOf(layer).outputs[0]];
  const weightOf = async (layer, at) => {
    const name = nodeOf(layer).inputs[at];
    return (await session.values([name]))[name];
  };
  async function coveredRun(box) {
    const base = await tensorOf(input);
    const data = greyed(base, box, session.preprocess);
    return session.run({ [input]: engine.tensor(data, base.dims) });
  }
  const probabilities = async (box) => {
    const given = box ? await coveredRun(box) : await values();
    return engine.scores(session, given[session.outputNames[0]]);
  };
  /** Multiply-accumulates of a layer, or of all, at the size of the picture that was fed. */
  async function macs(layer) {
    await values();
    return layer === undefined ? session.graph().macs : macsOf(session.graph(), layer);
  }
  const labels = session.labels ?? [];
  return {
    ...facts,
    macs,
    ...ofOneNode(engine.runBytes),
    ...ofMaps({ tensorOf, weightOf }),
    ...ofAnswer({ labels, tensorOf, weightOf, probabilities }),
  };
}

const macsOf = ({ nodes }, layer) => nodes.find(({ name }) => name === layer).macs;
