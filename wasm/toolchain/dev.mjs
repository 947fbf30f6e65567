// npm run dev: as npm start, then rebuilds what a changed file concerns and reloads the page.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { parseArguments } from './arguments.mjs';
import { liveReload } from './live-reload.mjs';
import { openBrowser } from './open-browser.mjs';
import { root, site } from './paths.mjs';
import { buildProducts } from './products.mjs';
import { main } from './progress.mjs';
import { checkPort, serve } from './serve.mjs';
import { setUp } from './setup.mjs';

const watched = ['engine', 'wasm', 'web', 'models'];
const quietFor = 200; // ms without a further change before a build starts

/** Calls `rebuild` after changes, never twice at once; changes meanwhile lead to one more call. */
function rebuildOnChange(rebuild) {
  let timer = null;
  let building = false;
  let changed = false;
  async function build() {
    if (building) {
      changed = true;
      return;
    }
    building = true;
    do {
      changed = false;
      await main(rebuild); // a failure is printed; the next change tries again
    } while (changed);
    building = false;
  }
  for (const folder of watched) {
    watch(join(root, folder), { recursive: true }, (_event, name) => {
      if (name && /(^|[\\/])[.#]|~$|__pycache__/.test(name)) return; // editors' own files
      clearTimeout(timer);
      timer = setTimeout(build, quietFor);
    });
  }
}

await main(async () => {
  const options = parseArguments(process.argv.slice(2));
  await checkPort(options.port);
  const emscripten = await setUp(['engine']);
  await buildProducts(emscripten);
  const reloader = liveReload(site);
  const { url } = await serve(site, options.port, reloader.intercept);
  console.log(`\n${url}   rebuilds on change (Ctrl+C stops it)`);
  rebuildOnChange(async () => {
    await buildProducts(emscripten);
    reloader.reload();
    process.exitCode = 0;
  });
  if (options.open) openBrowser(url);
});
