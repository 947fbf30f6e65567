// cnn-pytorch.mjs: reads files of weights, as PyTorch and safetensors write them. The worker fetches it when the first
// such file comes.

import type {
  Assume,
  ElementCount,
  RecognisedWeights,
  WeightsFigures,
  WeightsReader,
} from '../protocol/index.js';
import { exportLines } from './export-lines.js';
import * as families from './families/index.js';
import { figuresOf } from './figures.js';
import { everyKeyBegins, readWeights, type WeightsFile, withoutPrefix } from './read.js';
import { Refusal, shown } from './refusal.js';
import type { StateDict } from './state-dict.js';

/**
 * What frameworks put before all keys, and people's own classes too: these come off only where the network is
 * not known with them.
 */
const OUTER = ['model.', 'net.', 'network.', 'encoder.', 'backbone.'];

async function recognise(
  bytes: Uint8Array,
  name: string,
  assume: Assume,
): Promise<RecognisedWeights> {
  const file = await readWeights(bytes);
  const found = recognised(file, assume);
  if (found === undefined) throw unknown(file, name);
  const { format, path, state } = file;
  return {
    source: { format, family: found.family, name: found.name, path, weights: counted(state) },
    assumptions: found.assumptions,
    onnx: found.toOnnx() as Uint8Array<ArrayBuffer>,
  };
}

function counted(state: StateDict): ElementCount[] {
  const counts = new Map<string, number>();
  for (const { type, dims } of state.values())
    counts.set(type, (counts.get(type) ?? 0) + dims.reduce((size, dim) => size * dim, 1));
  const all = [...counts].map(([type, elements]) => ({ type, elements }));
  return all.sort((a, b) => b.elements - a.elements);
}

function recognised(file: WeightsFile, assume: Assume): families.Recognised | undefined {
  const outer = OUTER.find((prefix) => everyKeyBegins(file.state, prefix));
  const files = outer === undefined ? [file] : [file, withoutPrefix(file, outer)];
  const found: families.Recognised[] = [];
  let refused: unknown;
  for (const { state, modules } of files) {
    try {
      const network = families.recognise(state, assume, modules ? { modules } : {});
      if (network !== undefined) found.push(network);
    } catch (thrown) {
      refused ??= thrown;
    }
  }
  // With the outer name a network that is known is a plain chain of layers.
  const first = found.find(({ family }) => family !== 'sequential') ?? found[0];
  if (first === undefined && refused !== undefined) throw asRefusal(refused);
  return first;
}

/** Assumptions that do not fit are the user's mistake. */
function asRefusal(thrown: unknown): unknown {
  const { message, hint } = thrown as { message?: unknown; hint?: unknown };
  if (typeof message !== 'string' || typeof hint !== 'string') return thrown;
  return new Refusal('invalid-argument', message, hint);
}

function unknown(file: WeightsFile, name: string): Refusal {
  const { state } = file;
  const first = [...state]
    .slice(0, 3)
    .map(([key, { dims }]) => `${shown(key)} [${dims.join(', ')}]`);
  const near = families.nearest(state);
  return new Refusal(
    'unknown-network',
    `The file holds the weights of a network that is not recognised: ${state.size} tensors, ` +
      `${first.join(', ')}${state.size > 3 ? ' and so on' : ''}.` +
      (near ? ` ${near.name} comes nearest, but ${near.departs}.` : ''),
    'Weights do not tell how a network is wired. In Python, where its class is, write it as ONNX and open that:\n' +
      exportLines(file, name),
  );
}

const WHOLE = /^u?int|^bool/;

async function figures(bytes: Uint8Array, name: string): Promise<WeightsFigures> {
  const file = await readWeights(bytes);
  const tensors = figuresOf(file.state);
  const counted = tensors.filter(({ type }) => !WHOLE.test(type));
  return {
    format: file.format,
    path: file.path,
    tensors,
    parameters: counted.reduce((sum, { dims }) => sum + dims.reduce((n, size) => n * size, 1), 0),
    exportLines: exportLines(file, name),
  };
}

const reader: WeightsReader = { recognise, figures };
export default reader;
