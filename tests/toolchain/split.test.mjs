import { expect, test } from 'vitest';
import { wordsForReferences, wordsOf } from '../../wasm/toolchain/link.mjs';
import { readReferences } from '../../wasm/toolchain/references.mjs';
import {
  checkEntries,
  moveConstants,
  whatToMove,
  withSecondModule,
} from '../../wasm/toolchain/split.mjs';
import {
  dataSegments,
  functionNames,
  leb,
  Reader,
  signedLeb,
} from '../../wasm/toolchain/wasm-reader.mjs';

const text = (value) => [value.length, ...Buffer.from(value)];
const section = (id, ...contents) => [id, ...leb(contents.length), ...contents];
const custom = (name, ...contents) => section(0, ...text(name), ...contents);
const moduleOf = (...sections) =>
  Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()]);

const ENTRY = '_ZN3cnn6second4findEv';

/** A function or constant of a graph of references, with those it refers to. */
const node = (more, ...references) => ({ ...more, references: new Set(references) });

function example() {
  const rare = node({ section: '.rodata', segment: 0, address: 1024 });
  const state = node({ section: '.data', segment: 1, address: 2048 });
  const shared = node({ name: 'shared' }, node({ section: '.rodata', address: 1000 }));
  const helper = node({ name: 'helper' }, rare, state, shared);
  const entry = node({ name: ENTRY }, helper);
  const load = node({ name: 'load' }, entry, shared);
  const [, common] = [shared, ...shared.references];
  return {
    functions: [load, entry, helper, shared],
    data: [rare, state, common],
    roots: [load],
    rare,
  };
}

test('what only the ways into the second module reach is moved, variables excepted', () => {
  const { rare, ...graph } = example();
  expect(whatToMove(graph)).toEqual({ functions: [ENTRY, 'helper'], constants: [rare] });
});

test('functions that share a name stay, and what they reach', () => {
  const { rare, ...graph } = example();
  const twin = node({ name: 'helper' });
  const moved = whatToMove({ ...graph, functions: [...graph.functions, twin] });
  expect(moved).toEqual({ functions: [ENTRY], constants: [] });
});

test('a way that was inlined fails the build', () => {
  expect(() => checkEntries(example(), new Set(['load', 'helper']))).toThrow(
    `${ENTRY} was inlined`,
  );
  expect(() => checkEntries(example(), new Set(['load', ENTRY]))).not.toThrow();
});

test('constants go from the first module to the second, neighbours as one segment', () => {
  const first = moduleOf(section(11, 1, 0, 0x41, ...signedLeb(1024), 0x0b, ...text('abcdefgh')));
  const second = moduleOf();
  const constant = (start, bytes) => ({
    segment: 0,
    start,
    address: 1024 + start,
    bytes: Buffer.from(bytes),
  });
  const made = moveConstants(first, second, [
    constant(6, 'g'),
    constant(1, 'b'),
    constant(2, 'cd'),
  ]);
  const [{ start, length }] = dataSegments(first);
  expect(Buffer.from(first.subarray(start, start + length)).toString()).toBe('a\0\0\0ef\0h');
  const segments = dataSegments(made);
  const read = segments.map((one) => Buffer.from(made.subarray(one.start, one.start + one.length)));
  expect(read.map(String)).toEqual(['bcd', 'g']);
  // The places in memory: 1025 and 1030 as i32.const.
  expect([...made.subarray(11, 15)]).toEqual([0, 0x41, ...signedLeb(1025)].slice(0, 4));
  expect(() => moveConstants(first, second, [constant(0, 'x')])).toThrow('at 1024 is not there');
});

/**
 * Function 0, "root", is exported; it calls 1 and reads the constant at 2 of the segment at 1024. The constant points
 * to function 2 by its place in the table. Function 3 is called by nothing.
 */
function linkedModule() {
  const padded = (value) => [
    ...[0, 7, 14, 21].map((bits) => ((value >> bits) & 127) | 128),
    value >> 28,
  ];
  const call = [0x10, ...padded(1)];
  const load = [0x41, ...padded(1026), 0x1a];
  const body = (...code) => [...leb(code.length + 2), 0, ...code, 0x0b];
  const bodies = [body(...call, ...load), body(), body(), body()];
  const named = ['root', 'callee', 'pointed', 'lonely'];
  const symbols = [
    ...named.flatMap((name, index) => [0, 0, index, ...text(name)]),
    ...[1, 0, ...text('constant'), 0, 2, 4],
  ];
  const names = named.flatMap((name, index) => [index, ...text(name)]);
  const table = [5, ...symbols];
  // In the code section: the count, then the size and the number of variables before the call.
  const relocations = [2, 0, 4, 1, 4, 10, 4, 0];
  return moduleOf(
    section(7, 1, ...text('run'), 0, 0),
    section(10, 4, ...bodies.flat()),
    section(11, 1, 0, 0x41, ...signedLeb(1024), 0x0b, 8, 0, 0, 1, 0, 0, 0, 0, 0),
    custom('linking', 2, 8, ...leb(table.length), ...table),
    custom('reloc.CODE', 3, ...relocations),
    custom('reloc.DATA', 4, 1, 2, 9, 2),
    custom('name', 1, ...leb(names.length + 1), 4, ...names, 9, 10, 1, 0, ...text('.rodata')),
  );
}

test('references are read as the linker writes them', () => {
  const { functions, data, roots } = readReferences(linkedModule());
  const [root, callee, pointed] = functions;
  expect(functions.map(({ name }) => name)).toEqual(['root', 'callee', 'pointed', 'lonely']);
  expect(data).toHaveLength(1);
  expect(data[0]).toMatchObject({ section: '.rodata', start: 2, end: 6, address: 1026 });
  expect([...data[0].bytes]).toEqual([1, 0, 0, 0]);
  expect([...root.references]).toEqual([callee, data[0]]);
  expect([...data[0].references]).toEqual([pointed]);
  expect(roots).toEqual([root]);
});

test('a module without references is refused', () => {
  expect(() => readReferences(moduleOf(section(10, 0)))).toThrow('--emit-relocs');
});

test('names of functions, from the sections of a module', () => {
  const names = [2, 0, ...text('first'), 0x80, 0x01, ...text('second')];
  const moduleName = [0, 2, ...text('m')];
  const bytes = moduleOf(
    section(0, ...text('abc')),
    custom('name', ...moduleName, 1, names.length, ...names),
  );
  expect([...functionNames(bytes)]).toEqual([
    [0, 'first'],
    [128, 'second'],
  ]);
  expect([...functionNames(moduleOf(section(0, ...text('abc'))))]).toEqual([]);
});

test.each([0, 1, 63, 64, 127, 128, 1024, 8191, 8192, 92876, 2 ** 31 - 1])(
  '%d is written as it is read',
  (value) => {
    expect(new Reader(Uint8Array.from(leb(value))).number()).toBe(value);
    expect(new Reader(Uint8Array.from(signedLeb(value))).signed()).toBe(value);
  },
);

test('a number below zero is read with its sign', () => {
  expect(new Reader(Uint8Array.of(0x7f)).signed()).toBe(-1);
  expect(new Reader(Uint8Array.of(0x80, 0x7f)).signed()).toBe(-128);
});

test("the linker's words, as em++ -v shows them", () => {
  const words = wordsOf(
    " /usr/bin/wasm-ld -o '/a b/out.wasm' x.o /tmp/q1libemscripten_js_symbols.so -z",
  );
  expect(words[2]).toBe('/a b/out.wasm');
  expect(wordsForReferences(words, 'twin.wasm', 'functions.so')).toEqual([
    '/usr/bin/wasm-ld',
    '-o',
    'twin.wasm',
    'x.o',
    'functions.so',
    '-z',
    '--emit-relocs',
  ]);
});

test("Emscripten's script gets the placeholders; another one fails the build", () => {
  const script =
    'var wasmMemory;function i(){return{a:wasmImports}}function r(instance){wasmExports=instance.exports;}';
  const made = withSecondModule(script, 'cnn-simd.mjs');
  expect(made).toContain('{a:wasmImports,placeholder:secondModule}');
  expect(made).toContain('firstExports=instance.exports;');
  expect(() => withSecondModule('var wasmMemory;', 'cnn-simd.mjs')).toThrow('0 times');
});
