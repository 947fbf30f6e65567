// What a network's output is taken for where it is no list of classes: boxes, or maps. Told by its shape and
// the file's metadata, exactly or not at all.

import type { NetworkInfo } from '../../network/network.js';
import { writtenNames } from './names.js';

interface Side {
  height: number;
  width: number;
}

interface Common {
  /** Name of the output. */
  value: string;
  shape: readonly number[];
  /** One for each class or channel; empty where nobody names them. */
  names: readonly string[];
}

/** Of every box: x and y of its middle, width, height, then scores; in pixels of the input. */
export interface BoxForm extends Common {
  kind: 'boxes';
  /** Size of the input that the boxes are on. */
  input: Side;
  boxes: number;
  classes: number;
  /** YOLOv5: [1, boxes, 5 + classes], with a score that there is an object. YOLOv8: [1, 4 + classes, boxes]. */
  hasObjectScore: boolean;
}

export interface MapForm extends Common {
  kind: 'maps';
  channels: number;
  height: number;
  width: number;
}

export type Form = BoxForm | MapForm;

/** Strides of the grids that YOLO networks have boxes for: three or four sizes, two of the tiny ones. */
const STRIDES: readonly (readonly number[])[] = [
  [8, 16, 32],
  [8, 16, 32, 64],
  [4, 8, 16, 32],
  [16, 32],
];
/** YOLOv5 has three boxes of different proportions for each cell of a grid, YOLOv8 has one. */
const ANCHORS = 3;
/** More values are not read in every run. */
const MOST_VALUES = 2 ** 24;

function inputOf({ graph, preprocess, hasNoPicture }: NetworkInfo): Side | undefined {
  if (hasNoPicture) return undefined;
  const [, a = 0, b = 0, c = 0] = graph.inputs[0]?.shape ?? [];
  const [height, width] = preprocess.layout === 'NHWC' ? [a, b] : [b, c];
  return height > 0 && width > 0 ? { height, width } : undefined;
}

/** True where an input of that size has so many cells on grids of these strides. */
function areCells(cells: number, { height, width }: Side): boolean {
  return STRIDES.some((strides) => {
    const isWhole = strides.every((stride) => height % stride === 0 && width % stride === 0);
    const sum = strides.reduce((all, stride) => all + (height / stride) * (width / stride), 0);
    return isWhole && sum === cells;
  });
}

/** The names that fit; undefined where the file's own contradict the number of classes. */
function namesFor({ labels, labelsFrom, graph }: NetworkInfo, count: number) {
  if (labels.length === count) return labels;
  const written = writtenNames(graph.metadata);
  if (written) return written.length === count ? written : undefined;
  // A list that the user gave for something else costs the names alone.
  return labels.length === 0 || labelsFrom !== undefined ? [] : undefined;
}

type Shape = Pick<Common, 'value' | 'shape'>;

function boxForm(info: NetworkInfo, output: Shape, input: Side): BoxForm | undefined {
  const [, rows = 0, columns = 0] = output.shape;
  const isFive = columns > 5 && areCells(rows / ANCHORS, input);
  const isEight = rows > 4 && areCells(columns, input);
  const task = info.graph.metadata.task ?? 'detect';
  if (isFive === isEight || task !== 'detect') return undefined;
  const classes = isFive ? columns - 5 : rows - 4;
  const names = namesFor(info, classes);
  const boxes = isFive ? rows : columns;
  const found = { input, boxes, classes, hasObjectScore: isFive };
  return names && { kind: 'boxes', ...output, ...found, names };
}

function mapForm(info: NetworkInfo, output: Shape, input: Side): MapForm | undefined {
  const [, channels = 0, height = 0, width = 0] = output.shape;
  if (channels < 1 || height * width < 2) return undefined;
  if (height > input.height || width > input.width) return undefined;
  const names = namesFor(info, channels) ?? [];
  // Three channels of the input's size are most likely a picture.
  const isPicture = channels === 3 && height === input.height && width === input.width;
  if (isPicture && names.length === 0) return undefined;
  return { kind: 'maps', ...output, names, channels, height, width };
}

/** undefined for any other output. */
export function formOf(info: NetworkInfo): Form | undefined {
  const { outputs } = info.graph;
  const [output] = outputs;
  const input = inputOf(info);
  if (!output || outputs.length !== 1 || !input || output.shape[0] !== 1) return undefined;
  const { name: value, shape } = output;
  if (shape.some((size) => size < 1)) return undefined;
  if (shape.reduce((product, size) => product * size, 1) > MOST_VALUES) return undefined;
  if (shape.length === 3) return boxForm(info, { value, shape }, input);
  return shape.length === 4 ? mapForm(info, { value, shape }, input) : undefined;
}
