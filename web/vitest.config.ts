import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/**/*.test.{ts,mjs}'],
    environment: 'node',
    // Two at a time: tests of the package start workers with threads of their own.
    maxWorkers: 2,
    // For machines that are busy with something else: the longest takes about 10 s on an idle one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    unstubGlobals: true,
  },
});
