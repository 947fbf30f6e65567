import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const all = ['tests/**/*.test.{ts,mjs}'];
const inBrowsers = ['tests/e2e/**/*.test.ts', 'tests/hosts/**/*.test.ts'];

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    environment: 'node',
    // Two at a time: tests of the package start workers with threads of their own.
    maxWorkers: 2,
    // For machines that are busy with something else: to read all views with axe takes 20 s on an idle one.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What a browser fetches when it has time comes late on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    unstubGlobals: true,
    projects: [
      { extends: true, test: { name: 'node', include: all, exclude: inBrowsers } },
      // A browser is a crowd of processes, and a busy machine may keep one of them from its turn for long.
      // What passes at the second try alone is named in the last lines of npm test, to be mended.
      { extends: true, test: { name: 'browser', include: inBrowsers, retry: 1 } },
    ],
  },
});
