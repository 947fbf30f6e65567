// Runs a classifier over pictures and counts its answers.

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

/**
 * Which output index stands for each class of the data, -1 for none. Throws where the network
 * knows no class of the data.
 */
export function matchClasses(classes, labels) {
  const indexOf = new Map(labels.map((label, index) => [plain(label), index]));
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

/**
 * classify: of createClassifier; data: of openPictures; columns: output index of each class of the
 * data. order: which pictures. told(done): called after each.
 * Resolves to { top1, top5, count, picturesPerSecond, answers: [{ index, answer }] }, where answer
 * is an output index.
 */
export async function measure(classify, data, columns, order, told) {
  const answers = [];
  let top1 = 0;
  let top5 = 0;
  const start = performance.now();
  for await (const [index, picture] of decodedAhead(data.read, order)) {
    const found = await classify(picture, { top_k: 5 });
    const rank = found.findIndex((entry) => entry.index === columns[data.pictures[index].label]);
    if (rank === 0) top1++;
    if (rank >= 0) top5++;
    answers.push({ index, answer: found[0].index });
    told(answers.length);
  }
  const count = order.length;
  const seconds = (performance.now() - start) / 1000;
  return {
    top1: top1 / count,
    top5: top5 / count,
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
