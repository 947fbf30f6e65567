// cnn-playground/element: registers <cnn-playground>. On a server it does nothing.

import { CnnPlaygroundElement } from './element.js';
import { liesIn } from './here.js';

export { CnnPlaygroundElement } from './element.js';

liesIn(import.meta.url);

const NAME = 'cnn-playground';
const registry = globalThis.customElements;
if (registry && !registry.get(NAME)) registry.define(NAME, CnnPlaygroundElement);
