import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../wasm/toolchain/arguments.mjs';

describe('parseArguments', () => {
  it.each([
    [[], { port: 8080, open: true }],
    [['--no-open'], { port: 8080, open: false }],
    [['--port', '9000', '--no-open'], { port: 9000, open: false }],
    [['--port=0'], { port: 0, open: true }],
  ])('%j', (words, options) => expect(parseArguments(words)).toEqual(options));

  it.each([
    [['--port']],
    [['--port', '70000']],
    [['--port', '-1']],
    [['--port=8o80']],
    [['--prot', '1']],
  ])('refuses %j with a sentence', (words) =>
    expect(() => parseArguments(words)).toThrow(/is no (port number|option)/),
  );
});
