// A sign that a picture is unlike those a network was trained on, by the rule in the network's file.

import type { GraphDescription } from '../protocol/index.js';
import { textOf } from './error.js';
import { floatsOf, type Tensor } from './tensor.js';

interface Rule {
  /** The value that the score is computed from, by its ONNX name; keep it in the run. */
  readonly value: string;
  /** A picture that scores less is unlike the training pictures. */
  readonly below: number;
  /** Share of pictures of the network's own kind that are flagged all the same, as measured. */
  readonly flagged: number | undefined;
  /** Share of other pictures that are not flagged, as measured. */
  readonly missed: number | undefined;
}

/** The largest logit, or the logarithm of the sum of their exponentials (the energy, negated). */
export interface LogitRule extends Rule {
  readonly score: 'max_logit' | 'logsumexp';
}

/**
 * How far each channel's mean and standard deviation are from those of the nearest class: the negated
 * squared length of whiten x (numbers - centre).
 */
export interface MapsRule extends Rule {
  readonly score: 'maps';
  /** One a class: the means of the channels, then their standard deviations. */
  readonly centres: readonly (readonly number[])[];
  /** Rows of a lower triangular matrix: 1, 2, 3, ... numbers. */
  readonly whiten: readonly (readonly number[])[];
}

export type UnfamiliarRule = LogitRule | MapsRule;

export interface Unfamiliarity {
  /** The less, the more unlike the pictures that the network was trained on. */
  readonly score: number;
  readonly below: number;
  /** score < below. */
  readonly isUnfamiliar: boolean;
}

export interface UnfamiliarChoice {
  rule: UnfamiliarRule | undefined;
  notes: string[];
}

/** Characters: the shipped ones have some thousand. */
const LONGEST = 1 << 18;

/** The rule under "unfamiliar" in the file's metadata; ignored with a note where it cannot be used. */
export function readUnfamiliar(graph: GraphDescription): UnfamiliarChoice {
  const written = graph.metadata.unfamiliar;
  if (written === undefined) return { rule: undefined, notes: [] };
  try {
    if (written.length > LONGEST) throw new Error(`it is longer than ${LONGEST} characters`);
    return { rule: toRule(JSON.parse(written), graph), notes: [] };
  } catch (thrown) {
    const why = textOf(thrown).replace(/\.$/, '').slice(0, 200);
    return { rule: undefined, notes: [`The file's "unfamiliar" is ignored: ${why}.`] };
  }
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isShare = (value: unknown) => isNumber(value) && value >= 0 && value <= 1;
const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(isNumber);
const isRows = (value: unknown): value is number[][] =>
  Array.isArray(value) && value.length > 0 && value.every(isNumbers);

function toRule(given: unknown, graph: GraphDescription): UnfamiliarRule {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) {
    throw new Error('it is not a JSON object');
  }
  const { score, value, below, flagged, missed, centres, whiten } = given as Record<
    string,
    unknown
  >;
  if (!isNumber(below)) throw new Error('its "below" is not a number');
  for (const [key, share] of Object.entries({ flagged, missed })) {
    if (share !== undefined && !isShare(share)) throw new Error(`its "${key}" is not from 0 to 1`);
  }
  const elements = typeof value === 'string' ? shapeOf(graph, value) : undefined;
  if (typeof value !== 'string' || elements === undefined) {
    throw new Error('its "value" names no value of the network');
  }
  const rule = {
    value,
    below,
    flagged: flagged as number | undefined,
    missed: missed as number | undefined,
  };
  if (score === 'max_logit' || score === 'logsumexp') return { ...rule, score };
  if (score !== 'maps') throw new Error('its "score" is none of max_logit, logsumexp and maps');
  if (!isRows(centres) || !isRows(whiten)) {
    throw new Error('its "centres" and "whiten" are not lists of lists of numbers');
  }
  const size = whiten.length;
  const fits = elements.length < 3 || !elements[1] || elements[1] < 0 || elements[1] * 2 === size;
  const isTriangle = whiten.every((row, index) => row.length === index + 1);
  if (!fits || !isTriangle || centres.some((centre) => centre.length !== size)) {
    throw new Error(`its "centres" and "whiten" do not fit the channels of "${value}"`);
  }
  return { ...rule, score, centres, whiten };
}

/** Of a value that nodes compute; undefined for any other name. */
function shapeOf(graph: GraphDescription, value: string): number[] | undefined {
  for (const node of graph.nodes) {
    const index = value === '' ? -1 : node.outputs.indexOf(value);
    if (index >= 0) return node.outputShapes[index] ?? [];
  }
  return undefined;
}

/**
 * The score of a picture, given what the network made of it: the value that the rule names, of one
 * picture. undefined where that value does not fit the rule, or is no finite numbers.
 *
 * @example
 * ```ts
 * import { createClassifier } from 'cnn-playground';
 *
 * const classify = await createClassifier('net.onnx'); // calls unfamiliarity() by itself
 * const { unfamiliar } = await classify.examine('cat.webp');
 * if (unfamiliar?.isUnfamiliar) console.log('unlike the training pictures');
 * ```
 */
export function unfamiliarity(rule: UnfamiliarRule, tensor: Tensor): Unfamiliarity | undefined {
  const data = floatsOf(tensor);
  if (data === undefined || data.length === 0) return undefined;
  const score = rule.score === 'maps' ? mapsScore(rule, tensor.dims, data) : logitScore(rule, data);
  if (score === undefined || !Number.isFinite(score)) return undefined;
  return { score, below: rule.below, isUnfamiliar: score < rule.below };
}

function logitScore({ score }: LogitRule, logits: Float32Array): number {
  // Not Math.max of all as arguments: there may be more of them than a call takes.
  const largest = logits.reduce((a, b) => (a >= b || Number.isNaN(a) ? a : b), -Infinity);
  if (score === 'max_logit') return largest;
  return largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}

function mapsScore(
  { centres, whiten }: MapsRule,
  dims: readonly number[],
  data: Float32Array,
): number | undefined {
  const found = channelStatistics(dims, data);
  if (found?.length !== whiten.length) return undefined;
  const distances = centres.map((centre) => {
    const away = found.map((number, index) => number - (centre[index] ?? 0));
    const white = whiten.map((row) => row.reduce((sum, w, i) => sum + w * (away[i] ?? 0), 0));
    return white.reduce((sum, number) => sum + number * number, 0);
  });
  return -Math.min(...distances);
}

/** The mean of each channel of [1, C, ...], then the standard deviation of each. */
function channelStatistics(dims: readonly number[], data: Float32Array): number[] | undefined {
  const [batch, channels = 0, ...rest] = dims;
  if (batch !== 1 || channels === 0 || rest.length === 0) return undefined;
  const size = data.length / channels;
  const means: number[] = [];
  const deviations: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const map = data.subarray(channel * size, (channel + 1) * size);
    const mean = map.reduce((sum, value) => sum + value, 0) / size;
    means.push(mean);
    const squares = map.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    deviations.push(Math.sqrt(squares / size));
  }
  return [...means, ...deviations];
}
