// Runs a classifier over pictures and counts its answers.

import { readFileSync } from 'node:fs';

const imagenet = JSON.parse(readFileSync(new URL('../imagenet-1k.json', import.meta.url), 'utf8'));

/** How many pictures are decoded ahead of the one that the engine works on. */
const AHEAD = 6;

/** Fisher-Yates with a fixed seed, so that --limit takes the same pictures of every class each time. */
export function shuffled(list) {
  const order = [...list];
  let state = 1;
  for (let last = order.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** Names as they are compared: case, underscores and hyphens differ between data sets. */
const plain = (name) =>
  name
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();

/** True of ImageNet's 1,000 classes in their order, even where many have a plainer name. */
function isImageNet(labels) {
  const equal = imagenet.filter((name, index) => plain(name) === plain(labels[index] ?? ''));
  return labels.length === imagenet.length && equal.length > imagenet.length / 2;
}

/**
 * Which output index stands for each class of the data, -1 for none. Throws where the network
 * knows no class of the data.
 */
export function matchClasses(classes, labels) {
  const names = [...(isImageNet(labels) ? imagenet.entries() : []), ...labels.entries()];
  const indexOf = new Map(names.map(([index, label]) => [plain(label), index]));
  const indices = classes.map((name) => indexOf.get(plain(name)) ?? -1);
  if (indices.some((index) => index >= 0)) return indices;
  const few = (names) =>
    names
      .slice(0, 3)
      .map((name) => `"${name}"`)
      .join(', ');
  throw new Error(
    `The network's classes (${few(labels)}, ...) and the data's (${few(classes)}, ...) share no ` +
      'name, so nothing can be measured.',
  );
}

/** Yields [index, decoded picture] in order; decoding runs ahead of the consumer. */
export async function* decodedAhead(read, indices) {
  const pending = [];
  let next = 0;
  try {
    while (next < indices.length || pending.length > 0) {
      while (next < indices.length && pending.length < AHEAD) {
        const picture = read(indices[next]);
        picture.catch(() => {}); // told when its turn comes
        pending.push([indices[next++], picture]);
      }
      const [index, picture] = pending.shift();
      yield [index, await picture];
    }
  } finally {
    await Promise.allSettled(pending.map(([, picture]) => picture));
  }
}

const holds = ({ classes = [] }, index) =>
  classes.some((range) =>
    Array.isArray(range) ? range[0] <= index && index <= range[1] : range === index,
  );

/**
 * Counts right groups; list: of models/README.md's "groups"; answer(predictions, list): the
 * package's answerByGroup.
 */
export function groupCounter(list, answer) {
  const right = { group: 0, broad: 0 };
  const add = (predictions, truth) => {
    const group = list.find((candidate) => holds(candidate, truth));
    const found = answer(predictions, list);
    if (found?.specific.name === group?.name) right.group++;
    if (found?.broad.name === group?.within) right.broad++;
  };
  const shares = (count) => ({ group: right.group / count, broad: right.broad / count });
  return { add, shares };
}

/**
 * classify: of createClassifier; data: of openPictures; columns: output index of each class of the
 * data. order: which pictures. told(done): called after each. counter: a groupCounter, if the
 * classes are in groups.
 * Resolves to { top1, top5, count, picturesPerSecond, answers: [{ index, answer }] }, where answer
 * is an output index, with the counter's { group, broad }.
 */
export async function measure(classify, data, columns, order, told, counter) {
  const answers = [];
  let top1 = 0;
  let top5 = 0;
  const start = performance.now();
  for await (const [index, picture] of decodedAhead(data.read, order)) {
    const found = await classify(picture, { top_k: counter ? Number.MAX_SAFE_INTEGER : 5 });
    const truth = columns[data.pictures[index].label];
    const rank = found.slice(0, 5).findIndex((entry) => entry.index === truth);
    if (rank === 0) top1++;
    if (rank >= 0) top5++;
    counter?.add(found, truth);
    answers.push({ index, answer: found[0].index });
    told(answers.length);
  }
  const count = order.length;
  const seconds = (performance.now() - start) / 1000;
  return {
    top1: top1 / count,
    top5: top5 / count,
    ...counter?.shares(count),
    count,
    picturesPerSecond: count / seconds,
    answers,
  };
}

/**
 * Rows: true class, those of `rows` (positions in the data's classes); columns: the same classes as
 * answers and, where the network has others, one more for all of those.
 */
export function confusion(answers, data, columns, rows, outputs) {
  const columnOf = new Map(rows.map((row, column) => [columns[row], column]));
  const rowOf = new Map(rows.map((row, index) => [row, index]));
  const width = rows.length + Number(outputs > rows.length);
  const table = rows.map(() => new Array(width).fill(0));
  for (const { index, answer } of answers) {
    table[rowOf.get(data.pictures[index].label)][columnOf.get(answer) ?? rows.length]++;
  }
  return table;
}
