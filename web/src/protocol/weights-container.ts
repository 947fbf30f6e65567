// Which of PyTorch's files this is, from its first bytes: asked by the client, and by the code that reads them.

export type WeightsContainer = 'zip' | 'pickle' | 'safetensors';

/** undefined: none of them. A zip archive or a pickle may still turn out to be something else. */
export function containerOf(bytes: Uint8Array): WeightsContainer | undefined {
  const [first, second = 0, third, fourth] = bytes;
  if (first === 0x50 && second === 0x4b && third === 3 && fourth === 4) return 'zip';
  // Before the next: the length that such a file begins with may be 0x280.
  if (isSafetensors(bytes)) return 'safetensors';
  // PROTO, and a protocol.
  return first === 0x80 && second >= 2 && second <= 5 ? 'pickle' : undefined;
}

/** The length of the text that begins with "{" at byte 8, which has to be below 4 GB. */
function isSafetensors(bytes: Uint8Array): boolean {
  return bytes[8] === 0x7b && [4, 5, 6, 7].every((index) => bytes[index] === 0);
}
