// What the page does first. The engine needs neither the page's code nor to know a network, so it is
// asked for before the rest.

import { startAhead } from '../client/engine-start.js';
import { siteAt, workerIn } from '../playground/run/site.js';
import { holdFiles } from './early-files.js';
import { allowEngineWorker } from './trusted-worker.js';

holdFiles();
allowEngineWorker();
const { engine } = siteAt(document.baseURI);
try {
  startAhead({ wasmUrl: engine, workerUrl: workerIn(engine) });
} catch {
  // The playground tries again, and says why it cannot.
}
// vite.config.ts names this file in the page, so that it is on its way already.
import('./playground.js')
  .then(({ opened }) => opened)
  .catch(() => {
    const opening = document.querySelector('.opening-wait');
    if (opening)
      opening.textContent =
        'The page could not be loaded whole. Check the connection and reload it.';
  });
