// Files of weights that belong to a model file, matched by the names that the model has for them.

/** A file beside a model. path: its name, or the one that the model has for it. */
export interface WeightFile<Blob> {
  path: string;
  file: Blob;
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * The files under the names that the model has for them, where it lacks some. Files that a user gives
 * have no folder: "weights.bin" is what "data/weights.bin" asks for, unless two folders have one.
 */
export function named<Blob>(
  files: readonly WeightFile<Blob>[],
  missing: readonly string[],
): WeightFile<Blob>[] {
  return files.map((given) => {
    const [path, another] = missing.filter((name) => lastPart(name) === given.path);
    return path === undefined || another !== undefined ? given : { ...given, path };
  });
}

/** Both lists; of two files with one path the later one counts. */
export function joined<Blob>(
  before: readonly WeightFile<Blob>[],
  after: readonly WeightFile<Blob>[],
): WeightFile<Blob>[] {
  return [...new Map([...before, ...after].map((given) => [given.path, given])).values()];
}

/** Whether a file of that name is one of those that are missing. */
export function isWanted(name: string, missing: readonly string[]): boolean {
  return missing.some((path) => lastPart(path) === name);
}
