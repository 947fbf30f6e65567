// What the guided path asks, where the sizes of layers are all that the answer takes.

import type { Column } from '../../network/columns.js';
import { numbersToChoose } from './guide-choices.js';
import type { Seen } from './guide-network.js';
import { words } from './words-en.js';

/** What the reader is asked to predict before the step shows anything. */
export interface Question {
  ask: string;
  options: readonly string[];
  /** Index of the right one. */
  right: number;
}

/** How many maps a number of kernels makes of some channels. */
export function mapsQuestion(name: string, maps: number, channels: number): Question | undefined {
  const found = numbersToChoose(maps, [channels, maps * channels]);
  return (
    found && {
      ask: words.askMaps({ name, maps, channels }),
      options: found.numbers.map(words.maps),
      right: found.right,
    }
  );
}

const SHARES = [1 / 2, 1 / 4, 1 / 8];

/** Which share of the numbers is left, where it is one of those that can be guessed. */
export function sharesQuestion(name: string, before: Column, after: Column): Question | undefined {
  const numbers = ({ layout }: Column): number => layout.height * layout.width * layout.channels;
  const left = numbers(after) / numbers(before);
  const right = SHARES.findIndex((share) => Math.abs(left / share - 1) < 0.05);
  return right < 0 ? undefined : { ask: words.askShare(name), options: words.shares, right };
}

/** The side of a usual kernel, where the layer itself has no window that is larger than a cell. */
const USUAL = 3;

/**
 * How much of the input a cell sees: what it is, the layer's own window, or all of the input. Only squares can be
 * told by one side.
 */
export function viewQuestion(
  name: string,
  window: number | undefined,
  { cells, of }: Seen,
): Question | undefined {
  const [side, whole] = [cells[0], of[0]];
  if (side !== cells[1] || whole !== of[1]) return undefined;
  const own = window !== undefined && window > 1 ? window : USUAL;
  const found = numbersToChoose(side, [own, ...(side === whole ? [whole >> 1] : []), whole]);
  return (
    found && {
      ask: words.askView({ name, of }),
      options: found.numbers.map((number) => `${number} × ${number}`),
      right: found.right,
    }
  );
}
