// Where the files of the site are, relative to its base: it works from any folder of any host.

import type { ModuleName } from '../../client/index.js';

export interface Site {
  /** Folder of the engine's files; undefined: those of the package. */
  engine: URL | undefined;
  models: URL;
  samples: URL;
  /** By default as many as are fastest. */
  threads?: number | 'auto';
  /** Told which of the engine's modules was started. */
  onEngine?: (module: ModuleName) => void;
}

/** engine: the address of that folder. */
export const workerIn = (engine: URL): URL => new URL('worker.js', engine);

export function siteAt(base: string | URL): Site & { engine: URL } {
  const models = new URL('models/', base);
  return { engine: new URL('engine/', base), models, samples: new URL('samples/', models) };
}
