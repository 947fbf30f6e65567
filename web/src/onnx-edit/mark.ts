// What a changed file says of itself: that it is changed, and nothing that was measured of the network before.

import { message, type Piece, text } from '../pytorch/onnx/proto.js';
import { type Field, fieldsOf, textOf } from './fields.js';
import { MODEL } from './parts.js';

/** Under this key stands that a file is changed. It is this project's own: other programs have a "changed" of theirs. */
const CHANGED_KEY = 'cnn_playground.changed';

/** Keys of metadata that were measured with the file's own numbers: they are wrong for any others. */
const MEASURED: readonly string[] = ['temperature', 'unfamiliar', CHANGED_KEY];

const SAYS = 'A changed network: its numbers or layers are not those it was trained with.';

/** What a file says of itself, by its keys. */
export const isChanged = (metadata: Readonly<Record<string, string>>): boolean =>
  metadata[CHANGED_KEY] === SAYS;

/** StringStringEntryProto: key 1, value 2. */
const keyOf = ({ content }: Field): string => textOf(fieldsOf(content), 1);

/** True for fields of the model that a changed file has no more. */
export function isDropped(field: Field): boolean {
  if (field.wire !== 2 || field.number !== MODEL.metadata) return false;
  return MEASURED.includes(keyOf(field));
}

export function changedMark(): Piece[] {
  return message(MODEL.metadata, [...text(1, CHANGED_KEY), ...text(2, SAYS)]);
}
