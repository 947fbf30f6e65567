// The strip of columns as one picture: every map where it stands, with its number, and the words above and below.

import type { AppState } from '../../kit/playground.js';
import { drawTag, type TagLook } from '../../kit/tag.js';
import { columnPicture } from '../columns/index.js';

const TEXTS = '.column-head > *, .column-scale span, .column-more, .amount-text, .amount-label';
const RATIO = 2;

/** What the map is called on the page, or else its number. */
function nameOf(button: HTMLElement): string {
  const name = button.querySelector('.map-name')?.textContent?.trim();
  return name || (button.dataset.at?.split(',')[1] ?? '');
}

/** state: of the run on screen. */
export function stripCanvas(strip: HTMLElement, state: AppState, look: TagLook): HTMLCanvasElement {
  const frame = strip.getBoundingClientRect();
  const whole = document.createElement('canvas');
  whole.width = Math.ceil(strip.scrollWidth * RATIO);
  whole.height = Math.ceil(strip.scrollHeight * RATIO);
  const context = whole.getContext('2d') as CanvasRenderingContext2D;
  context.imageSmoothingEnabled = false;
  context.scale(RATIO, RATIO);
  context.translate(strip.scrollLeft - frame.left, strip.scrollTop - frame.top);
  for (const maps of strip.querySelectorAll('.column-maps')) {
    const { left, top } = maps.getBoundingClientRect();
    const picture = columnPicture(maps, state, RATIO);
    if (picture)
      context.drawImage(picture, left, top, picture.width / RATIO, picture.height / RATIO);
  }
  // A vector is one picture: it has no number.
  for (const button of strip.querySelectorAll<HTMLElement>('.map.is-plane'))
    drawTag(context, nameOf(button), button.getBoundingClientRect(), look);
  context.fillStyle = look.ink;
  context.textBaseline = 'top';
  for (const text of strip.querySelectorAll(TEXTS)) {
    const { left, top } = text.getBoundingClientRect();
    const { fontSize, fontWeight, wordSpacing } = getComputedStyle(text);
    // Not every browser's canvas has it: words are then further apart.
    context.wordSpacing = wordSpacing;
    context.font = `${fontWeight} ${fontSize} ${look.font}`;
    context.fillText(text.textContent?.trim() ?? '', left, top);
  }
  return whole;
}
