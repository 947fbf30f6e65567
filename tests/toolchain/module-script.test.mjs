import { expect, test } from 'vitest';
import { portableScript } from '../../wasm/toolchain/module-script.mjs';

const SINGLE = 'const{createRequire}=await import("module");';
const THREADED =
  `${SINGLE}worker=new Worker(new URL("cnn-simd-mt.mjs",import.meta.url),options);` +
  "isNode&&(isPthread=(await import('worker_threads')).workerData==='em-pthread')";

test('no import of a built-in module is left, and none waits at the top', () => {
  expect(portableScript(SINGLE, 'cnn-simd.mjs')).not.toContain('import(');
  expect(portableScript(THREADED, 'cnn-simd-mt.mjs')).not.toContain('await');
});

test('threads start from the running file, whatever it is called', () => {
  const script = portableScript(THREADED, 'cnn-simd-mt.mjs');
  expect(script).not.toContain('cnn-simd-mt.mjs');
  expect(script).toContain('new URL(import.meta.url),options)');
});

test('a script that is not as expected ends the build by name', () => {
  expect(() => portableScript('', 'cnn-simd.mjs')).toThrow('cnn-simd.mjs has 0 times');
  expect(() => portableScript(SINGLE + SINGLE, 'cnn-simd.mjs')).toThrow('has 2 times');
  expect(() => portableScript(THREADED, 'cnn-relaxed-mt.mjs')).toThrow('cnn-relaxed-mt.mjs');
});
