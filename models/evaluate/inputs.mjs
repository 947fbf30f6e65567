// The engine's input tensor and output of each picture of a folder, for compare.py.
//
// Usage: node models/evaluate/inputs.mjs --model ID-or-file --data DIR --out FILE [--package dist]
// Writes float32, little-endian, input and output after each other, in the order of the file names.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findModel } from './catalog.mjs';
import { decode } from './decode.mjs';

const text = { type: 'string' };
const { values } = parseArgs({ options: { model: text, data: text, out: text, package: text } });
const dist = values.package ?? fileURLToPath(new URL('../../dist', import.meta.url));
const { InferenceSession } = await import(pathToFileURL(join(resolve(dist), 'index.js')).href);

const { bytes, preprocess } = await findModel(values.model);
const session = await InferenceSession.create(bytes);
const [input] = session.inputNames;
const [output] = session.outputNames;
const tensors = [];
for (const name of readdirSync(values.data).sort()) {
  const picture = await decode(readFileSync(join(values.data, name)), name);
  const kept = await session.run({ [input]: picture }, { keep: [input], preprocess });
  for (const name of [input, output]) tensors.push(Buffer.from(kept[name].data.slice().buffer));
}
await session.release();
writeFileSync(values.out, Buffer.concat(tensors));
