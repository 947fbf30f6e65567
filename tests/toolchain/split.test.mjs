import { expect, test } from 'vitest';
import { functionNames } from '../../wasm/toolchain/name-section.mjs';
import { functionsToMove, withSecondModule } from '../../wasm/toolchain/split.mjs';

const objects = [
  { isSecond: false, defined: ['conv', 'shared'], wanted: ['resize_table', 'malloc'] },
  {
    isSecond: true,
    defined: ['resize_table', 'shared', 'resize.__uniq.7', 'tap'],
    wanted: ['conv'],
  },
];

test('moved is what only the second module defines and the first one does not call', () => {
  const names = ['malloc', 'conv', 'shared', 'resize_table', 'resize.__uniq.7', 'tap'];
  expect(functionsToMove(names, objects)).toEqual(['resize.__uniq.7', 'tap']);
});

test("the linker's copies go where the function goes", () => {
  const names = ['resize.__uniq.7.12', 'tap.llvm.345', 'conv.llvm.345', 'resize.__uniq.71'];
  expect(functionsToMove(names, objects)).toEqual(['resize.__uniq.7.12', 'tap.llvm.345']);
});

test('names of functions, from the sections of a module', () => {
  const text = (value) => [value.length, ...Buffer.from(value)];
  const names = [1, 0, 2, 0, ...text('first'), 0x80, 0x01, ...text('second')];
  const functions = [names[0], names.length - 2, ...names.slice(2)];
  const moduleName = [0, 2, ...text('m')];
  const section = [...text('name'), ...moduleName, ...functions];
  const other = [0, 4, ...text('abc')];
  const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const bytes = Uint8Array.from([...header, ...other, 0, section.length, ...section]);
  expect(functionNames(bytes)).toEqual(['first', 'second']);
  expect(functionNames(Uint8Array.from([...header, ...other]))).toEqual([]);
});

test("Emscripten's script gets the placeholders; another one fails the build", () => {
  const script =
    'var wasmMemory;function i(){return{a:wasmImports}}function r(instance){wasmExports=instance.exports;}';
  const made = withSecondModule(script, 'cnn-simd.mjs');
  expect(made).toContain('{a:wasmImports,placeholder:secondModule}');
  expect(made).toContain('firstExports=instance.exports;');
  expect(() => withSecondModule('var wasmMemory;', 'cnn-simd.mjs')).toThrow('0 times');
});
