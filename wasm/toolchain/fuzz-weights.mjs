// The fuzzer of the reader of weights (web/src/pytorch): mutations of files that PyTorch wrote, in a Node of its own with
// little memory. tests/fuzz/weights has what it does.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build as buildFolder, root } from './paths.mjs';

/** MB of JavaScript's heap: what is larger than that was made of a small file. */
export const HEAP_MB = 256;

/** One script of tests/fuzz/weights/main.ts and all it imports; its path. */
export async function buildWeightsFuzzer(folder = join(buildFolder, 'fuzz/weights')) {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: join(root, 'tests/fuzz/weights/main.ts'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'weights.mjs' } },
    },
  });
  return join(folder, 'weights.mjs');
}

/** Words for Node: the script and its options. settings: { minutes, files, seed, findings, replay }, all optional. */
export function weightsFuzzerWords(
  script,
  { minutes = 0, files = 0, seed = 1, findings, replay = '' },
) {
  if (findings) mkdirSync(findings, { recursive: true });
  const originals = join(root, 'tests/golden/pytorch');
  const options = { minutes, files, seed, originals, findings, replay };
  return [`--max-old-space-size=${HEAP_MB}`, script, JSON.stringify(options)];
}
