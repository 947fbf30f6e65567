import { expect, test } from 'vitest';
import { missingFiles, unexpectedFiles } from '../../wasm/toolchain/package-files.mjs';
import { addressModule, manifest, packageFolderOf } from '../../wasm/toolchain/packages.mjs';

test('the version comes behind the name, and nothing else changes', () => {
  const made = manifest({ name: 'a', license: 'b' }, '1.2.3');
  expect(Object.entries(made)).toEqual([
    ['name', 'a'],
    ['version', '1.2.3'],
    ['license', 'b'],
  ]);
});

test('networks of several MB, with their cards, lie in the second package', () => {
  const inModels = (name) => packageFolderOf(name).includes('cnn-playground-models');
  expect(inModels('mobilenetv2/mobilenetv2.onnx')).toBe(true);
  expect(inModels('efficientnet-lite0/README.md')).toBe(true);
  expect(inModels('tinyvgg/tinyvgg.onnx')).toBe(false);
  expect(inModels('imagenet-1k.json')).toBe(false);
});

test('a network is named by a module whose address bundlers recognise', () => {
  const { script } = addressModule({ title: 'A', file: 'a/a.onnx', sha256: '00ff' });
  expect(script).toContain("new URL('./a/a.onnx', import.meta.url)");
  expect(script).toContain("sha256 = '00ff'");
});

test('a file too much and a file too little are told by name', () => {
  const files = ['package.json', 'README.md', 'types/client/session.d.ts', 'secret.txt'];
  expect(unexpectedFiles('cnn-playground', files)).toEqual(['secret.txt']);
  expect(missingFiles('cnn-playground', files)).toContain('cnn-relaxed-mt.wasm');
  expect(missingFiles('cnn-playground', files)).not.toContain('README.md');
});
