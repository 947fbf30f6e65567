// Short names in the corners of the tiles of a gallery.

import { drawTag, type TagLook, type TagPen } from '../../kit/tag.js';
import { type GalleryLayout, tileAt } from './gallery.js';

/**
 * names: of the tiles in the order in which they lie; undefined for one without. times: by how much the gallery
 * is enlarged.
 */
export function drawTags(
  pen: TagPen,
  gallery: GalleryLayout,
  names: readonly (string | undefined)[],
  look: TagLook,
  times = 1,
): void {
  names.forEach((name, place) => {
    if (name === undefined) return;
    const { x, y } = tileAt(gallery, place);
    drawTag(pen, name, { left: x * times, bottom: (y + gallery.tileHeight) * times }, look);
  });
}
