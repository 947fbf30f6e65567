// The reliability diagram as a picture: how often answers are right, over the probability they were
// given; without the temperature and with it. The closer to the diagonal, the more honest.

import { element, label, round, svg } from './svg.mjs';

const SIDE = 240;
const LEFT = 52;
const TOP = 44;
const GAP = 56;
const BOTTOM = 48;
/** Bins with fewer pictures than this are drawn faint and without the line: their height is chance. */
const FEW = 20;

/** bins: [{ from, count, confidence, right }]. */
function panel({ name, ece, bins }, left, width) {
  const x = (value) => left + value * SIDE;
  const y = (value) => TOP + (1 - value) * SIDE;
  const quiet = { class: 'quiet', 'text-anchor': 'middle' };
  const parts = [label(left, TOP - 24, name), label(left, TOP - 8, ece, { class: 'quiet' })];
  for (const value of [0, 0.25, 0.5, 0.75, 1]) {
    const line = { x1: x(0), x2: x(1), y1: y(value), y2: y(value), class: 'line' };
    parts.push(element('line', line));
    const percent = `${value * 100} %`;
    parts.push(label(x(0) - 8, y(value) + 4, percent, { class: 'quiet', 'text-anchor': 'end' }));
    parts.push(label(x(value), y(0) + 18, percent, quiet));
  }
  for (const { from, count, right } of bins) {
    const box = { x: x(from) + 1, y: y(right), width: width * SIDE - 2, height: right * SIDE };
    parts.push(
      element('rect', { ...box, class: 'right', 'fill-opacity': count < FEW ? '0.2' : '0.5' }),
    );
  }
  const points = bins
    .filter(({ count }) => count >= FEW)
    .map(({ confidence, right }) => `${round(x(confidence))} ${round(y(right))}`);
  parts.push(element('path', { d: `M${points.join('L')}`, class: 'curve val' }));
  const diagonal = { x1: x(0), y1: y(0), x2: x(1), y2: y(1), class: 'loss' };
  parts.push(element('line', { ...diagonal, 'stroke-dasharray': '4 4', 'stroke-width': '1.5' }));
  return parts;
}

/** result: what npm run eval -- --calibrate --json printed; bins: how many there are in all. */
export function reliabilityPicture({ model, calibration }, bins) {
  const { before, after, counts, fitted, inFile } = calibration;
  const temperature = inFile ?? Math.round(fitted * 1e4) / 1e4;
  const error = ({ ece }) => `calibration error ${ece.toFixed(3)}`;
  const second = LEFT + SIDE + GAP;
  const raw = { name: 'as the network gives them', ece: error(before), bins: before.bins };
  const calibrated = { name: `temperature ${temperature}`, ece: error(after), bins: after.bins };
  const middle = { class: 'quiet', 'text-anchor': 'middle' };
  const parts = [
    ...panel(raw, LEFT, 1 / bins),
    ...panel(calibrated, second, 1 / bins),
    label(LEFT + SIDE / 2, TOP + SIDE + 38, 'probability of the answer →', middle),
    label(second + SIDE / 2, TOP + SIDE + 38, 'probability of the answer →', middle),
    label(LEFT - 8, TOP - 24, 'right ↓', { class: 'quiet', 'text-anchor': 'end' }),
  ];
  const description =
    `Reliability of ${model} on ${counts[1]} pictures: ${error(before)}, ` +
    `with a temperature of ${temperature} ${after.ece.toFixed(3)}`;
  return svg(second + SIDE + 28, TOP + SIDE + BOTTOM, description, parts);
}
