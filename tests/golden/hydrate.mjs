// Rebuilds the golden networks: skeleton graph + seeded weights = a complete ONNX file.
//
// Usage: node tests/golden/hydrate.mjs [output folder, default .cache/golden]
// Writes <name>.onnx and <name>.input.f32 (float32 little-endian, shape in the recipe) for every
// <name>.recipe.json beside this script. Files that are there with the right SHA-256 are kept.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { uniform } from './splitmix.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const defaultOut = join(here, '..', '..', '.cache', 'golden');

// Field numbers of onnx.proto.
const modelGraph = 7;
const graphInitializer = 5;
const tensorName = 8;
const tensorRawData = 9;
const lengthDelimited = 2;

function readVarint(bytes, at) {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, at };
    scale *= 128;
  }
}

function varint(value) {
  const bytes = [];
  while (value >= 128) {
    bytes.push((value % 128) | 0x80);
    value = Math.floor(value / 128);
  }
  return Buffer.from([...bytes, value]);
}

/** Splits a protobuf message into fields: { number, whole (tag and content), body (content if wire type 2) }. */
function* fields(message) {
  const fixedSize = { 1: 8, 5: 4 };
  for (let start = 0; start < message.length; ) {
    const tag = readVarint(message, start);
    const wireType = tag.value % 8;
    let end = tag.at;
    let body;
    if (wireType === lengthDelimited) {
      const length = readVarint(message, tag.at);
      end = length.at + length.value;
      body = message.subarray(length.at, end);
    } else {
      end = wireType === 0 ? readVarint(message, tag.at).at : tag.at + fixedSize[wireType];
    }
    yield { number: Math.floor(tag.value / 8), whole: message.subarray(start, end), body };
    start = end;
  }
}

function field(number, body) {
  return Buffer.concat([varint(number * 8 + lengthDelimited), varint(body.length), body]);
}

/** Copies a message with every field `number` replaced by what `change` makes of its content. */
function mapField(message, number, change) {
  const parts = [...fields(message)].map((f) =>
    f.number === number ? field(number, change(f.body)) : f.whole,
  );
  return Buffer.concat(parts);
}

function floatBytes({ seed, dims, low, high }) {
  const values = uniform(
    seed,
    dims.reduce((product, extent) => product * extent, 1),
    low,
    high,
  );
  return Buffer.from(values.buffer);
}

/** Returns the complete ONNX file of a skeleton and its recipe. */
function hydrate(skeleton, recipe) {
  const weights = new Map(recipe.weights.map((entry) => [entry.name, entry]));
  const fillTensor = (tensor) => {
    const name = [...fields(tensor)].find((f) => f.number === tensorName).body.toString();
    const entry = weights.get(name);
    return entry ? Buffer.concat([tensor, field(tensorRawData, floatBytes(entry))]) : tensor;
  };
  return mapField(skeleton, modelGraph, (graph) => mapField(graph, graphInitializer, fillTensor));
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A half-written file must not pass for a finished one. */
function writeWhole(path, bytes) {
  writeFileSync(`${path}.partial`, bytes);
  renameSync(`${path}.partial`, path);
}

function isCurrent(path, recipe) {
  try {
    return sha256(readFileSync(path)) === recipe.sha256;
  } catch {
    return false;
  }
}

/** Makes every golden network in `out`; throws where a file does not come out as recorded. */
export function hydrateAll(out = defaultOut) {
  mkdirSync(out, { recursive: true });
  const suffix = '.recipe.json';
  for (const file of readdirSync(here).filter((name) => name.endsWith(suffix))) {
    const name = file.slice(0, -suffix.length);
    const recipe = JSON.parse(readFileSync(join(here, file), 'utf8'));
    writeWhole(join(out, `${name}.input.f32`), floatBytes(recipe.input));
    const path = join(out, `${name}.onnx`);
    if (isCurrent(path, recipe)) continue;
    const model = hydrate(readFileSync(join(here, `${name}.skeleton.onnx`)), recipe);
    if (sha256(model) !== recipe.sha256) {
      throw new Error(
        `${path} came out with another SHA-256 than ${file} records: remake both with make_torchvision.py.`,
      );
    }
    writeWhole(path, model);
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  hydrateAll(process.argv[2]);
}
