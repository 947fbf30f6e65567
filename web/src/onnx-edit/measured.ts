// What was measured with a network's own numbers is not true of others.

import { joined } from '../pytorch/onnx/proto.js';
import { fieldsOf, textOf } from './fields.js';
import { MODEL } from './parts.js';

/** Keys of the file's metadata: see models/README.md. */
const MEASURED: readonly string[] = ['temperature', 'unfamiliar'];

/**
 * bytes: an ONNX file. The same without what says how sure its answers are, and which pictures are unlike those that it
 * was trained on.
 *
 * @throws EditRefusal 'damaged' where the bytes are no ONNX file.
 */
export function withoutMeasured(bytes: Uint8Array): Uint8Array {
  const kept = fieldsOf(bytes).filter(
    ({ number, content }) =>
      number !== MODEL.metadata || !MEASURED.includes(textOf(fieldsOf(content), 1)),
  );
  return joined(kept.map(({ whole }) => whole));
}
