import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { build, root } from '../../wasm/toolchain/paths.mjs';
import { whenChanged } from '../../wasm/toolchain/stamps.mjs';

let folder;
let step;

beforeEach(() => {
  mkdirSync(build, { recursive: true });
  folder = mkdtempSync(join(build, 'stamps-test-'));
  mkdirSync(join(folder, 'in/deep'), { recursive: true });
  writeFileSync(join(folder, 'in/deep/a'), 'one');
  const inside = (path) => relative(root, join(folder, path));
  const work = vi.fn(() => writeFileSync(join(folder, 'out'), 'built'));
  step = {
    work,
    run: (words, except = []) =>
      whenChanged(
        inside('stamp'),
        { inputs: [inside('in')], except: except.map(inside), output: inside('out'), words },
        work,
      ),
  };
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  rmSync(join(root, '.cache/stamps', relative(root, folder)), { recursive: true, force: true });
});

it('runs once, and again after a change of a file, of the words, or a lost output', async () => {
  mkdirSync(join(root, '.cache/stamps', relative(root, folder)), { recursive: true });
  expect(await step.run([])).toBe(true);
  expect(await step.run([])).toBe(false);
  utimesSync(join(folder, 'in/deep/a'), new Date(), new Date(Date.now() + 5000));
  expect(await step.run([])).toBe(true);
  writeFileSync(join(folder, 'in/deep/b'), '');
  expect(await step.run([])).toBe(true);
  expect(await step.run(['other'])).toBe(true);
  rmSync(join(folder, 'out'));
  expect(await step.run(['other'])).toBe(true);
  expect(await step.run(['other'])).toBe(false);
  expect(step.work).toHaveBeenCalledTimes(5);
});

it('a change in what is excepted is none', async () => {
  mkdirSync(join(root, '.cache/stamps', relative(root, folder)), { recursive: true });
  expect(await step.run([], ['in/deep/b'])).toBe(true);
  writeFileSync(join(folder, 'in/deep/b'), '');
  expect(await step.run([], ['in/deep/b'])).toBe(false);
  writeFileSync(join(folder, 'in/deep/c'), '');
  expect(await step.run([], ['in/deep/b'])).toBe(true);
});

it('runs again after a failure', async () => {
  mkdirSync(join(root, '.cache/stamps', relative(root, folder)), { recursive: true });
  step.work.mockImplementationOnce(() => {
    throw new Error('no');
  });
  await expect(step.run([])).rejects.toThrow('no');
  expect(await step.run([])).toBe(true);
});
