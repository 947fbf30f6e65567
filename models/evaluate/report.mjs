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
