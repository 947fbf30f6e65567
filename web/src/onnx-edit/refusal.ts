// Why a change is not made, as a word and what it is about: the page has the sentences, in its languages.

export type EditReason =
  /** The bytes are no ONNX file that could be taken apart. */
  | 'damaged'
  /** The file has no such node of its own: it lies within a function, or was made by the engine. */
  | 'no-node'
  /** The numbers are no weight that stands in the file. */
  | 'no-weight'
  /** The weight lies in another file. */
  | 'external'
  /** The weight has numbers of a type that is not edited. */
  | 'type'
  /** The weight has no number at that place. */
  | 'no-number'
  /** The operator cannot be replaced by that one. */
  | 'operator'
  /** The set of operators of the file is too old. */
  | 'opset'
  /** The new file would be larger than ONNX allows. */
  | 'size';

/** subject: the name of the node, weight or operator. */
export class EditRefusal extends Error {
  constructor(
    readonly reason: EditReason,
    readonly subject: string,
  ) {
    super(`${reason}: ${subject}`);
    this.name = 'EditRefusal';
  }
}
