// End-to-end tests: the built page (dist/site) in browsers that nobody sees.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    environment: 'node',
    // One browser at a time: two would slow each other down on two cores.
    maxWorkers: 1,
    // What a test waits for has limits of its own; a busy machine may take long for all of it.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What a browser fetches when it has time comes late on a busy machine.
    expect: { poll: { timeout: 20_000 } },
  },
});
