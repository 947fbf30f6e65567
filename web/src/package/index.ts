// The entry of the npm package: the client, with the package's own files as defaults.

import { setPackageFiles } from '../client/package-files.js';
import { moduleFiles, startWorker, workerUrl } from './files.js';

setPackageFiles(() => ({
  worker: { url: workerUrl(), start: startWorker },
  modules: moduleFiles(),
}));

export * from '../client/index.js';
