import { isStrings } from './kinds.js';
import { readPythonNames } from './python-names.js';

export interface LabelChoice {
  labels: readonly string[] | undefined;
  notes: string[];
}

/** Keys of metadata that class names stand under; the first that is there counts. */
const KEYS = ['labels', 'names', 'classes', 'class_names', 'id2label'];

/**
 * Class names from the file's metadata: a JSON array of strings under "labels", or what other exporters
 * write: a list of names under "classes", an object of numbers and names under "id2label" (Hugging Face)
 * or, as Python prints it, under "names" (Ultralytics).
 */
export function readLabels(metadata: Record<string, string>): LabelChoice {
  const key = KEYS.find((name) => metadata[name] !== undefined);
  const written = key === undefined ? undefined : metadata[key];
  if (written === undefined) return { labels: undefined, notes: [] };
  const labels = namesIn(written);
  if (labels !== undefined) return { labels, notes: [] };
  const wanted =
    key === 'labels' ? 'a JSON array of strings' : 'a list of names, nor numbered names';
  return {
    labels: undefined,
    notes: [`The file's "${key}" cannot be used: it is not ${wanted}.`],
  };
}

function namesIn(written: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(written);
    if (Array.isArray(value)) return isStrings(value) ? value : undefined;
    return value !== null && typeof value === 'object'
      ? numbered(Object.entries(value))
      : undefined;
  } catch {
    return readPythonNames(written, numbered) ?? linesOf(written);
  }
}

/** Names in the order of their numbers, which have to be 0, 1, 2, ...; else undefined. */
function numbered(entries: readonly (readonly [string, unknown])[]): string[] | undefined {
  const names: string[] = [];
  for (const [number, name] of entries) {
    if (typeof name !== 'string' || !/^\d{1,6}$/.test(number)) return undefined;
    names[Number(number)] = name;
  }
  const isWhole = entries.length > 0 && Object.keys(names).length === names.length;
  return isWhole && names.length === entries.length ? names : undefined;
}

/** "cat\ndog" or "cat, dog": at least two names, and nothing that looks like a format of its own. */
function linesOf(written: string): string[] | undefined {
  if (/[[\]{}:"]/.test(written)) return undefined;
  const names = written
    .split(/\r?\n|,/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length > 1 ? names : undefined;
}
