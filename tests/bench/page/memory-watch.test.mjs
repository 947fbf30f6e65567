import { expect, it } from 'vitest';
import { memoryBytes } from './memory-watch.mjs';

const PAGE = 65_536;
// (module (memory (export "m") 2))
const exporting = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[5, 3, 1, 0, 2],
  ...[7, 5, 1, 1, 0x6d, 2, 0],
]);

it('counts memories that were made, exported and grown', async () => {
  expect(memoryBytes()).toBeNull();
  const made = new WebAssembly.Memory({ initial: 1, maximum: 4 });
  expect(made).toBeInstanceOf(WebAssembly.Memory);
  expect(memoryBytes()).toBe(PAGE);
  made.grow(2);
  expect(memoryBytes()).toBe(3 * PAGE);
  const { instance } = await WebAssembly.instantiate(exporting);
  expect(memoryBytes()).toBe(5 * PAGE);
  await WebAssembly.instantiate(new WebAssembly.Module(exporting));
  expect(memoryBytes()).toBe(7 * PAGE);
  new WebAssembly.Instance(new WebAssembly.Module(exporting));
  expect(memoryBytes()).toBe(9 * PAGE);
  instance.exports.m.grow(1);
  expect(memoryBytes()).toBe(10 * PAGE);
});
