// The user's picture with the cropped part outlined and the rest dimmed.

import type { Box, Size } from '../network/crop.js';

/**
 * box: in pixels of the picture, whose smaller version is `preview`. onPicture: draws what lies on the
 * picture, under the dimming.
 */
export function drawPicture(
  context: CanvasRenderingContext2D,
  preview: ImageBitmap,
  picture: Size,
  box: Box,
  onPicture: () => void = () => {},
): void {
  const { width, height } = context.canvas;
  // Where the picture is transparent the engine sees white.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(preview, 0, 0, width, height);
  onPicture();
  const sx = width / picture.width;
  const sy = height / picture.height;
  const x = box.x * sx;
  const y = box.y * sy;
  const w = box.width * sx;
  const h = box.height * sy;
  context.fillStyle = 'rgb(0 0 0 / 55%)';
  context.fillRect(0, 0, width, y);
  context.fillRect(0, y + h, width, height - y - h);
  context.fillRect(0, y, x, h);
  context.fillRect(x + w, y, width - x - w, h);
  // White on a dark rim: seen on any picture.
  const line = Math.max(1, Math.max(width, height) / 160);
  context.lineWidth = 2 * line;
  context.strokeStyle = 'rgb(0 0 0 / 60%)';
  context.strokeRect(x + line, y + line, w - 2 * line, h - 2 * line);
  context.lineWidth = line;
  context.strokeStyle = 'rgb(255 255 255 / 95%)';
  context.strokeRect(x + line, y + line, w - 2 * line, h - 2 * line);
}
