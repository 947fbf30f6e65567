// The confusion matrix as a picture: rows are true classes, columns answers.

import { element, label, svg } from './svg.mjs';

const CELL = 40;
const LETTER = 6.6; // mean width of a letter
const STRONGEST = 0.6; // opacity of a full cell: the number in it stays readable, light and dark

function cell(count, share, isRight, x, y) {
  const box = { x: x + 1, y: y + 1, width: CELL - 2, height: CELL - 2, rx: 3 };
  if (count === 0) return element('rect', { ...box, class: 'empty' });
  // A square root, so that single mistakes can be seen beside hundreds of right answers.
  const opacity = Math.max(0.06, Math.sqrt(share) * STRONGEST).toFixed(2);
  const fill = { class: isRight ? 'right' : 'wrong', 'fill-opacity': opacity };
  const middle = { 'text-anchor': 'middle' };
  return (
    element('rect', { ...box, ...fill }) + label(x + CELL / 2, y + CELL / 2 + 4, count, middle)
  );
}

/** result: what npm run eval -- --json printed. */
export function confusionPicture({ model, classes, confusion, top1, count }) {
  const names = confusion[0].length > classes.length ? [...classes, 'other'] : classes;
  const longest = Math.max(...names.map((name) => name.length)) * LETTER;
  const left = longest + 34;
  const top = longest * 0.72 + 34;
  const parts = [
    label(left - 8, top - 10, 'answer →', { class: 'quiet', 'text-anchor': 'end' }),
    label(8, top - 10, 'true ↓', { class: 'quiet' }),
  ];
  names.forEach((name, column) => {
    const x = left + column * CELL + CELL / 2 - 2;
    const turn = { transform: `rotate(-45 ${Math.round(x)} ${Math.round(top - 6)})` };
    parts.push(label(Math.round(x), Math.round(top - 6), name, turn));
  });
  confusion.forEach((row, index) => {
    const y = top + index * CELL;
    const all = row.reduce((sum, value) => sum + value, 0) || 1;
    parts.push(label(left - 8, y + CELL / 2 + 4, classes[index], { 'text-anchor': 'end' }));
    row.forEach((value, column) => {
      parts.push(cell(value, value / all, column === index, left + column * CELL, y));
    });
    const right = `${((row[index] / all) * 100).toFixed(1)} %`;
    parts.push(label(left + names.length * CELL + 8, y + CELL / 2 + 4, right, { class: 'quiet' }));
  });
  // Room for the last, slanted name.
  const width = left + names.length * CELL + Math.max(64, names.at(-1).length * LETTER * 0.72);
  const share = `${(top1 * 100).toFixed(2)} %`;
  const description = `Confusion matrix of ${model}: ${share} of ${count} pictures right`;
  return svg(width, top + classes.length * CELL + 8, description, parts);
}
