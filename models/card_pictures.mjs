// Draws the pictures of a model card: its training curve, its confusion matrix, and how reliable its
// probabilities are.
//
// Usage: npm run --silent eval -- --model ID --json > .cache/eval/ID.json
//        npm run --silent eval -- --model ID --calibrate --json > .cache/eval/ID.calibrate.json
//        node models/card_pictures.mjs --model ID
//   --log FILE    training log, one line an epoch; default .cache/ID/ID.jsonl, else ID.log there
//   --eval FILE   what eval --json printed; default .cache/eval/ID.json
//   --calibration FILE   what eval --calibrate --json printed; default .cache/eval/ID.calibrate.json
//   --out DIR     default models/ID
// Writes training.svg, confusion.svg and reliability.svg, each only where its source exists.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { confusionPicture } from './cards/confusion.mjs';
import { curvePicture, readLog } from './cards/curve.mjs';
import { reliabilityPicture } from './cards/reliability.mjs';
import { BINS } from './evaluate/calibrate.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = { type: 'string' };
const { values } = parseArgs({
  options: { model: text, log: text, eval: text, calibration: text, out: text },
});
const { model } = values;

if (!model) {
  console.error('Say which model: node models/card_pictures.mjs --model ID.');
  process.exit(1);
}

const cache = (...parts) => join(root, '.cache', ...parts);
const logs = [cache(model, `${model}.jsonl`), cache(model, `${model}.log`)];
const log = values.log ?? logs.find((path) => existsSync(path)) ?? logs[0];
const measured = values.eval ?? cache('eval', `${model}.json`);
const calibrated = values.calibration ?? cache('eval', `${model}.calibrate.json`);
const out = values.out ?? join(root, 'models', model);

function draw(name, source, picture) {
  if (!existsSync(source)) {
    console.log(`${name}: not drawn, there is no ${source}.`);
    return;
  }
  writeFileSync(join(out, name), picture(readFileSync(source, 'utf8')));
  console.log(`${join(out, name)}: drawn from ${source}.`);
}

draw('training.svg', log, (content) => curvePicture(readLog(content)));
draw('confusion.svg', measured, (content) => confusionPicture(JSON.parse(content)));
draw('reliability.svg', calibrated, (content) => reliabilityPicture(JSON.parse(content), BINS));
