// A page of the tests' own (a folder beside this file) with the engine and the models of the built site.

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { siteFolder } from './site.js';
import { serve } from './static-server.js';

export interface OwnPage {
  /** Ends in a slash. */
  url: string;
  close(): Promise<void>;
}

export async function serveOwnPage(name: string): Promise<OwnPage> {
  const folder = await mkdtemp(join(tmpdir(), `cnn-${name}-`));
  await build({
    root: fileURLToPath(new URL(name, import.meta.url)),
    base: './',
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'es2022' },
  });
  for (const part of ['engine', 'models'])
    await cp(join(siteFolder(), part), join(folder, part), { recursive: true });
  const server = await serve(folder, { isolated: true, under: '' });
  return {
    url: server.url,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
