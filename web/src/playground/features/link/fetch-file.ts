// A file from an address that the user gave.

import { download } from '../../../client/download.js';
import { describeBytes } from '../../../client/sniff.js';
import { refuse } from '../../run/refusal.js';
import { nameIn } from './pasted-text.js';

/** Larger models are downloaded by the browser itself, and dropped. */
const MOST_BYTES = 2 ** 30;

export interface Received {
  loaded: number;
  total?: number;
}

/** Throws a PlaygroundError where it cannot be had, or is something in place of a file. */
export async function fetchFile(
  url: URL,
  signal: AbortSignal,
  onProgress: (received: Received) => void,
): Promise<File> {
  let type = '';
  const bytes = await download(url, {
    signal,
    onProgress,
    onType(stated) {
      type = stated;
    },
    maxBytes: MOST_BYTES,
    what: 'The file',
  });
  const found = describeBytes(bytes, type);
  // A login page, an error page, a pointer: other kinds are told apart when the file is opened.
  if (found?.general)
    throw refuse('not-a-picture', `What ${url.host} sent is ${found.what}.`, found.hint);
  return new File([bytes], nameIn(url), { type: type.split(';')[0] ?? '' });
}
