// What a file may ask of the reader, all of it in one place. A file of a network is far below each of these;
// one that is above was made to fill memory or to waste time.

export const LIMITS = {
  /** Files within a zip archive. A tensor is one: the largest networks have some thousands. */
  zipEntries: 100_000,
  /** Bytes that compressed entries become, together: so many times the file's own, and at least `inflatedFloor`. */
  inflatedTimes: 8,
  inflatedFloor: 2 ** 20,
  /** Bytes of one pickle: names and shapes are in it, weights are not. */
  pickleBytes: 2 ** 26,
  /** Instructions of one pickle. */
  pickleSteps: 4_000_000,
  /** Values on the unpickler's stack. */
  pickleStack: 1_000_000,
  /** Lists, dicts, tuples and objects of one pickle. */
  pickleObjects: 400_000,
  /** Values that a pickle may remember. */
  pickleMemo: 500_000,
  /** Bytes of one whole number in a pickle. */
  integerBytes: 128,
  /** Bytes of a global's name. */
  nameBytes: 500,
  /** Dimensions of a tensor. */
  dimensions: 16,
  /** Tensors of a file. */
  tensors: 100_000,
  /**
   * Elements of a tensor that its storage does not hold itself: torch.expand repeats one element without
   * keeping it twice.
   */
  repeatedElements: 2 ** 16,
  /** Elements of all tensors together: so many times those of all storages, and at least `elementsFloor`. */
  elementsTimes: 4,
  elementsFloor: 2 ** 20,
  /** Dicts within dicts that are looked through for weights. */
  nesting: 4,
  /** Bytes of the JSON text at the beginning of a safetensors file. */
  headerBytes: 2 ** 24,
} as const;
