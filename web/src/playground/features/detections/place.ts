// Back through the preprocessing: where the whole input lies on the picture.

import { inputBox } from '../../../pixels/place.js';
import { type Box, isCropped, type Size } from '../../network/crop.js';
import { type Edits, type Frame, fedBox } from '../../run/edits/edits.js';

/**
 * In pixels of the picture; it reaches past the picture where the input was filled up. Of the usual crop the
 * middles of both are the same point.
 */
export function inputOnPicture(edits: Edits, { picture, preprocess }: Frame): Box {
  if (edits.region) return fedBox(edits, { picture, preprocess });
  if (!isCropped(preprocess)) return inputBox(picture, preprocess);
  const { resize, crop } = preprocess;
  const scale = resize > 0 ? resize / Math.min(picture.width, picture.height) : 1;
  const [width, height] = [crop[1] / scale, crop[0] / scale];
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** A box in pixels of something that lies at `place`. */
export function placed(box: Box, of: Size, place: Box): Box {
  const [sx, sy] = [place.width / of.width, place.height / of.height];
  return {
    x: place.x + box.x * sx,
    y: place.y + box.y * sy,
    width: box.width * sx,
    height: box.height * sy,
  };
}
