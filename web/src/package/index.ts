// The entry of the npm package: the client, with the package's own files as defaults.

import { setPackageFiles } from '../client/package-files.js';
import { moduleFiles, startWorker, weightsScript, workerUrl } from './files.js';

setPackageFiles(() => ({
  worker: { url: workerUrl(), start: startWorker },
  modules: moduleFiles(),
  weights: weightsScript(),
}));

export * from '../client/index.js';
// Not of the client's own list: a page that bundles that fetches this when somebody opens such a file.
export { inspectWeights } from '../client/inspect-weights.js';
