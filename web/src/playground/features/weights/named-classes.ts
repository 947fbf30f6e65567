// Names of classes for an ONNX file that has none. A protobuf message is read to its end, and of a list every entry
// counts wherever it stands: what is put behind the file is a part of it.

const LENGTH_DELIMITED = 2;

/** Seven bits a byte, the lowest first; all but the last one are marked. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

function field(number: number, content: Uint8Array): Uint8Array {
  const head = [(number << 3) | LENGTH_DELIMITED, ...varint(content.length)];
  return Uint8Array.from([...head, ...content]);
}

/**
 * What has to follow the bytes of an ONNX file so that its `metadata_props` name its classes, as "labels" does
 * (models/README.md).
 */
export function namesBehind(names: readonly string[]): Uint8Array<ArrayBuffer> {
  const text = (number: number, value: string) => field(number, new TextEncoder().encode(value));
  // ModelProto.metadata_props is 14; of an entry, key is 1 and value 2.
  const entry = [text(1, 'labels'), text(2, JSON.stringify(names))];
  return new Uint8Array(field(14, Uint8Array.from(entry.flatMap((part) => [...part]))));
}
