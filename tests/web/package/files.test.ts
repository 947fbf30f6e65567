// The package's folder as a consumer meets it: exports and types.

import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromRoot } from '../support/package.js';

const readJson = (path: string) => JSON.parse(readFileSync(fromRoot(path), 'utf8'));
let consumer: string;

beforeAll(async () => {
  if (!existsSync(fromRoot('dist/package.json'))) {
    throw new Error('dist/package.json is missing: run "npm run build" first.');
  }
  consumer = await mkdtemp(join(tmpdir(), 'cnn-consumer-'));
  await mkdir(join(consumer, 'node_modules'));
  await symlink(fromRoot('dist'), join(consumer, 'node_modules/cnn-playground'));
  await writeFile(join(consumer, 'package.json'), '{"type":"module","private":true}');
});
afterAll(() => rm(consumer, { recursive: true }));

test('name, version and entry', () => {
  const { name, version, type, exports, types } = readJson('dist/package.json');
  expect(name).toBe('cnn-playground');
  expect(version).toBe(readJson('package.json').version);
  expect(type).toBe('module');
  expect(existsSync(fromRoot(`dist/${exports['.'].default}`))).toBe(true);
  expect(existsSync(fromRoot(`dist/${types}`))).toBe(true);
});

test('the package has no dependency at run time, and its files name nothing outside', () => {
  expect(readJson('dist/package.json').dependencies).toBeUndefined();
  for (const file of ['index.js', 'worker.js', 'files.js']) {
    const text = readFileSync(fromRoot(`dist/${file}`), 'utf8');
    const imports = [...text.matchAll(/^\s*(?:import|export)\b[^;]*?from\s*["']([^"']+)["']/gm)];
    for (const [, specifier] of imports) expect(specifier).toBe('./files.js');
  }
});

test('all engine files can be imported by name', () => {
  for (const name of ['simd', 'simd-mt', 'relaxed', 'relaxed-mt']) {
    for (const ending of ['.mjs', '.wasm', '-second.wasm']) {
      const file = `cnn-${name}${ending}`;
      expect(existsSync(fromRoot(`dist/${file}`)), file).toBe(true);
    }
  }
});

test('every declaration has a source: nothing is left over from earlier builds', () => {
  const files = readdirSync(fromRoot('dist/types'), { recursive: true, encoding: 'utf8' });
  const declared = files.filter((file) => file.endsWith('.d.ts'));
  expect(declared.length).toBeGreaterThan(10);
  const sourceOf = (file: string) =>
    file === 'engine.d.ts' ? 'wasm/engine.d.ts' : `web/src/${file.replace(/\.d\.ts$/, '.ts')}`;
  expect(declared.filter((file) => !existsSync(fromRoot(sourceOf(file))))).toEqual([]);
});

const PROGRAM = `
import { createClassifier, InferenceSession, PlaygroundError, Tensor } from 'cnn-playground';
import { sha256, url } from 'cnn-playground/models/tinyvgg.js';

export async function use(): Promise<string> {
  const session: InferenceSession = await InferenceSession.create(new Uint8Array(), {
    threads: 'auto',
    onProgress: ({ phase, loaded, total }) => { phase.length + loaded + (total ?? 0); },
  });
  const out = await session.run({ input: new Tensor('float32', new Float32Array(3), [1, 3]) }, { keep: 'all' });
  // As in onnxruntime-web: which array it is follows from the tensor's type.
  const values = out['x']?.data as Float32Array | undefined;
  const shapes: number[][] = session.graph().nodes.map((node) => node.outputShapes[0] ?? []);
  await createClassifier(url, { sha256 });
  const classify = await createClassifier(session, { labels: ['a'] });
  const [best] = await classify({ data: new Uint8Array(4), width: 1, height: 1 }, { top_k: 1 });
  try { await session.release(); } catch (error) {
    if (error instanceof PlaygroundError && error.code === 'released') return error.hint;
  }
  // @ts-expect-error an option that does not exist
  await InferenceSession.create('x', { thread: 1 });
  // @ts-expect-error a code that does not exist
  const never = (error: PlaygroundError) => error.code === 'oops';
  return String([values, shapes, best?.label, never]);
}
`;

/** Title, "module" and "moduleResolution" of the compiler, libraries, types. */
const PROJECTS: [string, string, string, string[], string[]][] = [
  ['a browser project', 'nodenext', 'nodenext', ['es2022', 'dom'], []],
  ['a project with a bundler', 'esnext', 'bundler', ['es2022', 'dom'], []],
  ['a Node project', 'node16', 'node16', ['es2022'], ['node']],
];

test.each(PROJECTS)(
  'its types serve %s, checked strictly and without skipLibCheck',
  async (_, module, moduleResolution, lib, types) => {
    const folder = join(consumer, `types-${moduleResolution}`);
    await mkdir(folder);
    await writeFile(join(folder, 'use.ts'), PROGRAM);
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      target: 'es2022',
      module,
      moduleResolution,
      lib,
      types,
      typeRoots: [fromRoot('node_modules/@types')],
    };
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['use.ts'] }),
    );
    const tsc = fromRoot('node_modules/typescript/bin/tsc');
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');
  },
  60_000,
);
