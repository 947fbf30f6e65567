// npm run test:hosts: the package in the hands of bundlers and runtimes. npm test runs those of them
// that end in .test.ts.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/hosts/**/*.{test,host}.ts'],
    environment: 'node',
    maxWorkers: 1,
    testTimeout: 240_000,
    hookTimeout: 60_000,
  },
});
