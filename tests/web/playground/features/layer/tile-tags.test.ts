import { expect, test } from 'vitest';
import { galleryLayout } from '../../../../../web/src/playground/features/layer/gallery.js';
import { drawTags } from '../../../../../web/src/playground/features/layer/tile-tags.js';

test('a name stands in the lower left corner of its own tile, and none where there is none', () => {
  const texts: [string, number, number][] = [];
  const boxes: number[][] = [];
  const pen = {
    fillStyle: '',
    font: '',
    textBaseline: '',
    measureText: (text: string) => ({ width: 6 * text.length }),
    fillRect: (...box: number[]) => void boxes.push(box),
    fillText: (text: string, x: number, y: number) => void texts.push([text, x, y]),
  };
  // Two tiles of 40 per row with 4 between them.
  const gallery = galleryLayout({ channels: 3, height: 8, width: 8, flat: false }, 40, 90);
  drawTags(pen, gallery, ['red', undefined, 'blue'], { surface: 's', ink: 'i', font: 'f' }, 2);
  expect(texts.map(([text]) => text)).toEqual(['red', 'blue']);
  // Twice as large: the third tile begins at y = 88 and ends at 168.
  expect(boxes.map(([x, y = 0, , height = 0]) => [x, y + height])).toEqual([
    [0, 80],
    [0, 168],
  ]);
});
