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

type Field = readonly [bytes: 2 | 4 | 8, value: number];

const zeros = (bytes: 2 | 4, count: number): Field[] =>
  Array.from({ length: count }, () => [bytes, 0] as const);

function header(...fields: readonly Field[]): number[] {
  return fields.flatMap(([bytes, value]) =>
    Array.from({ length: bytes }, (_, shift) => Math.floor(value / 256 ** shift) & 255),
  );
}

/** Where a field of 4 bytes says that its number stands in one of 8. */
const ELSEWHERE = 0xffffffff;

function localHeader({ method = 0, flags = 0x808 }: ZipEntry, name: Uint8Array): number[] {
  const sizes = zeros(4, 4);
  return header(
    [4, 0x04034b50],
    [2, 20],
    [2, flags],
    [2, method],
    ...sizes,
    [2, name.length],
    [2, 0],
  );
}

function centralHeader(entry: ZipEntry, name: Uint8Array, at: number, isWide: boolean): number[] {
  const { data, method = 0, size = data.length, flags = 0x808, offset = at } = entry;
  const numbers = [data.length, size, offset].map((value) => (isWide ? ELSEWHERE : value));
  const [packed = 0, full = 0, place = 0] = numbers;
  const extra = isWide ? header([2, 1], [2, 24], [8, size], [8, data.length], [8, offset]) : [];
  return [
    ...header([4, 0x02014b50], [2, 20], [2, 20], [2, flags], [2, method], ...zeros(4, 2)),
    ...header([4, packed], [4, full], [2, name.length], [2, extra.length], ...zeros(2, 3)),
    ...header(...zeros(4, 1), [4, place]),
    ...name,
    ...extra,
  ];
}

/** The last records: of zip64 there are two more. */
function endRecords(
  count: number,
  size: number,
  at: number,
  comment: number,
  isWide: boolean,
): number[] {
  const wide = [
    ...header([4, 0x06064b50], [8, 44], [2, 45], [2, 45], ...zeros(4, 2), [8, count], [8, count]),
    ...header([8, size], [8, at]),
    ...header([4, 0x07064b50], [4, 0], [8, at + size], [4, 1]),
  ];
  const [shown, bytes, start] = isWide ? [0xffff, ELSEWHERE, ELSEWHERE] : [count, size, at];
  const plain = header(
    [4, 0x06054b50],
    ...zeros(2, 2),
    [2, shown],
    [2, shown],
    [4, bytes],
    [4, start],
  );
  return [...(isWide ? wide : []), ...plain, ...header([2, comment])];
}

/** isWide: with numbers of 8 bytes (zip64), as archives of more than 4 GB have them. */
export function zipFile(
  entries: readonly ZipEntry[],
  comment = '',
  isWide = false,
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: number[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = utf8.encode(entry.name);
    const local = localHeader(entry, name);
    directory.push(...centralHeader(entry, name, at, isWide));
    parts.push(Uint8Array.from(local), name, entry.data);
    at += local.length + name.length + entry.data.length;
  }
  const last = endRecords(entries.length, directory.length, at, comment.length, isWide);
  return joined([...parts, Uint8Array.from([...directory, ...last]), utf8.encode(comment)]);
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
