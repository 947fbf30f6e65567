#!/usr/bin/env node
// npx cnn-playground FOLDER: puts element.js and all that it needs there, for sites that are not bundled.

import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const [folder, ...more] = process.argv.slice(2);
if (!folder || folder.startsWith('-') || more.length > 0) {
  console.log(
    'Usage: npx cnn-playground FOLDER\nPuts element.js and all that it needs into FOLDER.',
  );
  process.exit(folder?.startsWith('-') && more.length === 0 ? 0 : 1);
}

const isNeeded = (name) =>
  /^(element\.js|element|worker\.js|models|cnn-.*\.(mjs|wasm))$/.test(name);
// Generators of sites would make pages of texts, and bundlers look into scripts.
const isForPage = (path) => !/\.md$|[/\\]models[/\\][^/\\]*\.(js|d\.ts)$/.test(path);
for (const name of readdirSync(here).filter(isNeeded))
  cpSync(join(here, name), join(folder, name), { recursive: true, filter: isForPage });
console.log(`${join(folder, 'element.js')} and what it needs are there.`);
