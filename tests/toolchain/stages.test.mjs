import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { variants } from '../../wasm/toolchain/cmake.mjs';
import { serve } from '../../wasm/toolchain/serve.mjs';
import { inStages } from '../../wasm/toolchain/stages.mjs';

let folder;
let server;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnn-stages-'));
  mkdirSync(join(folder, 'engine'));
});
afterEach(async () => {
  await server?.close();
  rmSync(folder, { recursive: true });
});

const write = (variant, text) => writeFileSync(join(folder, `engine/cnn-${variant}.wasm`), text);
const ask = (file) => fetch(new URL(`engine/${file}`, server.url));
const stages = (work = {}) => ({
  buildFirst: async (variant) => write(variant, `new ${variant}`),
  open: async (intercept) => {
    server = await serve(folder, 0, intercept);
  },
  add: async (variant) => write(variant, `new ${variant}`),
  ...work,
});

it('the module that runs everywhere comes first', () => expect(variants[0]).toBe('simd'));

it('serves after the first module, and each further one once it is built', async () => {
  for (const variant of variants) write(variant, 'of an earlier build');
  const seen = [];
  const look = async () => {
    const answers = await Promise.all(variants.map((variant) => ask(`cnn-${variant}.wasm`)));
    seen.push(answers.map(({ status }) => status));
  };
  const add = async (variant) => {
    await look();
    write(variant, `new ${variant}`);
  };
  await inStages(variants, stages({ add }));
  await look();
  expect(seen).toEqual([
    [200, 503, 503, 503],
    [200, 200, 503, 503],
    [200, 200, 200, 503],
    [200, 200, 200, 200],
  ]);
  for (const variant of variants)
    expect(await (await ask(`cnn-${variant}.wasm`)).text()).toBe(`new ${variant}`);
});

it('says why a module is not there, in the words that the page passes on', async () => {
  let answer;
  const add = async () => {
    answer = await ask('cnn-relaxed.mjs?v=1');
  };
  await inStages(['simd', 'relaxed'], stages({ add }));
  expect(answer.status).toBe(503);
  expect(answer.statusText).toBe('This module is still being built');
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

it('a module that cannot be built leaves the page served', async () => {
  const add = async () => {
    throw new Error('no compiler');
  };
  await expect(inStages(['simd', 'relaxed'], stages({ add }))).rejects.toThrow('no compiler');
  expect((await ask('cnn-simd.wasm')).status).toBe(200);
  // Not there in this test, but its module is.
  expect((await ask('cnn-simd-second.wasm')).status).toBe(404);
  expect((await ask('cnn-relaxed.wasm')).status).toBe(503);
  expect((await ask('cnn-relaxed-second.wasm')).status).toBe(503);
});

it('nothing is served where the first module cannot be built', async () => {
  const buildFirst = async () => {
    throw new Error('no compiler');
  };
  server = undefined;
  await expect(inStages(['simd'], stages({ buildFirst }))).rejects.toThrow('no compiler');
  expect(server).toBeUndefined();
});
