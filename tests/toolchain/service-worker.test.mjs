import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesToKeep, withSite, writeServiceWorker } from '../../wasm/toolchain/service-worker.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnn-site-'));
  for (const file of ['index.html', 'assets/a.js', 'engine/cnn-simd.wasm']) put(file, file);
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(file, text) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

const siteOf = (text) => JSON.parse(/^const SITE = (.*);\n/.exec(text)[1]);

it('keeps what the page opens with, and neither engines nor models', () => {
  expect(
    filesToKeep([
      '404.html',
      'icons/icon-192.png',
      'index.html',
      'manifest.webmanifest',
      'assets/index-1.js',
      'assets\\index-1.css',
      'docs/docs.js',
      'docs/index.html',
      'element.js',
      'element/widget-1.js',
      'embed-resizer.js',
      'embed.html',
      'engine/cnn-simd.mjs',
      'engine/cnn-simd.wasm',
      'engine/worker.js',
      'models/README.md',
      'models/catalog.json',
      'models/samples/README.md',
      'models/samples/church.webp',
      'models/samples/thumbnails/church.webp',
      'models/tinyvgg/curve.png',
      'models/tinyvgg/tinyvgg.onnx',
      'service-worker.js',
    ]),
  ).toEqual([
    './',
    'assets/index-1.css',
    'assets/index-1.js',
    'engine/worker.js',
    'models/catalog.json',
    'models/samples/church.webp',
    'models/samples/thumbnails/church.webp',
  ]);
});

it('puts the list before the script', () => {
  const text = withSite('run(SITE);', folder);
  expect(siteOf(text).files).toEqual(['./', 'assets/a.js']);
  expect(text.endsWith('\nrun(SITE);')).toBe(true);
});

it.each([
  ['a file of the page', () => put('assets/a.js', 'changed')],
  ['an engine file', () => put('engine/cnn-simd.wasm', 'changed')],
  ['a new file', () => put('models/catalog.json', '{}')],
])('%s changes the version', (_, change) => {
  const before = siteOf(withSite('', folder)).version;
  change();
  expect(siteOf(withSite('', folder)).version).not.toBe(before);
});

it('the documentation does not change the version', () => {
  const before = siteOf(withSite('', folder)).version;
  put('docs/index.html', 'text');
  expect(siteOf(withSite('', folder)).version).toBe(before);
});

it('the script changes the version, its own output does not', () => {
  const before = siteOf(withSite('a', folder)).version;
  expect(siteOf(withSite('b', folder)).version).not.toBe(before);
  put('service-worker.js', 'anything');
  expect(siteOf(withSite('a', folder)).version).toBe(before);
});

it('writes only what changed', () => {
  const built = `${folder}.js`;
  const target = join(folder, 'service-worker.js');
  writeFileSync(built, 'run(SITE);');
  writeServiceWorker(built, folder);
  utimesSync(target, 1, 1);
  writeServiceWorker(built, folder);
  expect(statSync(target).mtimeMs).toBe(1000);
  put('assets/a.js', 'changed');
  writeServiceWorker(built, folder);
  expect(statSync(target).mtimeMs).not.toBe(1000);
  rmSync(built);
});
