// Which pictures are looked through: those of the page, or the reader's own.

import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import { EXAMPLE_DIGITS, isDrawable } from '../../run/drawing.js';
import type { PictureSource } from '../../run/ports.js';
import type { Source } from './state.js';
import { words } from './words-en.js';

const lastOwn = lastOf<readonly Source[]>();

function samples({ samples }: AppState): readonly Source[] {
  return lastOwn(samples, [], () =>
    samples.map((sample) => ({ name: sample.title, from: { kind: 'sample', sample } })),
  );
}

const lastDigits = lastOf<readonly Source[]>();

/** A network of small grey pictures gets the page's digits. */
function digits(side: number): readonly Source[] {
  return lastDigits(EXAMPLE_DIGITS, [side], () =>
    EXAMPLE_DIGITS.map((strokes, digit) => {
      const from: PictureSource<File> = { kind: 'drawing', strokes, side };
      return { name: words.digit(digit), from };
    }),
  );
}

/** The same list as long as nothing changes. */
export function sourcesOf(state: AppState): readonly Source[] {
  const { chosen } = state.patches;
  if (chosen) return chosen.sources;
  const { preprocess } = state.model?.info ?? {};
  const isDrawn = preprocess && isDrawable(preprocess);
  return isDrawn ? digits(Math.max(...preprocess.crop)) : samples(state);
}

/** Files that file systems put into folders are no pictures that somebody chose. */
const isOwn = ({ name }: File): boolean => !/^(\.|Thumbs\.db$|desktop\.ini$)/i.test(name);

/** Of one folder in the order of their names, as a file manager shows them. */
export function sourcesFrom(files: readonly File[]): Source[] {
  const nameOf = (file: File) => file.webkitRelativePath || file.name;
  const named = files.filter(isOwn).map((file) => ({ file, name: nameOf(file) }));
  named.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  return named.map(({ file, name }) => ({ name, from: { kind: 'file', name, file } }));
}

function filesOf(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader();
  const entries = () =>
    new Promise<FileSystemEntry[]>((then, fail) => reader.readEntries(then, fail));
  return (async () => {
    const all: File[] = [];
    // A reader gives a hundred at a time.
    for (let some = await entries(); some.length > 0; some = await entries()) {
      for (const entry of some) all.push(...(await filesIn(entry)));
    }
    return all;
  })();
}

/** A file, or all files below a folder. */
async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isDirectory) return filesOf(entry as FileSystemDirectoryEntry);
  const { file } = entry as FileSystemFileEntry;
  return [await new Promise<File>((then, fail) => file.call(entry, then, fail))];
}

/** Of folders what is in them. Call at once: what was dropped is gone after the event. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return files;
  const found = await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])));
  return found.flat();
}
