// Files that hold weights of a model: those that the user gives, and those beside the model.

import type { ExternalFile } from '../protocol/index.js';
import { resolveAddress } from './address.js';
import type { DownloadProgress } from './download-progress.js';
import { failure, PlaygroundError } from './error.js';
import { isLocalName } from './given-files.js';
import { isUrl } from './kinds.js';
import { nodeProcess } from './node.js';
import type { ExternalDataFile, ModelSource } from './options.js';
import { readSource } from './source.js';

export interface ExternalRead {
  signal: AbortSignal;
  progress: DownloadProgress;
  /** Most bytes to take, of all files together. */
  maxBytes: number;
}

/** Throws what readSource throws. */
export async function readExternal(
  files: readonly ExternalDataFile[],
  read: ExternalRead,
): Promise<ExternalFile[]> {
  const result: ExternalFile[] = [];
  await readEach(files, read, (file) => result.push(file), undefined);
  return result;
}

/**
 * The files that `lacking` (code 'missing-file') names, from beside the model. Throws `lacking` where
 * the model has no place of its own, and 'missing-file' with the names of those that are not there.
 */
export async function readBeside(
  source: ModelSource,
  lacking: unknown,
  read: ExternalRead,
): Promise<ExternalFile[]> {
  if (!(lacking instanceof PlaygroundError) || lacking.files === undefined) throw lacking;
  const files = filesBeside(source, lacking.files);
  if (files === undefined) throw lacking;
  const result: ExternalFile[] = [];
  const absent = new Map<string, PlaygroundError>();
  await readEach(files, read, (file) => result.push(file), absent);
  if (absent.size > 0) throw notThere(absent);
  return result;
}

/** absent: takes the files that are not there, if given; else the first of them ends the reading. */
async function readEach(
  files: readonly ExternalDataFile[],
  { signal, progress, maxBytes }: ExternalRead,
  take: (file: ExternalFile) => void,
  absent: Map<string, PlaygroundError> | undefined,
): Promise<void> {
  let left = maxBytes;
  const parts = files.map((file) => ({ ...file, onProgress: progress.part() }));
  for (const { path, data, onProgress } of parts) {
    const what = `The file "${path}" with weights`;
    try {
      const bytes = await readSource(data, { signal, onProgress, maxBytes: left, what });
      left -= bytes.length;
      take({ path, bytes });
    } catch (thrown) {
      if (absent === undefined || !isAbsence(thrown)) throw thrown;
      absent.set(path, thrown);
    }
  }
}

function isAbsence(thrown: unknown): thrown is PlaygroundError {
  const codes: readonly string[] = ['file-error', 'http-error'];
  return thrown instanceof PlaygroundError && codes.includes(thrown.code);
}

/** undefined where nothing lies beside the model: it is bytes, or its address holds them. */
function filesBeside(
  source: ModelSource,
  names: readonly string[],
): ExternalDataFile[] | undefined {
  if (typeof source !== 'string' && !isUrl(source)) return undefined;
  const url = resolveAddress(source, 'The model');
  const isFile = url.protocol === 'file:' && nodeProcess() !== undefined;
  if (!isFile && !/^https?:$/.test(url.protocol)) return undefined;
  // The engine refuses a model with any other name; a fetch does not rely on it.
  if (!names.every(isLocalName)) return undefined;
  return names.map((path) => {
    const relative = path.split('/').map(encodeURIComponent).join('/');
    return { path, data: new URL(`./${relative}`, url) };
  });
}

function notThere(absent: ReadonlyMap<string, PlaygroundError>): PlaygroundError {
  const files = [...absent.keys()];
  const [first = failure('file-error', '')] = absent.values();
  const others = files.length - 1;
  const message =
    others === 0 ? first.message : `${first.message} Nor could ${others} more of its kind.`;
  const hint = 'Put it beside the model under this name, or give it in the option externalData.';
  return new PlaygroundError({ code: 'missing-file', message, hint, files }, { cause: first });
}
