// What is behind the line: fetched later.

import type { Rest } from '../../kit/feature.js';
import { facts } from './facts.js';
import { fileLine } from './line.js';

export const rest: Rest = {
  views: { choose: (state, actions) => fileLine(state, actions, facts(state)) },
};
