// What is printed: a progress line while it runs, figures and the confusion matrix at the end.

const percent = (share) => `${(share * 100).toFixed(2)} %`;

/** told(done) for measure(): one line on stderr, rewritten; nothing unless that is a terminal. */
export function progressLine(total, stream = process.stderr) {
  if (!stream.isTTY) return () => {};
  const start = performance.now();
  let last = 0;
  return (done) => {
    const now = performance.now();
    if (now - last < 200 && done < total) return;
    last = now;
    const speed = done / ((now - start) / 1000);
    stream.write(`\r${done} of ${total} pictures, ${speed.toFixed(0)} a second`);
    if (done === total) stream.write('\r\x1b[K');
  };
}

/** Lines of cells, the first to the left, the others to the right. */
function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function calibrationText({ fitted, inFile, counts, before, after, swapped }) {
  const four = (value) => value.toFixed(4);
  const tested = inFile === undefined ? `${four(fitted)}` : `${inFile}, as in the file`;
  const row = (name, { ece, confidence, confidenceWhereWrong, right }) => [
    name,
    four(ece),
    percent(confidence),
    confidenceWhereWrong === undefined ? '-' : percent(confidenceWhereWrong),
    percent(right),
  ];
  return [
    `Temperature fitted on ${counts[0]} pictures: ${four(fitted)}. On the ${counts[1]} others:`,
    aligned([
      ['', 'ECE', 'mean confidence', 'where wrong', 'right'],
      row('raw', before),
      row(`temperature ${tested}`, after),
    ]),
    `Halves swapped: temperature ${four(swapped.fitted)}, ECE ${four(swapped.before)} raw, ${four(swapped.after)} with it.`,
  ].join('\n');
}

function blankText(blank) {
  const sign = (isUnfamiliar) =>
    isUnfamiliar === undefined ? '-' : isUnfamiliar ? 'unfamiliar' : 'familiar';
  return aligned([
    ['blank', 'answer', 'raw', 'calibrated', 'sign of the file'],
    ...blank.map(({ name, answer, raw, calibrated, isUnfamiliar }) => [
      name,
      answer,
      percent(raw),
      percent(calibrated),
      sign(isUnfamiliar),
    ]),
  ]);
}

function signsText(signs) {
  const kinds = signs[0].kinds.map(({ kind }) => kind);
  const named = ({ rule }) =>
    `${rule.score} of ${rule.value}${rule.inFile ? ', as in the file' : ''}`;
  return [
    'Signs of an unfamiliar picture, on the halves that set no threshold; FPR: others taken for',
    'familiar where 95 % of the validation pictures are.',
    aligned([
      ['', 'AUROC', 'FPR', 'below', 'flagged', 'missed', '(AUROC of the other halves)'],
      ...signs.map((sign) => [
        named(sign),
        sign.auroc.toFixed(3),
        sign.falsePositivesAt95.toFixed(3),
        `${sign.below}`,
        percent(sign.flagged),
        percent(sign.missed),
        sign.chosenBy.toFixed(3),
      ]),
    ]),
    '',
    aligned([
      ['missed, of each kind', ...kinds],
      ['pictures', ...signs[0].kinds.map(({ count }) => `${count}`)],
      ...signs.map((sign) => [named(sign), ...sign.kinds.map(({ missed }) => percent(missed))]),
    ]),
  ].join('\n');
}

function alteredText({ count, rows }) {
  return aligned([
    [`${count} validation pictures`, 'flagged by the file', 'right'],
    ...rows.map(({ name, flagged, right }) => [name, percent(flagged), percent(right)]),
  ]);
}

/** What measureHonesty() found. */
export function honestyText(model, { calibration, blank, signs, altered }) {
  const parts = [calibrationText(calibration), blankText(blank)];
  if (signs) parts.push(signsText(signs));
  if (altered) parts.push(alteredText(altered));
  return `${model}\n${parts.join('\n\n')}`;
}

/** Rows are true classes, columns answers; `names` are those of the rows. */
function table(names, matrix) {
  const heads = [...names.keys()].map((index) => `${index}`);
  if (matrix[0].length > names.length) heads.push('other');
  const longest = Math.max(...names.map((name) => name.length));
  const width = Math.max(
    ...heads.map((head) => head.length),
    ...matrix.flat().map((count) => `${count}`.length),
  );
  const line = (left, cells, right) =>
    `${left.padEnd(longest + 4)}${cells.map((cell) => `${cell}`.padStart(width + 1)).join('')}${right}`;
  const rows = matrix.map((row, index) => {
    const all = row.reduce((sum, count) => sum + count, 0);
    const right = all > 0 ? `  ${percent(row[index] / all).padStart(8)}` : '';
    return line(`${`${index}`.padStart(2)} ${names[index]}`, row, right);
  });
  return [line('', heads, '     right'), ...rows].join('\n');
}

export function asText(result) {
  const { model, classes, top1, top5, group, broad, count, picturesPerSecond, confusion } = result;
  const figures = `${model}: top-1 ${percent(top1)}, top-5 ${percent(top5)} on ${count} pictures`;
  const speed = `${picturesPerSecond.toFixed(picturesPerSecond < 10 ? 1 : 0)} pictures/s`;
  const legend = 'Confusion matrix: a row is the true class, a column the answer.';
  const groups =
    group === undefined
      ? ''
      : `\nThe group of classes with the largest sum is right on ${percent(group)}, the broad one on ${percent(broad)}.`;
  return `${figures}, ${speed}${groups}\n\n${legend}\n${table(classes, confusion)}`;
}
