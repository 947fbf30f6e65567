// Writes the icons in public/icons, which systems show for an installed page, from favicon.svg.
// Usage: node web/icons.mjs
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const folder = join(import.meta.dirname, 'public/icons');
const icon = readFileSync(join(import.meta.dirname, 'favicon.svg'), 'utf8');
const [ground] = /#[0-9a-f]{6}/.exec(icon);

const draw = (svg, side) =>
  sharp(Buffer.from(svg), { density: (72 * side) / 32 })
    .resize(side, side)
    .png({ palette: true, compressionLevel: 9 });

/** To be cut into any shape: ground to the edges, the drawing within the middle 80 % circle. */
const maskable = icon
  .replace(/<rect[^>]*rx="7"[^>]*\/>/, `<rect width="32" height="32" fill="${ground}"/>`)
  .replace('<g ', '<g transform="translate(4.8 4.8) scale(.7)" ');

for (const side of [192, 512]) {
  await draw(icon, side).toFile(join(folder, `icon-${side}.png`));
  await draw(maskable, side).toFile(join(folder, `maskable-${side}.png`));
}
// It rounds the corners itself, and what is clear there would be black.
await draw(maskable, 180).toFile(join(folder, 'apple-touch-icon.png'));
