// The two sides of a comparison.

import type { Means, Sides } from './means.js';
import { networkSides } from './network-sides.js';
import type { Against } from './state.js';
import { valueSides } from './value-sides.js';

export function sidesOf(means: Means, against: Against): Promise<Sides> {
  return against.kind === 'values' ? valueSides(means, against.file) : networkSides(means, against);
}
