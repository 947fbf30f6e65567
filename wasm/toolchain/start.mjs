// npm start: from a fresh clone to the page in the browser. Does only what is not done yet.
import { parseArguments } from './arguments.mjs';
import { variants } from './cmake.mjs';
import { openBrowser } from './open-browser.mjs';
import { site } from './paths.mjs';
import { addModule, buildProducts } from './products.mjs';
import { main, seconds } from './progress.mjs';
import { checkPort, serve } from './serve.mjs';
import { setUp } from './setup.mjs';
import { inStages } from './stages.mjs';

await main(async () => {
  const started = performance.now();
  const options = parseArguments(process.argv.slice(2));
  await checkPort(options.port); // before minutes of work, not after
  const emscripten = await setUp(['engine']);
  await inStages(variants, {
    buildFirst: (variant) => buildProducts(emscripten, [variant]),
    async open(intercept) {
      const { url } = await serve(site, options.port, intercept);
      const after = seconds(performance.now() - started);
      console.log(`\nReady after ${after}: ${url}   (Ctrl+C stops it)`);
      console.log('Faster modules follow; the page uses each from its next reload on.\n');
      if (options.open) openBrowser(url);
    },
    add: (variant) => addModule(emscripten, variant),
  });
  console.log(`\nAll modules are there: reload the page to use the fastest.`);
});
