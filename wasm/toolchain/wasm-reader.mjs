// What the toolchain reads of a WebAssembly module's bytes.

export const SECTION = { custom: 0, import: 2, export: 7, start: 8, code: 10, data: 11 };

/** A place in a module's bytes that moves on as it reads. */
export class Reader {
  constructor(bytes, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  byte() {
    if (this.at >= this.end) throw new Error('The module ends where more is expected.');
    return this.bytes[this.at++];
  }

  /** LEB128, without a sign, of up to 53 bits. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  /** LEB128 with a sign, of up to 32 bits. */
  signed() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return byte & 64 && shift < 25 ? value | (-1 << (shift + 7)) : value;
    }
  }

  /** The bytes of a length that stands before them. */
  block() {
    const length = this.number();
    const start = this.at;
    this.at += length;
    if (this.at > this.end) throw new Error('The module ends where more is expected.');
    return this.bytes.subarray(start, this.at);
  }

  text() {
    return Buffer.from(this.block()).toString('utf8');
  }

  /** `each()` as often as the number that comes first says. */
  list(each) {
    return Array.from({ length: this.number() }, each);
  }
}

/** [{ id, name, start, end }]: where the contents of each section are; name: of custom ones, whose contents start behind it. */
export function sectionsOf(bytes) {
  const reader = new Reader(bytes, 8); // behind magic and version
  const sections = [];
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const size = reader.number();
    const end = reader.at + size;
    const name = id === SECTION.custom ? reader.text() : '';
    sections.push({ id, name, start: reader.at, end });
    reader.at = end;
  }
  return sections;
}

/** A reader of that section; undefined where there is none. */
export function readerOf(bytes, id, name = '') {
  const found = sectionsOf(bytes).find((section) => section.id === id && section.name === name);
  return found && new Reader(bytes, found.start, found.end);
}

/** Name by index, from a part of the section "name"; empty where there is none. */
function namesOf(bytes, wanted) {
  const names = new Map();
  const reader = readerOf(bytes, SECTION.custom, 'name');
  while (reader && reader.at < reader.end) {
    const part = reader.byte();
    const inner = new Reader(reader.block());
    if (part === wanted) inner.list(() => names.set(inner.number(), inner.text()));
  }
  return names;
}
export const functionNames = (bytes) => namesOf(bytes, 1);
export const segmentNames = (bytes) => namesOf(bytes, 9);

/** [{ start, length }]: where in the module the bytes of each data segment are. */
export function dataSegments(bytes) {
  const reader = readerOf(bytes, SECTION.data);
  if (!reader) return [];
  return reader.list(() => {
    const flags = reader.number();
    if (flags === 2) reader.number(); // the memory
    if (flags !== 1) skipConstant(reader);
    const { length } = reader.block();
    return { start: reader.at - length, length };
  });
}

function skipConstant(reader) {
  const instruction = reader.byte();
  if (instruction !== 0x41) throw new Error('A data segment has no constant place.'); // i32.const
  reader.signed();
  reader.byte(); // end
}

/** LEB128 of a number that is not negative. */
export function leb(value) {
  const bytes = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) | 128);
  }
}

/** The same with a sign, of a number that is not negative. */
export function signedLeb(value) {
  const bytes = leb(value);
  const last = bytes.at(-1);
  return last < 64 ? bytes : [...bytes.slice(0, -1), last | 128, 0];
}
