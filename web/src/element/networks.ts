// Where the files are, and the networks and pictures that all elements of a document share.

import { trustOwnScripts } from '../client/trusted-script.js';
import { networkLoader } from '../playground/run/engine.js';
import {
  type DecodedPicture,
  type PictureReader,
  pictureReader,
} from '../playground/run/pictures.js';
import type { Ports } from '../playground/run/ports.js';
import { sharedNetworks } from '../playground/run/shared-networks.js';
import type { Site } from '../playground/run/site.js';
import { here } from './here.js';

/** From the folder of element.js; the build knows it. */
declare const ENGINE_FOLDER: string;

/** base: folder in which the engine's files and models/ lie as beside element.js, where they are by default. */
export function siteOf(base: string | URL | undefined, threads: 'auto' | number): Site {
  const folder = new URL(base ?? here(), document.baseURI);
  const models = new URL('models/', folder);
  const engine = new URL(ENGINE_FOLDER, folder);
  return { engine, models, samples: new URL('samples/', models), threads };
}

type Load = Ports<File, DecodedPicture>['load'];

/** By where their files are and how many threads they may have. */
const loaders = new Map<string, Load>();

export function loaderAt(site: Site): Load {
  trustOwnScripts();
  const key = `${site.engine?.href} ${site.models.href} ${site.threads}`;
  const known = loaders.get(key);
  if (known) return known;
  const made = sharedNetworks(networkLoader(site), (source) =>
    source.kind === 'catalog' && !source.weights && !source.assume
      ? `${source.entry.id} ${source.entry.sha256 ?? ''}`
      : undefined,
  );
  loaders.set(key, made);
  return made;
}

/** By the folder of their samples. */
const readers = new Map<string, PictureReader>();

/** A decoded sample is kept once, whoever shows it. */
export function picturesAt({ samples }: Site): PictureReader {
  const reader = readers.get(samples.href) ?? pictureReader(samples);
  readers.set(samples.href, reader);
  return reader;
}
