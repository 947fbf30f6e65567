// The page's service worker, one classic script: build/offline/service-worker.js. The build puts it
// beside the page once the site is complete (wasm/toolchain/service-worker.mjs).

import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    outDir: '../build/offline',
    target: 'es2022',
    lib: {
      entry: 'src/offline/service-worker.ts',
      formats: ['iife'],
      name: 'offline',
      fileName: () => 'service-worker.js',
    },
  },
});
