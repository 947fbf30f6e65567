import { describe, expect, it } from 'vitest';
import { leastEmscripten } from '../../wasm/toolchain/emscripten.mjs';
import { atLeast, parseVersion } from '../../wasm/toolchain/versions.mjs';

describe('parseVersion', () => {
  it.each([
    ['emcc (Emscripten gcc/clang-like replacement) 3.1.69 (abc)', [3, 1, 69]],
    ['4.0.7-git', [4, 0, 7]],
    ['cmake version 3.25', [3, 25, 0]],
  ])('%s', (text, version) => expect(parseVersion(text)).toEqual(version));

  it.each(['', 'unknown', null])('%s has none', (text) => expect(parseVersion(text)).toBeNull());
});

describe('atLeast', () => {
  it.each([
    ['3.1.6', false], // older than 3.1.69, though "6" sorts before "69" only by number
    ['3.1.68', false],
    ['3.1.69', true],
    ['3.1.100', true],
    ['3.2.0', true],
    ['4.0.0', true],
    ['2.9.99', false],
  ])('%s: %s', (version, enough) => {
    expect(atLeast(parseVersion(version), leastEmscripten)).toBe(enough);
  });

  it('refuses a version that could not be read', () => {
    expect(atLeast(null, leastEmscripten)).toBe(false);
  });
});
