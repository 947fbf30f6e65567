// npm run eval -- --calibrate: how far a network's own probabilities can be trusted, and how well it
// notices pictures of other things. What is measured can be written as the metadata of its file.

import { calibrate, halves } from './calibrate.mjs';
import { decodedAhead } from './measure.mjs';
import { assess, auroc, fitMaps, logitRules } from './unfamiliar.mjs';

/** The value whose softmax is the output; the output itself where it is no softmax. */
export function logitsName({ nodes, outputs }) {
  const output = outputs[0].name;
  const last = nodes.find((node) => node.outputs.includes(output));
  return last?.op === 'Softmax' ? last.inputs[0] : output;
}

/** Mean of each channel of [1, C, ...], then the standard deviation of each. */
function channelRow({ dims, data }) {
  const channels = dims[1];
  const size = data.length / channels;
  const maps = Array.from({ length: channels }, (_, c) => data.subarray(c * size, (c + 1) * size));
  const means = maps.map((map) => map.reduce((sum, value) => sum + value, 0) / size);
  const deviations = maps.map((map, c) =>
    Math.sqrt(map.reduce((sum, value) => sum + (value - means[c]) ** 2, 0) / size),
  );
  return [...means, ...deviations];
}

/** What is kept of a picture: the logits, and for each of `maps` its channels' statistics. */
async function observe(session, picture, { logits, maps, preprocess }) {
  const [input] = session.inputNames;
  const kept = await session.run({ [input]: picture }, { keep: [logits, ...maps], preprocess });
  const rows = Object.fromEntries(maps.map((name) => [name, channelRow(kept[name])]));
  return { logits: [...kept[logits].data], rows };
}

/** By the package. Two cells a channel, of the same mean and deviation, score as the whole map does. */
function scoreOf({ Tensor, unfamiliarity }, rule, { logits, rows }) {
  const row = rows[rule.value];
  const channels = (row?.length ?? 0) / 2;
  const tensor = row
    ? new Tensor(
        'float32',
        row
          .slice(0, channels)
          .flatMap((mean, c) => [mean - row[c + channels], mean + row[c + channels]]),
        [1, channels, 2],
      )
    : new Tensor('float32', logits, [1, logits.length]);
  const found = unfamiliarity(rule, tensor);
  if (found === undefined) throw new Error(`The rule for "${rule.value}" gave no score.`);
  return found.score;
}

async function observeAll(session, data, order, wish) {
  const told = wish.told(order.length);
  const found = [];
  for await (const [, picture] of decodedAhead(data.read, order)) {
    found.push(await observe(session, picture, wish));
    told(found.length);
  }
  return found;
}

/** What the network answers to pictures with nothing on them. */
async function blanks(classifier) {
  const results = [];
  for (const [name, level] of Object.entries({ black: 0, grey: 128, white: 255 })) {
    const data = new Uint8ClampedArray(64 * 64 * 4).fill(255);
    for (let at = 0; at < data.length; at++) if (at % 4 !== 3) data[at] = level;
    const picture = { data, width: 64, height: 64 };
    const [raw] = await classifier(picture, { raw: true, top_k: 1 });
    const { predictions, unfamiliar } = await classifier.examine(picture, { top_k: 1 });
    const { isUnfamiliar, score } = unfamiliar ?? {};
    const calibrated = predictions[0].score;
    results.push({ name, answer: raw.label, raw: raw.score, calibrated, score, isUnfamiliar });
  }
  return results;
}

/** How pictures of the right things may differ from the training pictures: a grey level of a pixel. */
const CHANGES = {
  'as they are': ([r, g, b]) => [r, g, b],
  'half as bright': ([r, g, b]) => [r / 2, g / 2, b / 2],
  'half the contrast': ([r, g, b]) => [64 + r / 2, 64 + g / 2, 64 + b / 2],
  'without colours': ([r, g, b]) => new Array(3).fill(0.299 * r + 0.587 * g + 0.114 * b),
};

/** Every ALTERED-th picture that sets no threshold, changed: how many are flagged and right then. */
const ALTERED = 4;

async function altered(classifier, data, columns, order, half) {
  const chosen = order.filter((_, index) => half[index] === 1).filter((_, i) => i % ALTERED === 0);
  const counts = Object.keys(CHANGES).map((name) => ({ name, flagged: 0, right: 0 }));
  for await (const [index, picture] of decodedAhead(data.read, chosen)) {
    for (const count of counts) {
      const changed = picture.data.slice();
      for (let at = 0; at < changed.length; at += 4) {
        changed.set(CHANGES[count.name](changed.subarray(at, at + 3)), at);
      }
      const wish = { ...picture, data: changed };
      const { predictions, unfamiliar } = await classifier.examine(wish, { top_k: 1 });
      if (unfamiliar?.isUnfamiliar) count.flagged += 1 / chosen.length;
      const truth = columns[data.pictures[index].label];
      if (predictions[0].index === truth) count.right += 1 / chosen.length;
    }
  }
  return { count: chosen.length, rows: counts };
}

/** Candidates on the second halves; of both, the first halves fit, set the threshold and choose. */
function compareRules(library, familiar, others, rules, half, otherHalf) {
  return rules.map((rule) => {
    const scores = familiar.map((seen) => scoreOf(library, rule, seen));
    const rest = others.map(({ kind, seen }) => ({ kind, score: scoreOf(library, rule, seen) }));
    const ofHalf = (list, halfOf, which) => list.filter((_, index) => halfOf[index] === which);
    const chosenBy = auroc(
      ofHalf(scores, half, 0),
      ofHalf(rest, otherHalf, 0).map(({ score }) => score),
    );
    const below = rule.inFile ? rule.below : undefined;
    return { rule, chosenBy, ...assess(scores, half, ofHalf(rest, otherHalf, 1), below) };
  });
}

/**
 * library: the package. columns: output index of each class of `data`; order: which pictures, by class
 * and name. others: pictures of other things, their folders being the kinds; undefined leaves the sign
 * out. maps: values whose channels' statistics are tried as a sign. told: of progressLine.
 */
export async function measureHonesty(library, classifier, data, columns, order, options) {
  const { others, maps, told, preprocess } = options;
  const { session } = classifier;
  const logits = logitsName(session.graph());
  const known = session.unfamiliar;
  const inFile = known?.score === 'maps' ? [known.value] : [];
  const wish = { logits, maps: [...new Set([...maps, ...inFile])], preprocess, told };
  const pictures = order.map((index) => data.pictures[index]);
  const half = halves(pictures);
  const familiar = await observeAll(session, data, order, wish);
  const answers = familiar.map((seen, index) => ({
    logits: seen.logits,
    truth: columns[pictures[index].label],
  }));
  const result = {
    logits,
    calibration: calibrate(answers, half, session.temperature),
    blank: await blanks(classifier),
  };
  if (!others) return result;
  const every = [...others.pictures.keys()];
  const seen = await observeAll(session, others, every, wish);
  const rest = seen.map((of, index) => ({
    kind: others.classes[others.pictures[index].label],
    seen: of,
  }));
  const fit = familiar.filter((_, index) => half[index] === 0);
  const fitted = maps.map((name) =>
    fitMaps(
      name,
      fit.map(({ rows }) => rows[name]),
    ),
  );
  const rules = [...logitRules(logits), ...fitted];
  if (known) {
    rules.push({ ...known, inFile: true });
    result.altered = await altered(classifier, data, columns, order, half);
  }
  const otherHalf = halves(others.pictures);
  return { ...result, signs: compareRules(library, familiar, rest, rules, half, otherHalf) };
}

/** metadata_props for models/onnx_file.py: the temperature, and the rule that told best. */
export function asMetadata({ calibration, signs }) {
  const fourDigits = (value) => Math.round(value * 1e4) / 1e4;
  const metadata = { temperature: `${fourDigits(calibration.fitted)}` };
  const [best] = (signs ?? [])
    .filter(({ rule }) => !rule.inFile)
    .sort((a, b) => b.chosenBy - a.chosenBy);
  if (best) {
    const { score, value, ...fitted } = best.rule;
    const [flagged, missed] = [fourDigits(best.flagged), fourDigits(best.missed)];
    const rule = { score, value, ...fitted, below: best.below, flagged, missed };
    metadata.unfamiliar = JSON.stringify(rule);
  }
  return metadata;
}
