// Modules and functions that layers come from, by their paths (module-path.ts): which layers stand together.

/** What all paths have in common. */
export function commonPath(paths: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...rest] = paths;
  const end = first.findIndex((part, depth) => rest.some((path) => path[depth] !== part));
  return end < 0 ? first : first.slice(0, end);
}

/** Layers that stand together in the map. */
export interface Piece<Kind> {
  columns: number[];
  kind: Kind | undefined;
  /** The module or function that it is, where one is known. */
  name?: string;
}

/** Modules within modules; deeper ones are left as they are. */
const MOST_LEVELS = 64;

/**
 * Makes one piece of what one module or function consists of: the outermost that is not most of the network, and has no
 * more than one block in it. paths: of each column.
 */
export function joinModules<Kind>(
  pieces: readonly Piece<Kind>[],
  paths: readonly (readonly string[])[],
  chain: Kind,
): Piece<Kind>[] {
  const place = pieces.map((piece) => ({
    piece,
    path: commonPath(piece.columns.map((column) => paths[column] ?? [])),
  }));
  const most = paths.length / 2;
  const sizes = new Map<string, number>();
  for (const part of paths.flat()) sizes.set(part, (sizes.get(part) ?? 0) + 1);
  /** Whether a module is these columns and no others. */
  const isWhole = (module: string | undefined, columns: readonly number[]): module is string =>
    module !== undefined && sizes.get(module) === columns.length;

  /** A block that is a module of its own has its name, the outermost one's; a layer has one already. */
  function named(piece: Piece<Kind>, path: readonly string[]): Piece<Kind> {
    const name = path.find((part) => isWhole(part, piece.columns));
    return piece.kind !== undefined && name !== undefined ? { ...piece, name } : piece;
  }

  /** A run of pieces in one module, or one piece in none. */
  function runsAt(run: typeof place, depth: number): (typeof place)[] {
    const runs: (typeof place)[] = [];
    for (const each of run) {
      const before = runs.at(-1);
      const key = each.path[depth];
      if (before && key !== undefined && before[0]?.path[depth] === key) before.push(each);
      else runs.push([each]);
    }
    return runs;
  }

  function joined(run: typeof place, depth: number): Piece<Kind>[] {
    const [first] = run;
    if (!first || run.length === 1) return run.map(({ piece, path }) => named(piece, path));
    const columns = run.flatMap(({ piece }) => piece.columns);
    const kinds = run.flatMap(({ piece }) => piece.kind ?? []);
    const name = first.path[depth];
    if (isWhole(name, columns) && columns.length <= most && kinds.length <= 1)
      return [{ columns, kind: kinds[0] ?? chain, name }];
    if (depth > MOST_LEVELS) return run.map(({ piece }) => piece);
    return runsAt(run, depth + 1).flatMap((part) => joined(part, depth + 1));
  }

  return runsAt(place, 0).flatMap((run) => joined(run, 0));
}
