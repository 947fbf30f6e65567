import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/**/*.test.{ts,mjs}'],
    environment: 'node',
    // Two at a time: tests of the package start workers with threads of their own.
    maxWorkers: 2,
    // For machines that are busy with something else: to read all views with axe takes 20 s on an idle one.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What a browser fetches when it has time comes late on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    unstubGlobals: true,
  },
});
