// The form of the input, and what changes in it come to: fetched when it is opened, or once there is time for it.

import type { Rest } from '../../kit/feature.js';
import { inputForm } from './input-form-view.js';

export { applyFill, applyInput } from './apply.js';

export const rest: Rest = { views: { choose: inputForm } };
