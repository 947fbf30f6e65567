// Which functions and constants of a module refer to which, as the linker writes it (--emit-relocs). Formats:
// github.com/WebAssembly/tool-conventions, Linking.md.
import {
  dataSegments,
  functionNames,
  Reader,
  readerOf,
  SECTION,
  sectionsOf,
  segmentNames,
} from './wasm-reader.mjs';

const KIND = { function: 0, data: 1, section: 3 };
const FLAG = { undefined: 0x10, named: 0x40 };
/** Kinds of references to functions, directly or by their place in the table, and to data. */
const TO_FUNCTION = new Set([0, 1, 2, 12, 26]);
const TO_DATA = new Set([3, 4, 5, 11, 21]);
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25]);
const OTHERS = new Set([6, 7, 10, 13, 20]); // types, globals, tags and tables, which all stay
const ADDRESS = new Set([3, 4]); // written as a number of five bytes, which tells where a segment lies

function readSymbols(reader) {
  return reader.list(() => {
    const kind = reader.byte();
    const flags = reader.number();
    if (kind === KIND.data) {
      const name = reader.text();
      if (flags & FLAG.undefined) return { kind, name };
      return {
        kind,
        name,
        segment: reader.number(),
        offset: reader.number(),
        size: reader.number(),
      };
    }
    const index = reader.number();
    const hasName = kind !== KIND.section && (!(flags & FLAG.undefined) || flags & FLAG.named);
    return { kind, index, name: hasName ? reader.text() : '' };
  });
}

function symbolsOf(bytes) {
  const reader = readerOf(bytes, SECTION.custom, 'linking');
  if (!reader) throw new Error('The module was linked without --emit-relocs.');
  reader.number(); // version
  while (reader.at < reader.end) {
    const part = reader.byte();
    const inner = new Reader(reader.block());
    if (part === 8) return readSymbols(inner);
  }
  throw new Error('The module has no table of symbols.');
}

/** [{ offset, kind, symbol, addend }]: what the contents of a section refer to, in their order. */
function relocationsOf(bytes, name) {
  const reader = readerOf(bytes, SECTION.custom, `reloc.${name}`);
  if (!reader) return [];
  reader.number(); // the section's number
  return reader.list(() => {
    const kind = reader.byte();
    const [offset, symbol] = [reader.number(), reader.number()];
    return { kind, offset, symbol, addend: WITH_ADDEND.has(kind) ? reader.signed() : 0 };
  });
}

/** [{ index, end }]: the functions that the module defines, and where in the section each one ends. */
function bodiesOf(bytes, imported) {
  const reader = readerOf(bytes, SECTION.code);
  const { at: start } = reader;
  return reader
    .list(() => {
      const { length } = reader.block();
      return { start: reader.at - length - start, end: reader.at - start };
    })
    .map((place, i) => ({ ...place, index: imported + i }));
}

function importedFunctions(bytes) {
  const reader = readerOf(bytes, SECTION.import);
  let count = 0;
  const limits = () => {
    const hasMost = reader.byte() & 1;
    reader.number();
    if (hasMost) reader.number();
  };
  reader?.list(() => {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind === 0) count += 1;
    if (kind === 1) reader.byte();
    if (kind === 1 || kind === 2) limits();
    else if (kind === 3) reader.at += 2;
    else {
      if (kind === 4) reader.byte();
      reader.number();
    }
  });
  return count;
}

function rootsOf(bytes) {
  const exported = readerOf(bytes, SECTION.export);
  const roots = [];
  exported?.list(() => {
    exported.text();
    const kind = exported.byte();
    const index = exported.number();
    if (kind === 0) roots.push(index);
  });
  const start = readerOf(bytes, SECTION.start);
  return start ? [...roots, start.number()] : roots;
}

/** The functions that `__wasm_call_ctors` calls: the linker made it, so no relocations say so. */
function constructorsOf(bytes, bodies, names) {
  const body = bodies.find(({ index }) => names.get(index) === '__wasm_call_ctors');
  if (!body) return [];
  const { start } = sectionsOf(bytes).find(({ id }) => id === SECTION.code);
  const reader = new Reader(bytes, start + body.start, start + body.end);
  const called = [];
  if (reader.byte() !== 0) throw new Error('__wasm_call_ctors has variables.');
  for (let instruction = reader.byte(); instruction !== 0x0b; instruction = reader.byte()) {
    if (instruction === 0x10) called.push(reader.number());
    else if (instruction !== 0x1a) throw new Error('__wasm_call_ctors does more than call.');
  }
  return called;
}

/** Of places in ascending order, the one that holds `at`; undefined: none. */
function holder(places, at) {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle].end <= at) low = middle + 1;
    else high = middle;
  }
  return places[low]?.start <= at ? places[low] : undefined;
}

/**
 * { functions, data, roots }. functions: { name, references }. data: constants and variables,
 * { segment, section, start, end, bytes, address, references }, where section is the segment's name, start and end are
 * places in it, and address is that in memory. A reference is a function or data of these lists. roots: functions that
 * are exported or run at the start.
 */
export function readReferences(bytes) {
  const symbols = symbolsOf(bytes);
  const names = functionNames(bytes);
  const bodies = bodiesOf(bytes, importedFunctions(bytes));
  const functions = new Map(
    bodies.map(({ index }) => [index, { name: names.get(index) ?? '', references: new Set() }]),
  );
  const data = dataOf(symbols, bytes);
  const target = ({ kind, symbol }) => {
    const found = symbols[symbol];
    if (TO_FUNCTION.has(kind)) return functions.get(found.index);
    if (TO_DATA.has(kind))
      return found.size > 0 ? holder(data.get(found.segment), found.offset) : undefined;
    if (OTHERS.has(kind)) return undefined;
    throw new Error(
      `The linker wrote a reference of kind ${kind}, which references.mjs does not know.`,
    );
  };
  const loose = [];
  const add = (from, to) => {
    if (to) from ? from.references.add(to) : loose.push(to);
  };
  for (const one of relocationsOf(bytes, 'CODE'))
    add(functions.get(holder(bodies, one.offset)?.index), target(one));
  const segments = placesInData(bytes);
  for (const one of relocationsOf(bytes, 'DATA')) {
    const { index, start } = holder(segments, one.offset);
    add(holder(data.get(index) ?? [], one.offset - start), target(one));
  }
  const roots = [...rootsOf(bytes), ...constructorsOf(bytes, bodies, names)].map((index) =>
    functions.get(index),
  );
  return {
    functions: [...functions.values()],
    data: [...data.values()].flat(),
    roots: [...roots.filter(Boolean), ...loose],
  };
}

/** By segment, its constants and variables in ascending order. Those that share bytes are one. */
function dataOf(symbols, bytes) {
  const addresses = segmentAddresses(bytes, symbols);
  const segments = dataSegments(bytes);
  const sections = segmentNames(bytes);
  const lists = new Map();
  const defined = symbols.filter(({ kind, size }) => kind === KIND.data && size > 0);
  for (const { segment, offset, size } of defined.sort((a, b) => a.offset - b.offset)) {
    if (!lists.has(segment)) lists.set(segment, []);
    const list = lists.get(segment);
    const last = list.at(-1);
    if (last && offset < last.end) last.end = Math.max(last.end, offset + size);
    else
      list.push({
        segment,
        start: offset,
        end: offset + size,
        section: sections.get(segment),
        address: addresses.get(segment) + offset,
        references: new Set(),
      });
  }
  for (const one of [...lists.values()].flat()) {
    const { start } = segments[one.segment];
    one.bytes = Buffer.from(bytes.subarray(start + one.start, start + one.end));
  }
  return lists;
}

/** By place in the data section's contents, the bytes of each segment. */
function placesInData(bytes) {
  const { start } = sectionsOf(bytes).find(({ id }) => id === SECTION.data);
  return dataSegments(bytes).map((segment, index) => ({
    index,
    start: segment.start - start,
    end: segment.start - start + segment.length,
  }));
}

/** Where each segment begins in memory: addresses stand in the code, whatever kind the segments are. */
function segmentAddresses(bytes, symbols) {
  const { start } = sectionsOf(bytes).find(({ id }) => id === SECTION.code);
  const addresses = new Map();
  for (const { kind, offset, symbol, addend } of relocationsOf(bytes, 'CODE')) {
    const found = symbols[symbol];
    // The linker's own symbols have no size, and count from the beginning of memory.
    if (!ADDRESS.has(kind) || !(found.size > 0)) continue;
    const reader = new Reader(bytes, start + offset);
    const written = kind === 4 ? reader.signed() : reader.number();
    const base = written - addend - found.offset;
    const known = addresses.get(found.segment) ?? base;
    if (known !== base)
      throw new Error(`Segment ${found.segment} has two addresses: ${known} and ${base}.`);
    addresses.set(found.segment, base);
  }
  return addresses;
}
