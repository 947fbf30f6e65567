// Where the files are, and the networks that all elements of a document share.

import { networkLoader } from '../playground/run/engine.js';
import type { DecodedPicture } from '../playground/run/pictures.js';
import type { Ports } from '../playground/run/ports.js';
import { sharedNetworks } from '../playground/run/shared-networks.js';
import type { Site } from '../playground/run/site.js';
import { here } from './here.js';

/** base: folder of the engine's files and of models/; by default that of element.js. */
export function siteOf(base: string | URL | undefined, threads: 'auto' | number): Site {
  const folder = new URL(base ?? here(), document.baseURI);
  const models = new URL('models/', folder);
  return { engine: folder, models, samples: new URL('samples/', models), threads };
}

type Load = Ports<File, DecodedPicture>['load'];

/** By where their files are and how many threads they may have. */
const loaders = new Map<string, Load>();

export function loaderAt(site: Site): Load {
  const key = `${site.engine?.href} ${site.models.href} ${site.threads}`;
  const known = loaders.get(key);
  if (known) return known;
  const made = sharedNetworks(networkLoader(site), (source) =>
    source.kind === 'catalog' && !source.weights
      ? `${source.entry.id} ${source.entry.sha256 ?? ''}`
      : undefined,
  );
  loaders.set(key, made);
  return made;
}
