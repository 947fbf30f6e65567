// A short name in the corner of a map on a canvas.

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

/** left, bottom: the lower left corner of the map. */
export function drawTag(
  pen: TagPen,
  text: string,
  { left, bottom }: { left: number; bottom: number },
  look: TagLook,
): void {
  pen.font = `11px ${look.font}`;
  pen.textBaseline = 'middle';
  pen.fillStyle = look.surface;
  pen.fillRect(left, bottom - HEIGHT, pen.measureText(text).width + 6, HEIGHT);
  pen.fillStyle = look.ink;
  pen.fillText(text, left + 3, bottom - HEIGHT / 2);
}
