// npm start: from a fresh clone to the page in the browser. Does only what is not done yet.
import { parseArguments } from './arguments.mjs';
import { openBrowser } from './open-browser.mjs';
import { site } from './paths.mjs';
import { buildProducts } from './products.mjs';
import { main, seconds } from './progress.mjs';
import { checkPort, serve } from './serve.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  const started = performance.now();
  const options = parseArguments(process.argv.slice(2));
  await checkPort(options.port); // before minutes of work, not after
  const emscripten = await setUp(['engine']);
  await buildProducts(emscripten);
  const { url } = await serve(site, options.port);
  console.log(`\nReady after ${seconds(performance.now() - started)}: ${url}   (Ctrl+C stops it)`);
  if (options.open) openBrowser(url);
});
