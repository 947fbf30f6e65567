// What is run for a picture with edits.

import type { Picture } from '../../../client/index.js';
import { sizedFor } from '../../../pixels/place.js';
import { halvesOf } from '../../kit/halves.js';
import type { Preprocess } from '../../network/network.js';
import { createEditedPicture } from './edited-pixels.js';
import { type Edits, isEdited } from './edits.js';

export interface EditedFeed {
  /** Valid until the next call for the same picture: what runs it has to copy it at once. */
  pixels: Picture;
  preprocess: Preprocess;
}

type Edited = ReturnType<typeof createEditedPicture>;

/** Pixels with strokes, of every picture that was edited and is still in use. */
const known = new WeakMap<Picture, Promise<Edited>>();

/** Lets the page do what waits: a click, a frame. */
const pause = () => new Promise<void>((then) => setTimeout(then));

function editedOf(pixels: Picture): Promise<Edited> {
  const there = known.get(pixels);
  if (there) return there;
  const made = halvesOf(pixels, pause).then(createEditedPicture);
  known.set(pixels, made);
  return made;
}

/**
 * The picture itself where nothing was edited, so that the same is computed as ever. Else pixels at
 * the network's size, [crop height, crop width], with a preprocessing that leaves them as they are.
 */
export async function editedFeed(
  pixels: Picture,
  edits: Edits,
  preprocess: Preprocess,
): Promise<EditedFeed> {
  if (!isEdited(edits)) return { pixels, preprocess };
  const edited = await editedOf(pixels);
  const { fit: _, ...fixed } = sizedFor(preprocess, pixels);
  return {
    pixels: edited(edits, sizedFor(preprocess, pixels)),
    preprocess: { ...fixed, resize: 0 },
  };
}
