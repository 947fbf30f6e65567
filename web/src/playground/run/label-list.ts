// Class names from a file of the user: text with one name a line, or JSON.

/** Most characters a list of names may have. */
export const LIST_LIMIT = 2_000_000;

const isText = (value: unknown): value is string => typeof value === 'string';

/** ["a", "b"], {"0": "a", "1": "b"}, {"0": ["n01440764", "a"], ...} (Keras) or {"a": 0, "b": 1}. */
function fromJson(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return value.every(isText) ? value : undefined;
  if (value === null || typeof value !== 'object') return undefined;
  const entries = Object.entries(value).map(([key, name]): [unknown, unknown] =>
    typeof name === 'number'
      ? [name, key]
      : [Number(key), Array.isArray(name) ? name.at(-1) : name],
  );
  const names: string[] = [];
  for (const [index, name] of entries) {
    if (!Number.isInteger(index) || !isText(name)) return undefined;
    names[index as number] = name;
  }
  const complete = names.length === entries.length && Object.keys(names).length === names.length;
  return complete ? names : undefined;
}

/** Lines may be numbered ("0 tench", "0: tench") or carry a WordNet id ("n01440764 tench"). */
function fromLines(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  const numbered = lines.every((line, i) => Number(/^(\d+)[\s:,;]+\S/.exec(line)?.[1]) === i);
  return lines.map((line) =>
    (numbered ? line.replace(/^\d+[\s:,;]+/, '') : line).replace(/^n\d{8}[\s:,;]+/, ''),
  );
}

/** The names in the order of the classes; undefined where the text is no list of names. */
export function parseLabels(text: string): string[] | undefined {
  if (text.length > LIST_LIMIT || text.includes('\0')) return undefined;
  const content = text.replace(/^\uFEFF/, '');
  if (/^\s*[[{]/.test(content)) {
    try {
      return fromJson(JSON.parse(content));
    } catch {
      return undefined;
    }
  }
  const lines = fromLines(content);
  return lines.length > 0 ? lines : undefined;
}
