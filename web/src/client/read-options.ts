// What every way of reading a file takes, and the limit they share.

import type { Progress } from '../protocol/index.js';
import { failure, type PlaygroundError } from './error.js';

export interface ReadOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Gets the Content-Type of what comes over the network; '' where the server names none. */
  onType?: ((contentType: string) => void) | undefined;
  /** Most bytes to take. */
  maxBytes: number;
  /** The error for more; default: code 'limit-exceeded'. */
  tooLarge?: ((bytes: number) => PlaygroundError) | undefined;
  /** For messages: 'The model', 'The picture'. */
  what: string;
}

export function checkSize(bytes: number, options: ReadOptions): void {
  const { maxBytes, tooLarge, what } = options;
  if (bytes <= maxBytes) return;
  if (tooLarge !== undefined) throw tooLarge(bytes);
  throw failure(
    'limit-exceeded',
    `${what} has ${showBytes(bytes)}, more than the ${showBytes(maxBytes)} allowed here.`,
    'Use a smaller file, or raise the limit (maxMemory for a model).',
  );
}

/** "12 MB", "1.2 MB", "12.3 KB", "12 bytes". */
export function showBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e5) return `${(bytes / 1e3).toFixed(1)} KB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
