// Other pictures that this network is compared on: decoded once, not after every run.

import { type DecodedPicture, pictureReader } from '../../run/pictures.js';
import type { PictureSource } from '../../run/ports.js';

type Source = Extract<PictureSource<File>, { kind: 'sample' | 'file' }>;

/** By the file or the sample, and gone with it. */
const known = new WeakMap<object, Promise<DecodedPicture>>();

/** samples: the address of their folder. */
export function pictureOf(samples: URL, source: Source): Promise<DecodedPicture> {
  const key = source.kind === 'file' ? source.file : source.sample;
  const before = known.get(key);
  if (before) return before;
  const decoding = pictureReader(samples)
    .decode(source)
    .result.then((decoded) => {
      // Nobody looks at the small version here.
      decoded.preview.close();
      return decoded;
    });
  known.set(key, decoding);
  // A sample that could not be fetched is fetched again.
  decoding.catch(() => known.delete(key));
  return decoding;
}
