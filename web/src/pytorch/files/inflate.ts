// Unpacks a compressed entry of a zip archive with the browser's own code, never to more than it announces.

import { damaged, Refusal } from '../refusal.js';

/**
 * size: bytes that it becomes. Throws where it becomes more or less, and where this place cannot unpack.
 */
export async function inflate(packed: Uint8Array, size: number, what: string): Promise<Uint8Array> {
  const stream = unpacking(packed, what);
  const reader = stream.getReader();
  const result = new Uint8Array(size);
  let filled = 0;
  for (;;) {
    const part = await reader.read().catch(() => undefined);
    if (part === undefined) throw damaged(`${what} of the archive cannot be unpacked.`);
    if (part.done) break;
    if (filled + part.value.length > size) {
      await reader.cancel().catch(() => {});
      throw damaged(`${what} of the archive is larger than it announces.`);
    }
    result.set(part.value, filled);
    filled += part.value.length;
  }
  if (filled < size) throw damaged(`${what} of the archive is smaller than it announces.`);
  return result;
}

function unpacking(packed: Uint8Array, what: string): ReadableStream<Uint8Array> {
  try {
    const bytes = new Blob([packed as Uint8Array<ArrayBuffer>]);
    return bytes.stream().pipeThrough(new DecompressionStream('deflate-raw'));
  } catch {
    throw new Refusal(
      'unsupported-environment',
      `${what} of the archive is compressed, and this browser cannot unpack it.`,
      'Use a newer browser, or save the weights again with torch.save, which compresses nothing.',
    );
  }
}
