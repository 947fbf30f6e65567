import { failure } from './error.js';

/** A stated length is believed only so far before its bytes have come. */
const MOST_AHEAD = 1 << 28;

/** Collects chunks of a download into one buffer that grows by doubling. */
export class ByteSink {
  private buffer: Uint8Array<ArrayBuffer>;
  length = 0;

  /** expected: bytes to have ready, where the length is known. Throws 'out-of-memory', as add(). */
  constructor(expected: number | undefined) {
    this.buffer = allocate(Math.min(expected ?? 1 << 16, MOST_AHEAD));
  }

  add(chunk: Uint8Array): void {
    const length = this.length + chunk.length;
    if (length > this.buffer.length) {
      const larger = allocate(Math.max(length, 2 * this.buffer.length));
      larger.set(this.buffer.subarray(0, this.length));
      this.buffer = larger;
    }
    this.buffer.set(chunk, this.length);
    this.length = length;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.length === this.buffer.length ? this.buffer : this.buffer.slice(0, this.length);
  }
}

function allocate(bytes: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(bytes);
  } catch (thrown) {
    throw failure(
      'out-of-memory',
      `There is no memory left for ${bytes} bytes of a download.`,
      'Close other pages or programs, or use a smaller file.',
      thrown,
    );
  }
}
