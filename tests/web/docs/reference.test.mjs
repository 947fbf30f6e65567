// The generated pages, from declarations and tables made here.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { referenceOf, signature } from '../../../web/docs/site/api.mjs';
import { commentOf } from '../../../web/docs/site/declarations.mjs';
import { elementTables } from '../../../web/docs/site/element.mjs';
import { modelRows } from '../../../web/docs/site/models.mjs';
import { operatorEntry, parametersOf } from '../../../web/docs/site/operators.mjs';

const MAIN = `export * from './net.js';
export type { Inner as Outer, net } from './types.js';
`;
const NET = `import type { Inner } from './types.js';
/**
 * Opens a net.
 *
 * @throws Error 'not-there' where there is none.
 *
 * @example
 * \`\`\`ts
 * open('a');
 * \`\`\`
 */
export declare function open(name: string): Net;
/** A net. */
export declare class Net {
    /** How many | layers. */
    readonly size?: number | undefined;
    private secret;
    /** Use open. */
    constructor(size: number);
    /** Runs it. */
    run(input: Outer[]): Promise<Inner>;
}
`;
const TYPES = `/** What is inside. */
export interface Inner {
    a: 'x' | 'y';
}
/** Named like a class but for a capital. */
export interface net {
    of: net;
}
`;

let folder;
let text;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnn-docs-'));
  for (const [name, code] of Object.entries({ main: MAIN, net: NET, types: TYPES }))
    writeFileSync(join(folder, `${name}.d.ts`), code);
  text = referenceOf(join(folder, 'main.d.ts'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('what is exported, under the name that it is exported by', () => {
  expect(text.match(/^#+ .*$/gm)).toEqual([
    '## Classes and functions',
    '### Net',
    '#### net.run()',
    '### open',
    '## Types',
    '### net',
    '### Outer',
  ]);
});

test('what is said, thrown and shown, and nothing that is private', () => {
  expect(text).toContain('Opens a net.\n\n**Throws** Error `not-there` where there is none.');
  expect(text).toContain("```ts\nopen('a');\n```");
  expect(text).not.toContain('secret');
  expect(text).not.toContain('Use open.');
});

test('properties with their types, whose names lead to them', () => {
  expect(text).toContain(
    '| `size` (optional) | <code>number &#124; undefined</code> | How many \\| layers. |',
  );
  expect(text).toContain('| `of` | <code><a href="#net-1">net</a></code> |');
  expect(text).toContain('[net](#net-1)');
});

test('a long declaration has a line a parameter', () => {
  const long = `f(first: Map<string, number>, { second }?: { second?: () => void }, ${'third'.repeat(9)}: string): void;`;
  expect(signature(long).split('\n')).toEqual([
    'f(',
    '  first: Map<string, number>,',
    '  { second }?: { second?: () => void },',
    `  ${'third'.repeat(9)}: string,`,
    '): void',
  ]);
  expect(signature('export declare function f(a: string): void;')).toBe(
    'function f(a: string): void',
  );
});

test('the parts of a comment', () => {
  expect(commentOf('*\n * One\n * line.\n *\n * @throws A\n * b.\n ')).toEqual({
    description: 'One\nline.',
    tags: [{ tag: 'throws', text: 'A\nb.' }],
  });
});

test('an operator, with what its row says', () => {
  const row = {
    type: 'Test',
    help: 'Tests.',
    kernel: 'plain',
    since: 9,
    types: ['float32', 'bool'],
    attributes: [
      { name: 'group', type: 'int' },
      { name: 'old', type: 'ints', until: 6 },
    ],
    formula: 'sum(x * w)',
    parameters: 'x; w: weights | group=1: parts',
  };
  const lines = operatorEntry(row).split('\n');
  expect(lines).toContain('### Test');
  expect(lines).toContain('- **Value** `sum(x * w)`');
  expect(lines).toContain('- **Inputs** `x`, `w` (weights)');
  expect(lines).toContain('- **Settings** `group=1` (parts)');
  expect(lines).toContain('- **Also read** `old` (ints, up to opset 6)');
  expect(lines).toContain('- **Opset** from 9');
  expect(lines).toContain('- **Runs as** a plain loop, over float32, bool');
  expect(operatorEntry({ ...row, formula: 'size of that axis' })).toContain(
    '**Value** size of that axis',
  );
});

test('parameters of a row', () => {
  expect(parametersOf(' | a: b: c')).toEqual({
    inputs: [],
    settings: [{ name: 'a', words: 'b: c' }],
  });
  expect(parametersOf('x')).toEqual({ inputs: [{ name: 'x', words: '' }], settings: [] });
});

test('the element and the catalogue', () => {
  const entry = (name) => [{ name, description: `About ${name}.` }];
  const tables = elementTables({
    attributes: [{ name: 'for-class', fieldName: 'forClass', description: 'a | b' }],
    members: [
      {
        kind: 'method',
        name: 'run',
        description: 'Runs.',
        parameters: [{ name: 'image', type: { text: 'Blob | string' } }],
        return: { type: { text: 'Promise<void>' } },
      },
    ],
    events: entry('load'),
    slots: [{ name: '', description: 'Else.' }],
    cssParts: entry('frame'),
    cssProperties: entry('--ink'),
  });
  expect(tables).toContain('| `for-class` | a \\| b Property: `forClass`. |');
  expect(tables).toContain('| `run(image: Blob \\| string): Promise<void>` | Runs. |');
  expect(tables).toContain('| without a name | Else. |');
  for (const name of ['load', 'frame', '--ink'])
    expect(tables).toContain(`| \`${name}\` | About ${name}. |`);
  const rows = modelRows([
    { id: 'a', title: 'A', bytes: 83_618, file: 'a.onnx' },
    { id: 'b', title: 'B', bytes: 553_437_752 },
  ]);
  expect(rows).toContain('| `a` | A | 84 kB | comes with the page |');
  expect(rows).toContain('| `b` | B | 553 MB | on demand |');
});
