// Changes a network in its ONNX file: channels, weights, activations, pooling, sizes.

export { applyChanges } from './apply.js';
export {
  ACTIVATIONS,
  type Activation,
  type Change,
  isActivation,
  otherPool,
  type SizeName,
} from './changes.js';
export { isChanged } from './mark.js';
export { type EditReason, EditRefusal } from './refusal.js';
