// What files are called that are saved.

/** "tinyvgg-conv_1_1-channel-3.npy": what file systems take, whatever a model calls its layers. */
export function exportName(parts: readonly string[], extension: string): string {
  const clean = parts
    .map((part) =>
      part
        .normalize('NFKC')
        .replace(/[^\p{L}\p{N}._-]+/gu, '_')
        .replace(/^[._-]+|[._-]+$/g, ''),
    )
    .filter((part) => part !== '');
  return `${clean.join('-').slice(0, 120) || 'value'}.${extension}`;
}
