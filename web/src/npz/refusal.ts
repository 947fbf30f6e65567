// Why a file of arrays is not read, as a word and what it is about: the page has the sentences, in its languages.

export type NpzReason =
  /** The archive contradicts itself; detail: how, in English. */
  | 'archive'
  /** There is no array in it. */
  | 'empty'
  /** Arrays that would take more memory than is given to them. */
  | 'too-large'
  | 'too-many'
  /** An entry is no array, or a damaged one. */
  | 'not-npy'
  /** detail: the version of the format. */
  | 'version'
  /** detail: the type of the elements. */
  | 'type'
  /** detail: a shape that no value of a network has. */
  | 'huge'
  /** The elements are more or fewer than the shape says; detail: the shape. */
  | 'length';

/** name: of the array, or '' for the file. */
export class NpzRefusal extends Error {
  constructor(
    readonly reason: NpzReason,
    readonly subject: string,
    readonly detail = '',
  ) {
    super(`${reason}: ${subject} ${detail}`);
    this.name = 'NpzRefusal';
  }
}
