// The lines as they are seen: fetched when there is time for them.

import type { Rest } from '../../kit/feature.js';
import { gestures } from './acts.js';
import { embedInLayer, embedInPage } from './view.js';

export const rest: Rest = { gestures, views: { end: embedInPage, layer: embedInLayer } };
