/** Collects chunks of a download into one buffer that grows by doubling. */
export class ByteSink {
  private buffer: Uint8Array<ArrayBuffer>;
  length = 0;

  /** expected: bytes to have ready, where the length is known. */
  constructor(expected: number | undefined) {
    this.buffer = new Uint8Array(expected ?? 1 << 16);
  }

  add(chunk: Uint8Array): void {
    const length = this.length + chunk.length;
    if (length > this.buffer.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.buffer.length));
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
