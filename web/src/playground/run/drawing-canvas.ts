// Strokes on a canvas.

import { PEN, type Strokes } from './drawing.js';

/** White on black, as MNIST; the pen as thick as in a picture of 28 pixels. */
export function drawStrokes(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  strokes: Strokes,
  size: number,
  side = 28,
): void {
  context.fillStyle = '#000';
  context.fillRect(0, 0, size, size);
  context.strokeStyle = '#fff';
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.lineWidth = (PEN / side) * size;
  for (const stroke of strokes) {
    context.beginPath();
    // A dot is a line of no length: round caps make it a disc.
    for (const [x, y] of [stroke[0] ?? [0, 0], ...stroke]) context.lineTo(x * size, y * size);
    context.stroke();
  }
}
