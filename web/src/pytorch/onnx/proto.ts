// Protocol Buffers' wire format, as far as an ONNX file needs it. A message is a list of pieces, so that
// large ones are written straight into the file and never lie in memory twice.

/** Bytes that are made only when they are written; `length` of them. */
export interface LazyBytes {
  readonly length: number;
  bytes(): Uint8Array;
}

export type Piece = Uint8Array | LazyBytes;

const LENGTH_DELIMITED = 2;

/** A number of at most 64 bits; a negative one takes ten bytes. */
export function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

export function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** A field that holds a message, or bytes. */
export function message(field: number, pieces: readonly Piece[]): Piece[] {
  return [varint((field << 3) | LENGTH_DELIMITED), varint(lengthOf(pieces)), ...pieces];
}

/** Half a surrogate pair, which UTF-8 has no bytes for, becomes U+FFFD, as TextEncoder has it. */
function utf8(value: string): Uint8Array {
  const percent = encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'));
  const bytes = percent.match(/%..|[^%]/g) ?? [];
  return Uint8Array.from(bytes, (byte) =>
    byte.length === 3 ? Number.parseInt(byte.slice(1), 16) : byte.charCodeAt(0),
  );
}

export function text(field: number, value: string): Piece[] {
  return message(field, [utf8(value)]);
}

export function integer(field: number, value: number): Piece[] {
  return [varint(field << 3), varint(value)];
}

/** A float32 (wire type 5). */
export function float(field: number, value: number): Piece[] {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [varint((field << 3) | 5), bytes];
}

/** All pieces in one array: the only copy that is made. */
export function joined(pieces: readonly Piece[]): Uint8Array {
  const all = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece instanceof Uint8Array ? piece : piece.bytes(), at);
    at += piece.length;
  }
  return all;
}
