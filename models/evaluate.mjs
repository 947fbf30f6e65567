// Measures a classifier's accuracy through the npm package, as a user of the page gets it.
//
// Usage: node models/evaluate.mjs --model models/tinyvgg/tinyvgg.onnx --data .cache/imagenette/val-224.rgb
//   --package dist        folder of the built package (npm run build)
//   --limit N             only the first N pictures of a seeded shuffle
//   --json                one JSON object instead of text
//   --record              writes the result into the entry of models/catalog.json with the same SHA-256
//
// --data is <split>-<side>.rgb as models/data.py writes it: uint8, picture after picture, side x side x 3,
// with <split>.labels (uint8 class indices) beside it. The engine does resizing, cropping and normalising.

import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const catalogPath = join(here, 'catalog.json');

function readOptions() {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', default: join(here, 'tinyvgg', 'tinyvgg.onnx') },
      data: { type: 'string', default: join(here, '..', '.cache', 'imagenette', 'val-224.rgb') },
      package: { type: 'string', default: join(here, '..', 'dist') },
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
    },
  });
  return values;
}

/** Opens <split>-<side>.rgb; read(i) returns picture i as RGBA { data, width, height }. */
function openPictures(path) {
  if (!existsSync(path)) throw new Error(`${path} is missing: run models/data.py first.`);
  const match = /^(.+)-(\d+)\.rgb$/.exec(basename(path));
  if (!match) throw new Error(`--data must be named <split>-<side>.rgb, not ${basename(path)}.`);
  const side = Number(match[2]);
  const labels = readFileSync(join(dirname(path), `${match[1]}.labels`));
  const file = openSync(path, 'r');
  const rgb = new Uint8Array(side * side * 3);
  const read = (index) => {
    const got = readSync(file, rgb, 0, rgb.length, index * rgb.length);
    if (got !== rgb.length) throw new Error(`${path} ends before picture ${index}.`);
    const data = new Uint8ClampedArray(side * side * 4).fill(255);
    for (let pixel = 0; pixel < side * side; pixel++) {
      data[pixel * 4] = rgb[pixel * 3];
      data[pixel * 4 + 1] = rgb[pixel * 3 + 1];
      data[pixel * 4 + 2] = rgb[pixel * 3 + 2];
    }
    return { data, width: side, height: side };
  };
  return { labels, read, close: () => closeSync(file) };
}

/** Fisher-Yates with a fixed seed, so that --limit takes the same pictures of every class each time. */
function shuffledIndices(count) {
  const order = Array.from({ length: count }, (_, index) => index);
  let state = 1;
  for (let last = count - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** Runs the classifier over the pictures; returns shares of right answers and the time it took. */
async function measure(classify, pictures, limit) {
  const order = shuffledIndices(pictures.labels.length).slice(0, limit);
  let top1 = 0;
  let top5 = 0;
  let milliseconds = 0;
  for (const index of order) {
    const picture = pictures.read(index);
    const start = performance.now();
    const found = await classify(picture, { top_k: 5 });
    milliseconds += performance.now() - start;
    const rank = found.findIndex((entry) => entry.index === pictures.labels[index]);
    if (rank === 0) top1++;
    if (rank >= 0) top5++;
  }
  const count = order.length;
  return {
    top1: top1 / count,
    top5: top5 / count,
    count,
    picturesPerSecond: (count / milliseconds) * 1000,
  };
}

/** Four decimals: 3,925 pictures do not tell more apart. */
function recordInCatalog(model, result) {
  const catalog = JSON.parse(readFileSync(catalogPath, 'utf8'));
  const sha256 = createHash('sha256').update(model).digest('hex');
  const entry = catalog.models.find((candidate) => candidate.sha256 === sha256);
  if (!entry) throw new Error('models/catalog.json has no entry with the SHA-256 of this model.');
  const share = (value) => Math.round(value * 1e4) / 1e4;
  entry.accuracy = {
    top1: share(result.top1),
    top5: share(result.top5),
    count: result.count,
    measured_by: 'models/evaluate.mjs through the cnn-playground package',
  };
  writeFileSync(catalogPath, `${JSON.stringify(catalog, null, 2)}\n`);
}

/** Imports the built package. */
async function importPackage(folder) {
  const entry = join(resolve(folder), 'index.js');
  if (!existsSync(entry)) throw new Error(`${entry} is missing: run npm run build first.`);
  return import(pathToFileURL(entry).href);
}

async function main() {
  const options = readOptions();
  if (options.record && options.limit)
    throw new Error('--record needs all pictures: leave --limit out.');
  const { createClassifier } = await importPackage(options.package);
  const model = readFileSync(options.model);
  const pictures = openPictures(options.data);
  const classify = await createClassifier(new Uint8Array(model), {});
  try {
    const limit = options.limit === undefined ? undefined : Number(options.limit);
    const result = await measure(classify, pictures, limit);
    if (options.record) recordInCatalog(model, result);
    const percent = (share) => `${(share * 100).toFixed(2)} %`;
    const text =
      `top-1 ${percent(result.top1)}, top-5 ${percent(result.top5)} on ${result.count} pictures, ` +
      `${result.picturesPerSecond.toFixed(0)} pictures/s`;
    console.log(options.json ? JSON.stringify(result) : text);
  } finally {
    pictures.close();
    await classify.release();
  }
}

try {
  await main();
} catch (error) {
  console.error(error.hint ? `${error.message} ${error.hint}` : error.message);
  process.exitCode = 1;
}
