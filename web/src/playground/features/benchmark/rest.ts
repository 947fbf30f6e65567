// The form of the benchmark and what came of it: fetched when somebody looks at it.

import type { Rest } from '../../kit/feature.js';
import { benchmarkView } from './view.js';

export const rest: Rest = { tabView: benchmarkView };
