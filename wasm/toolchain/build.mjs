// npm run build: the WebAssembly modules, the npm package in dist/, the static page in dist/site/.
import { buildProducts, printSizes } from './products.mjs';
import { main } from './progress.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  const emscripten = await setUp(['engine']);
  await buildProducts(emscripten);
  printSizes();
});
