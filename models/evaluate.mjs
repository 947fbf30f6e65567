// Measures a classifier's accuracy through the npm package, as a user of the page gets it.
//
// Usage: npm run eval -- --model ID-or-file --data DIR      (needs npm run build)
//   --model ID        an id of models/catalog.json, or an .onnx file; default tinyvgg
//   --data DIR        a folder of class folders, a .tar of them, or data.py's arrays (the default,
//                     .cache/imagenette); folders are named by class label or WordNet id,
//                     and may be of some of the network's classes only: it answers with any
//   --split NAME      which part, where the data has several; default val
//   --limit N         only the first N pictures of a seeded shuffle
//   --labels FILE     JSON array of the network's class names, for files that do not say them
//   --answers FILE    writes one line a picture: name, true class, answer, separated by tabs
//   --calibrate       instead of the accuracy: expected calibration error with and without the best
//                     temperature, the answers to blank pictures and, with --others, signs of a picture
//                     unlike the training pictures
//   --others DIR      pictures of other things, a folder for each kind (models/others.py)
//   --maps A,B        values whose channels' means and deviations are tried as a sign
//   --metadata FILE   writes what was fitted, for models/onnx_file.py
//   --json            one JSON object instead of text
//   --record          writes the result into the model's entry of models/catalog.json
//   --package DIR     the built package; default dist
//
// The engine does resizing, cropping and normalising; evaluate/decode.mjs does what browsers do.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findModel, recordAccuracy } from './evaluate/catalog.mjs';
import { asMetadata, measureHonesty } from './evaluate/honesty.mjs';
import { confusion, groupCounter, matchClasses, measure, shuffled } from './evaluate/measure.mjs';
import { openPictures } from './evaluate/pictures.mjs';
import { asText, honestyText, progressLine } from './evaluate/report.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function readOptions() {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', default: 'tinyvgg' },
      data: { type: 'string', default: join(root, '.cache', 'imagenette') },
      split: { type: 'string', default: 'val' },
      limit: { type: 'string' },
      labels: { type: 'string' },
      answers: { type: 'string' },
      calibrate: { type: 'boolean', default: false },
      others: { type: 'string' },
      maps: { type: 'string', default: '' },
      metadata: { type: 'string' },
      json: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      package: { type: 'string', default: join(root, 'dist') },
    },
  });
  const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : Number(values.limit);
  if (!(limit >= 1)) throw new Error(`--limit is ${values.limit}: give a whole number from 1.`);
  if (values.record && (limit < Number.POSITIVE_INFINITY || values.split === 'train')) {
    throw new Error('--record needs all validation pictures: leave --limit and --split out.');
  }
  if (!values.calibrate && (values.others || values.maps || values.metadata)) {
    throw new Error('--others, --maps and --metadata go with --calibrate.');
  }
  if (values.calibrate && (values.record || values.answers || values.limit !== undefined)) {
    throw new Error('--calibrate goes without --record, --answers and --limit.');
  }
  return { ...values, limit };
}

/** Imports the built package. */
async function importPackage(folder) {
  const entry = join(resolve(folder), 'index.js');
  if (!existsSync(entry)) {
    throw new Error(`${entry} is missing: the engine has not been built. Run npm run build first.`);
  }
  return import(pathToFileURL(entry).href);
}

/** Which classes of the data the network knows, and the pictures of those that are measured. */
function choose(data, labels, { limit, record }) {
  const columns = matchClasses(data.classes, labels);
  const rows = [...columns.keys()].filter((row) => columns[row] >= 0);
  const left = columns.length - rows.length;
  if (left > 0) console.error(`${left} classes of the data are unknown to the network: left out.`);
  if (record && rows.length !== labels.length) {
    throw new Error(
      `--record needs pictures of all ${labels.length} classes of the network; these are of ${rows.length}.`,
    );
  }
  const known = [...data.pictures.keys()].filter(
    (index) => columns[data.pictures[index].label] >= 0,
  );
  return { columns, rows, order: shuffled(known).slice(0, limit) };
}

function writeAnswers(path, answers, data, columns, labels) {
  const lines = [...answers]
    .sort((a, b) => a.index - b.index)
    .map(({ index, answer }) => {
      const { name, label } = data.pictures[index];
      return `${name}\t${labels[columns[label]]}\t${labels[answer]}\n`;
    });
  writeFileSync(path, lines.join(''));
}

/** Everything that --json prints. */
async function evaluate(classify, model, data, options, answerByGroup) {
  const labels = model.labels ?? classify.session.labels;
  if (!labels) {
    throw new Error(
      `${model.title} does not name its classes: give --labels with a JSON file of them.`,
    );
  }
  const { columns, rows, order } = choose(data, labels, options);
  const told = progressLine(order.length);
  const groups = model.groups ?? classify.session.groups;
  const counter = groups && groupCounter(groups, answerByGroup);
  const { answers, ...figures } = await measure(classify, data, columns, order, told, counter);
  if (options.answers) writeAnswers(options.answers, answers, data, columns, labels);
  return {
    model: model.title,
    ...figures,
    classes: rows.map((row) => data.classes[row]),
    confusion: confusion(answers, data, columns, rows, labels.length),
  };
}

/** Everything that --calibrate --json prints. */
async function evaluateHonesty(library, classify, model, data, options) {
  const labels = model.labels ?? classify.session.labels;
  const { columns, order } = choose(data, labels, options);
  const others = options.others && openPictures(options.others, options.split);
  try {
    const result = await measureHonesty(
      library,
      classify,
      data,
      columns,
      order.toSorted((a, b) => a - b),
      {
        others,
        maps: options.maps.split(',').filter(Boolean),
        told: progressLine,
        preprocess: model.preprocess,
      },
    );
    if (options.metadata) {
      writeFileSync(options.metadata, `${JSON.stringify(asMetadata(result), null, 2)}\n`);
    }
    return { model: model.title, ...result };
  } finally {
    if (others) others.close();
  }
}

async function main() {
  const options = readOptions();
  const library = await importPackage(options.package);
  const { createClassifier, answerByGroup } = library;
  const model = await findModel(options.model);
  if (options.labels) model.labels = JSON.parse(readFileSync(options.labels, 'utf8'));
  if (options.record && !model.entry) {
    throw new Error('models/catalog.json has no entry with the SHA-256 of this model.');
  }
  const data = openPictures(options.data, options.split);
  const { labels, preprocess } = model;
  const classify = await createClassifier(model.bytes, { labels, preprocess });
  try {
    if (options.calibrate) {
      const result = await evaluateHonesty(library, classify, model, data, options);
      console.log(options.json ? JSON.stringify(result) : honestyText(model.title, result));
      return;
    }
    const result = await evaluate(classify, model, data, options, answerByGroup);
    if (options.record) recordAccuracy(model.entry, result);
    console.log(options.json ? JSON.stringify(result) : asText(result));
  } finally {
    data.close();
    await classify.release();
  }
}

/** The engine's messages are phrases, ours are sentences. */
const ended = (text) => text.replace(/[^.!?]$/, '$&.');

try {
  await main();
} catch (error) {
  console.error([error.message, error.hint].filter(Boolean).map(ended).join(' '));
  process.exitCode = 1;
}
