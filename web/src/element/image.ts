// Whether the attribute `image` names a sample or a file: a file may lie beside the page, with a name like a sample's.

import { isAddress } from './wish.js';

/** Names of samples end in .webp; an attribute may leave that out. */
export const sampleFile = (name: string): string => (name.includes('.') ? name : `${name}.webp`);

/** As an attribute may be written. */
export const sampleName = (file: string): string => file.replace(/\.webp$/, '');

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
  const isFile = /\.(png|jpe?g|webp|gif|avif|bmp|svg)$/i.test(image);
  return isFile && samples !== undefined && !samples.includes(image);
}

/** Whether isFar will say the same of it once the samples are known. */
export function isKnown(
  image: string | undefined,
  samples: readonly string[] | undefined,
): boolean {
  return image === undefined || samples !== undefined || isFar(image, samples);
}
