// Whether what was kept is a list of changes: storage may hold what an older page wrote, or another page on this host.

import { ACTIVATIONS, otherPool } from '../../../onnx-edit/index.js';
import type { Made } from './state.js';

type Fields = Readonly<Record<string, unknown>>;
type Is = (value: unknown) => boolean;

const isText: Is = (value) => typeof value === 'string';
const isCount: Is = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isMissing: Is = (value) => value === undefined;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isListOf =
  (isPart: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(isPart);
const isOneOf =
  (names: readonly string[]): Is =>
  (value) =>
    names.includes(value as string);

/** A number of a weight: its place, and what it is set to. */
const isNumberAt: Is = (value) =>
  Array.isArray(value) && value.length === 2 && isCount(value[0]) && Number.isFinite(value[1]);

/** What each kind of change holds besides its kind. */
const PARTS: ReadonlyMap<unknown, Readonly<Record<string, Is>>> = new Map<
  unknown,
  Readonly<Record<string, Is>>
>([
  ['scale', { value: isText, channel: isCount, factor: Number.isFinite, shape: isListOf(isCount) }],
  ['numbers', { weight: isText, numbers: isListOf(isNumberAt) }],
  ['activation', { node: isText, to: isOneOf(ACTIVATIONS) }],
  ['pool', { node: isText, to: (to) => isText(to) && isText(otherPool(to as string)) }],
  [
    'attribute',
    { node: isText, name: isOneOf(['strides', 'pads', 'dilations']), values: isListOf(isCount) },
  ],
]);

const hasParts = (value: Fields, parts: Readonly<Record<string, Is>>): boolean =>
  Object.entries(parts).every(([name, isPart]) => isPart(value[name]));

function isMade(value: unknown): boolean {
  if (!isFields(value) || !isFields(value.change)) return false;
  const { change, was, unit } = value;
  const parts = PARTS.get(change.kind);
  const isOwn = isText(value.key) && isText(value.layer);
  const isRest = (isMissing(was) || isText(was)) && (isMissing(unit) || isCount(unit));
  return parts !== undefined && isOwn && isRest && hasParts(change, parts);
}

export interface Kept {
  /** Of which network they are. */
  network: string;
  changes: readonly Made[];
  /** How often a page has begun to make them again, and not come to an end. */
  tries: number;
}

/** undefined for what is none, be it another version's or somebody else's. */
export function keptIn(text: string | null): Kept | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
  if (!isFields(found) || !isText(found.network) || !isCount(found.tries)) return undefined;
  return isListOf(isMade)(found.changes) ? (found as unknown as Kept) : undefined;
}
