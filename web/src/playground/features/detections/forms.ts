// What a network's output is taken for where it is no list of classes: boxes, maps, a picture, or a line of text. Told
// by its shape and the file's metadata, exactly or not at all.

import type { NetworkInfo } from '../../network/network.js';
import { alphabetOf } from './alphabet.js';
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

interface Maps extends Common {
  channels: number;
  height: number;
  width: number;
  /** [1, height, width, channels]. */
  channelsLast?: boolean;
}

export interface MapForm extends Maps {
  kind: 'maps';
  /** Each cell holds the number of its class, as ArgMax gives it: one channel. */
  isClasses?: boolean;
}

/** As large as the input, or larger: one channel is grey, three are red, green and blue. */
export interface PictureForm extends Maps {
  kind: 'picture';
}

/** A line of text, as networks that read text write it (CTC): for each step a score for every character. */
export interface TextForm extends Common {
  kind: 'text';
  steps: number;
  /** By index; the first one is the blank, which stands for no character. */
  alphabet: readonly string[];
}

export type Form = BoxForm | MapForm | PictureForm | TextForm;

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

interface Shape extends Pick<Common, 'value' | 'shape'> {
  isWhole: boolean;
}

function boxForm(info: NetworkInfo, { value, shape }: Shape, input: Side): BoxForm | undefined {
  const [, rows = 0, columns = 0] = shape;
  const isFive = columns > 5 && areCells(rows / ANCHORS, input);
  const isEight = rows > 4 && areCells(columns, input);
  const task = info.graph.metadata.task ?? 'detect';
  if (isFive === isEight || task !== 'detect') return undefined;
  const classes = isFive ? columns - 5 : rows - 4;
  const names = namesFor(info, classes);
  const boxes = isFive ? rows : columns;
  const found = { input, boxes, classes, hasObjectScore: isFive };
  return names && { kind: 'boxes', value, shape, ...found, names };
}

/** Whether maps of that size are in the input's proportions, but for what rounding does. */
const isAlike = (map: Side, input: Side): boolean =>
  Math.abs(map.height * input.width - map.width * input.height) <=
  Math.max(input.height, input.width);

/** Channels first, as the rest of the world has them; last where only then they look like the input. */
function mapsIn(shape: readonly number[], layout: string, input: Side) {
  const [, a = 0, b = 0, c = 0] = shape;
  // A depth network leaves the channel out.
  if (shape.length === 3) return { channels: 1, height: a, width: b };
  const first = { channels: a, height: b, width: c };
  const last = { channels: c, height: a, width: b, channelsLast: true };
  return layout === 'NHWC' && isAlike(last, input) && !isAlike(first, input) ? last : first;
}

function mapForm(info: NetworkInfo, output: Shape, input: Side): Form | undefined {
  const { value, shape, isWhole } = output;
  const maps = mapsIn(shape, info.preprocess.layout, input);
  const { channels, height, width } = maps;
  if (channels < 1 || height * width < 2) return undefined;
  if (shape.length === 3 && !isAlike(maps, input)) return undefined;
  const common = { value, shape, ...maps };
  if (isWhole && channels > 1) return undefined;
  const names = (isWhole ? info.labels : namesFor(info, channels)) ?? [];
  const covers = height >= input.height && width >= input.width;
  const isLarger = height > input.height || width > input.width;
  // Three channels of the input's size are most likely a picture, and a single one that is larger is, too.
  if (
    !isWhole &&
    names.length === 0 &&
    ((channels === 3 && covers) || (channels === 1 && isLarger))
  )
    return { kind: 'picture', ...common, names };
  if (isLarger) return undefined;
  return { kind: 'maps', ...common, names, ...(isWhole ? { isClasses: true } : {}) };
}

function textForm({ graph }: NetworkInfo, { value, shape }: Shape): TextForm | undefined {
  const [a = 0, b = 0, classes = 0] = shape;
  if (shape.length !== 3 || Math.min(a, b) !== 1) return undefined;
  const alphabet = alphabetOf(graph.metadata, classes);
  return alphabet && { kind: 'text', value, shape, names: [], steps: a * b, alphabet };
}

const WHOLE = /^u?int|^bool/;

/** Of one output of several: undefined where its shape tells nothing. */
export function formOfOutput(
  info: NetworkInfo,
  { name: value, type, shape }: NetworkInfo['graph']['outputs'][number],
): Form | undefined {
  const input = inputOf(info);
  if (!input || shape.some((size) => size < 1)) return undefined;
  if (shape.reduce((product, size) => product * size, 1) > MOST_VALUES) return undefined;
  const output = { value, shape, isWhole: WHOLE.test(type) };
  const text = output.isWhole ? undefined : textForm(info, output);
  if (text) return text;
  if (shape[0] !== 1) return undefined;
  const isOnly = info.graph.outputs.length === 1;
  if (shape.length === 3)
    // Boxes with masks or key points besides have columns for these.
    return (isOnly ? boxForm(info, output, input) : undefined) ?? mapForm(info, output, input);
  return shape.length === 4 ? mapForm(info, output, input) : undefined;
}

/** Of a network with one output; undefined for any other. */
export function formOf(info: NetworkInfo): Form | undefined {
  const [output, another] = info.graph.outputs;
  return output && !another ? formOfOutput(info, output) : undefined;
}
