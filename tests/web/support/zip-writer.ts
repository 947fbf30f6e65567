// Writes zip archives as torch.save does (entries stored, sizes in the central directory alone), and wrong ones.

export interface ZipEntry {
  name: string;
  data: Uint8Array;
  /** 0: stored (default), 8: deflated, in which case `size` is what it becomes. */
  method?: number;
  size?: number;
  flags?: number;
  /** Where the directory says that the entry is; default: where it is. */
  offset?: number;
}

const utf8 = new TextEncoder();

function header(signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[]) {
  const result: number[] = [];
  for (const [bytes, value] of [[4, signature] as const, ...fields])
    for (let shift = 0; shift < bytes; shift++) result.push(Math.floor(value / 256 ** shift) & 255);
  return result;
}

export function zipFile(entries: readonly ZipEntry[], comment = ''): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: number[] = [];
  let at = 0;
  for (const { name, data, method = 0, size = data.length, flags = 0x808, offset } of entries) {
    const label = utf8.encode(name);
    const local = header(0x04034b50, [
      [2, 20],
      [2, flags],
      [2, method],
      ...[4, 4, 4, 4].map((bytes) => [bytes, 0] as [4, number]),
      [2, label.length],
      [2, 0],
    ]);
    directory.push(
      ...header(0x02014b50, [
        [2, 20],
        [2, 20],
        [2, flags],
        [2, method],
        [4, 0],
        [4, 0],
        [4, data.length],
        [4, size],
        [2, label.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, offset ?? at],
      ]),
      ...label,
    );
    parts.push(Uint8Array.from(local), label, data);
    at += local.length + label.length + data.length;
  }
  const end = header(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, directory.length],
    [4, at],
    [2, comment.length],
  ]);
  return joined([...parts, Uint8Array.from(directory), Uint8Array.from(end), utf8.encode(comment)]);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
