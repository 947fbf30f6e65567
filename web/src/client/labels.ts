import { textOf } from './error.js';
import { isStrings } from './kinds.js';

export interface LabelChoice {
  labels: readonly string[] | undefined;
  notes: string[];
}

/** Class names from the file's metadata: a JSON array of strings under "labels". */
export function readLabels(metadata: Record<string, string>): LabelChoice {
  const written = metadata.labels;
  if (written === undefined) return { labels: undefined, notes: [] };
  const refused = (why: string) => ({
    labels: undefined,
    notes: [`The file's "labels" cannot be used: ${why}.`],
  });
  try {
    const labels: unknown = JSON.parse(written);
    if (isStrings(labels)) return { labels, notes: [] };
    return refused('they are not a JSON array of strings');
  } catch (thrown) {
    return refused(textOf(thrown));
  }
}
