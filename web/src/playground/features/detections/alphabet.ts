// The characters that a network reads, where its file lists them.

/**
 * One a line under "character", as PaddleOCR's files have them. Index 0 of the output is the blank, which is not in the
 * list, and where the network has one class more, the last one is the space. undefined where the numbers do not fit.
 */
export function alphabetOf(
  metadata: Readonly<Record<string, string>>,
  classes: number,
): string[] | undefined {
  const written = metadata.character;
  if (written === undefined) return undefined;
  const characters = written.replace(/\r?\n$/, '').split(/\r?\n/);
  if (characters.length + 2 === classes) characters.push(' ');
  return characters.length > 1 && characters.length + 1 === classes
    ? ['', ...characters]
    : undefined;
}
