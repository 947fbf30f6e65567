// Short names in the corners of the tiles of a gallery.

import { type GalleryLayout, tileAt } from './gallery.js';

/** The part of CanvasRenderingContext2D that is needed here. */
export interface TagPen {
  fillStyle: unknown;
  font: string;
  textBaseline: string;
  measureText(text: string): { width: number };
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
}

export interface TagLook {
  surface: string;
  ink: string;
  font: string;
}

const HEIGHT = 14;

/** names: of the tiles in the order in which they lie; undefined for one without. times: by how much the gallery is enlarged. */
export function drawTags(
  pen: TagPen,
  gallery: GalleryLayout,
  names: readonly (string | undefined)[],
  look: TagLook,
  times = 1,
): void {
  pen.font = `11px ${look.font}`;
  pen.textBaseline = 'middle';
  names.forEach((name, place) => {
    if (name === undefined) return;
    const { x, y } = tileAt(gallery, place);
    const [left, bottom] = [x * times, (y + gallery.tileHeight) * times];
    pen.fillStyle = look.surface;
    pen.fillRect(left, bottom - HEIGHT, pen.measureText(name).width + 6, HEIGHT);
    pen.fillStyle = look.ink;
    pen.fillText(name, left + 3, bottom - HEIGHT / 2);
  });
}
