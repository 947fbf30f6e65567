// Whether the attribute `image` names a sample or a file: a file may lie beside the page, with a name like a sample's.

import { isPictureName } from '../playground/kit/picture-name.js';
import { isAddress } from './wish.js';

/** Names of samples end in .webp; an attribute may leave that out. */
export const sampleFile = (name: string): string => (name.includes('.') ? name : `${name}.webp`);

/**
 * Whether it is the address of a picture. samples: their files; undefined while nobody knows them, when a name like
 * "cat.png" may still be one.
 */
export function isFar(
  image: string | undefined,
  samples: readonly string[] | undefined,
): image is string {
  if (image === undefined) return false;
  if (isAddress(image) || /^(data|blob):/.test(image)) return true;
  return isPictureName(image) && samples !== undefined && !samples.includes(image);
}

/** Whether isFar will say the same of it once the samples are known. */
export function isKnown(
  image: string | undefined,
  samples: readonly string[] | undefined,
): boolean {
  return image === undefined || samples !== undefined || isFar(image, samples);
}
