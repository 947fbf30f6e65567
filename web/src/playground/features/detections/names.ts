// Class names as Ultralytics writes them into a file: a dictionary in Python's notation, under "names".

/** {0: 'person', 1: "driver's hat"}; undefined where there is none, or a number is left out. */
export function writtenNames(metadata: Readonly<Record<string, string>>): string[] | undefined {
  const written = metadata.names?.trim() ?? '';
  if (!/^\{.*\}$/s.test(written)) return undefined;
  const entry = /\s*["']?(\d+)["']?\s*:\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*(?:,|$)/y;
  const content = written.slice(1, -1).trim();
  const names: string[] = [];
  while (entry.lastIndex < content.length) {
    const found = entry.exec(content);
    if (!found || Number(found[1]) !== names.length) return undefined;
    names.push((found[2] ?? '').slice(1, -1).replace(/\\(.)/g, '$1'));
  }
  return names.length > 0 ? names : undefined;
}
