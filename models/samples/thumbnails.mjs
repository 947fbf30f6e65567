// Writes thumbnails/: of every sample picture the middle, as small as the page shows it.
// Usage: node models/samples/thumbnails.mjs
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** Twice what the page shows, for dense screens. */
const SIDE = 112;

const folder = import.meta.dirname;
const samples = JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8'));
mkdirSync(join(folder, 'thumbnails'), { recursive: true });
for (const { file, thumbnail } of samples) {
  await sharp(join(folder, file))
    .resize(SIDE, SIDE, { fit: 'cover' })
    .webp({ quality: 60, effort: 6 })
    .toFile(join(folder, thumbnail));
}
