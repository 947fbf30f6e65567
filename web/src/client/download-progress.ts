// Several files as one download, in the eyes of onProgress.

import type { Progress } from '../protocol/index.js';

type Tell = (progress: Progress) => void;

export class DownloadProgress {
  private readonly tell: Tell | undefined;
  private readonly parts: { loaded: number; total?: number }[] = [];

  constructor(tell: Tell | undefined) {
    this.tell = tell;
  }

  /** The onProgress of one more file. Until it reports, the length of the whole is not known. */
  part(): Tell {
    const index = this.parts.push({ loaded: 0 }) - 1;
    return (progress) => {
      if (progress.phase !== 'download') return this.tell?.(progress);
      this.parts[index] = progress;
      this.tell?.({ phase: 'download', ...this.sum() });
    };
  }

  private sum(): { loaded: number; total?: number } {
    const loaded = this.parts.reduce((sum, part) => sum + part.loaded, 0);
    const total = this.parts.reduce((sum, part) => sum + (part.total ?? Number.NaN), 0);
    return Number.isNaN(total) ? { loaded } : { loaded, total };
  }
}
