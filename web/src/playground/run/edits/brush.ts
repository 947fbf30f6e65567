// A round brush with soft edges of one pixel.

type Point = readonly [number, number];

export interface Clip {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Segment {
  from: Point;
  to: Point;
  /** In pixels, as the points; the middle of the first pixel is at 0.5. */
  radius: number;
}

/**
 * Raises `cover` (0..255 a pixel, rows of `width`) to what the segment covers, inside the clip.
 * A pixel that several segments touch keeps the most, so a line has the same edge however many
 * points it has. Returns the pixels it may have changed, right and bottom excluded.
 */
export function coverSegment(
  cover: Uint8Array,
  width: number,
  clip: Clip,
  { from, to, radius }: Segment,
): Clip {
  const reach = radius + 1;
  const left = Math.max(clip.left, Math.floor(Math.min(from[0], to[0]) - reach));
  const right = Math.min(clip.right, Math.ceil(Math.max(from[0], to[0]) + reach));
  const top = Math.max(clip.top, Math.floor(Math.min(from[1], to[1]) - reach));
  const bottom = Math.min(clip.bottom, Math.ceil(Math.max(from[1], to[1]) + reach));
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const length = dx * dx + dy * dy;
  for (let y = top; y < bottom; y++) {
    const py = y + 0.5 - from[1];
    for (let x = left; x < right; x++) {
      const px = x + 0.5 - from[0];
      const along = length > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length)) : 0;
      const ex = px - along * dx;
      const ey = py - along * dy;
      const share = radius + 0.5 - Math.sqrt(ex * ex + ey * ey);
      if (share <= 0) continue;
      const covered = share >= 1 ? 255 : Math.round(255 * share);
      const at = y * width + x;
      if (covered > (cover[at] as number)) cover[at] = covered;
    }
  }
  return { left, top, right: Math.max(left, right), bottom: Math.max(top, bottom) };
}
