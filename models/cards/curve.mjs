// The training curve as a picture: validation accuracy above, loss below, over the epochs.

import { element, label, round, svg } from './svg.mjs';

const WIDTH = 640;
const PANEL = 150;
const LEFT = 56;
const RIGHT = 16;
const GAP = 34;
const TOP = 30;

/** Lines as tinyvgg/train.py writes them. */
function textLine(line) {
  const found = /^epoch (\d+)\/\d+ loss ([\d.]+)(?: val ([\d.]+))?/.exec(line);
  if (!found) return undefined;
  const [epoch, loss, val] = found.slice(1).map((number) => number && Number(number));
  return { epoch, loss, val };
}

/** Epochs of a log, JSON or text a line; where a run was resumed, the last line of an epoch counts. */
export function readLog(content) {
  const byEpoch = new Map();
  for (const line of content.split('\n')) {
    const entry = line.startsWith('{') ? JSON.parse(line) : textLine(line);
    if (entry) byEpoch.set(entry.epoch, entry);
  }
  return [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch);
}

/** About `count` round numbers from low to high. */
function ticks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** One curve in its own panel. points: [epoch, value]; show: how a value is written. */
function panel(points, { top, name, kind, x, show }) {
  if (points.length === 0) return [];
  const values = points.map(([, value]) => value);
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const [from, to] = [low - span * 0.05, low + span * 1.05];
  const y = (value) => top + PANEL * (1 - (value - from) / (to - from));
  const parts = [label(LEFT, top - 8, name)];
  for (const value of ticks(from, to, 4)) {
    const line = { x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value), class: 'line' };
    parts.push(element('line', line));
    const place = { class: 'quiet', 'text-anchor': 'end' };
    parts.push(label(LEFT - 8, y(value) + 4, show(value), place));
  }
  const d = points.map(
    ([epoch, value], i) => `${i ? 'L' : 'M'}${round(x(epoch))} ${round(y(value))}`,
  );
  parts.push(element('path', { d: d.join(''), class: `curve ${kind}` }));
  return parts;
}

/** Every other stage of picture size gets a shade, and each its name. */
function stages(log, x, height) {
  const starts = log.filter(({ side }, i) => side !== undefined && side !== log[i - 1]?.side);
  if (starts.length < 2) return [];
  return starts.flatMap(({ epoch, side }, i) => {
    const end = starts[i + 1]?.epoch ?? log.at(-1).epoch;
    const box = { x: x(epoch), y: TOP, width: x(end) - x(epoch), height, class: 'band' };
    const named = label(x(epoch) + 6, TOP + height - 6, `${side} px`, { class: 'quiet' });
    return i % 2 ? [element('rect', box), named] : [named];
  });
}

/** log: of readLog. */
export function curvePicture(log) {
  const last = log.at(-1).epoch;
  const x = (epoch) => LEFT + ((epoch - 1) / Math.max(1, last - 1)) * (WIDTH - LEFT - RIGHT);
  const accuracies = log
    .filter(({ val }) => val !== undefined)
    .map(({ epoch, val }) => [epoch, val]);
  const losses = log.map(({ epoch, loss }) => [epoch, loss]);
  // As many decimals as tell the best epochs apart; no measurement yet counts as 0.
  const best = Math.max(0, ...accuracies.map(([, val]) => val));
  const digits = best > 0.98 ? 1 : 0;
  const percent = (value) => `${(value * 100).toFixed(digits)} %`;
  const second = TOP + PANEL + GAP;
  const bottom = second + PANEL;
  const parts = [
    ...stages(log, x, bottom - TOP),
    ...panel(accuracies, {
      top: TOP,
      name: 'right answers, validation',
      kind: 'val',
      x,
      show: percent,
    }),
    ...panel(losses, {
      top: second,
      name: 'loss, training',
      kind: 'loss',
      x,
      show: (v) => `${round(v)}`,
    }),
  ];
  for (const epoch of [1, ...ticks(1, last, 8).filter((epoch) => epoch > 1)]) {
    parts.push(label(x(epoch), bottom + 18, epoch, { class: 'quiet', 'text-anchor': 'middle' }));
  }
  parts.push(label(LEFT - 8, bottom + 18, 'epoch', { class: 'quiet', 'text-anchor': 'end' }));
  const description = `Training curve over ${last} epochs: best validation accuracy ${(best * 100).toFixed(2)} %`;
  return svg(WIDTH, bottom + 28, description, parts);
}
