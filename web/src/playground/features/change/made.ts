// The list of changes, and what becomes of it when another one is made.

import type { Change } from '../../../onnx-edit/index.js';
import type { Made } from './state.js';

function merged(before: Change, change: Change): Change {
  if (before.kind !== 'numbers' || change.kind !== 'numbers') return change;
  const numbers = new Map([...before.numbers, ...change.numbers]);
  return { ...change, numbers: [...numbers] };
}

/** True for what leaves the network as the file has it. */
function isNothing({ change, was }: Made): boolean {
  switch (change.kind) {
    case 'scale':
      return change.factor === 1;
    case 'numbers':
      return change.numbers.length === 0;
    case 'attribute':
      return String(change.values) === was;
    default:
      return change.to === was;
  }
}

/** The list with one more, in the place of the one before it of the same thing. */
export function withMade(list: readonly Made[], made: Made): readonly Made[] {
  const before = list.find(({ key }) => key === made.key);
  if (!before) return isNothing(made) ? list : [...list, made];
  // What it was in the file, the first change knows; the next one sees what became of it.
  const next = { ...made, ...before, change: merged(before.change, made.change) };
  return isNothing(next)
    ? without(list, made.key)
    : list.map((each) => (each === before ? next : each));
}

export const without = (list: readonly Made[], gone: string): readonly Made[] =>
  list.filter(({ key }) => key !== gone);

/** How often a channel of a value is taken now. */
export function factorOf(list: readonly Made[], value: string, channel: number): number {
  for (const { change } of list) {
    const isOf = change.kind === 'scale' && change.value === value && change.channel === channel;
    if (isOf) return change.factor;
  }
  return 1;
}
