// A saved picture: what is drawn, between the words that say what it is and the scale that its colours have.

import type { ColourMap } from '../../kit/colour-map.js';
import { drawLegend } from '../../kit/feature-map.js';
import { shortFloat } from '../../kit/format.js';
import type { TagLook } from '../../kit/tag.js';
import type { Ends } from '../../network/scale.js';

/** What a picture needs beside its name. */
export interface Besides {
  /** ends: undefined where there is no one scale. */
  scale?: { ends?: Ends; caption: string };
  /** Draws over the picture, which is enlarged that many times. */
  over?(
    context: CanvasRenderingContext2D,
    look: TagLook,
    times: number,
    canvas: HTMLCanvasElement,
  ): void;
}

export interface Sheet extends Besides {
  title: string;
  /** Below the title. */
  line: string;
}

/** Small maps are enlarged by whole pixels to at least this many per side. */
const SIDE = 480;
/** Of the whole sheet: a small map may have a long title. */
const WIDTH = { least: 360, most: 720 };
const PAD = 10;
const HEAD = 46;
const FOOT = 42;
const TITLE = '600 14px';
const TEXT = '12px';
const BAR = { width: 200, height: 10 };

/** Room for the words beside each other. */
function wordsWidth({ title, line }: Sheet, look: TagLook): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return WIDTH.least;
  const widths = [
    [title, TITLE],
    [line, TEXT],
  ].map(([text = '', font = '']) => {
    context.font = `${font} ${look.font}`;
    return Math.ceil(context.measureText(text).width) + 2 * PAD;
  });
  return Math.min(Math.max(WIDTH.least, ...widths), WIDTH.most);
}

/** Its left end, its middle and its right end. */
export function scaleNumbers({ isGrey, low, high }: Ends): [string, string, string] {
  return [shortFloat(low), isGrey ? '' : '0', `${isGrey ? '' : '+'}${shortFloat(high)}`];
}

function drawScale(
  context: CanvasRenderingContext2D,
  { ends, caption }: NonNullable<Besides['scale']>,
  map: ColourMap,
  top: number,
  room: number,
): void {
  if (!ends || ends.low === ends.high) {
    context.fillText(caption, PAD, top + FOOT / 2, room);
    return;
  }
  const bar = document.createElement('canvas');
  bar.width = 255;
  bar.height = 1;
  const into = bar.getContext('2d');
  if (into) drawLegend(into, bar.width, map);
  context.drawImage(bar, PAD, top + 8, BAR.width, BAR.height);
  const places = [PAD, PAD + BAR.width / 2, PAD + BAR.width] as const;
  const aligns = ['left', 'center', 'right'] as const;
  scaleNumbers(ends).forEach((text, i) => {
    context.textAlign = aligns[i] ?? 'left';
    context.fillText(text, places[i] ?? PAD, top + 30);
  });
  context.textAlign = 'left';
  const left = PAD + BAR.width + 14;
  context.fillText(caption, left, top + 13, room - left + PAD);
}

/** map: the colours that the picture is drawn in. */
export function drawnSheet(
  canvas: HTMLCanvasElement,
  sheet: Sheet,
  look: TagLook,
  map: ColourMap,
): HTMLCanvasElement {
  const { title, line, scale, over } = sheet;
  const times = Math.max(1, Math.floor(SIDE / Math.max(canvas.width, canvas.height)));
  const [width, height] = [canvas.width * times, canvas.height * times];
  // Words keep their size beside a picture that is drawn for a fine screen.
  const fine = Math.max(1, Math.round(width / 1000));
  const whole = document.createElement('canvas');
  whole.width = Math.max(width, wordsWidth(sheet, look) * fine);
  whole.height = height + (HEAD + (scale ? FOOT : 0)) * fine;
  const context = whole.getContext('2d') as CanvasRenderingContext2D;
  context.fillStyle = look.surface;
  context.fillRect(0, 0, whole.width, whole.height);
  context.imageSmoothingEnabled = false;
  context.translate(0, HEAD * fine);
  context.drawImage(canvas, 0, 0, width, height);
  over?.(context, look, times, canvas);
  context.setTransform(fine, 0, 0, fine, 0, 0);
  const room = whole.width / fine - 2 * PAD;
  context.fillStyle = look.ink;
  context.textBaseline = 'middle';
  context.font = `${TITLE} ${look.font}`;
  context.fillText(title, PAD, 15, room);
  context.font = `${TEXT} ${look.font}`;
  context.fillText(line, PAD, 33, room);
  if (scale) drawScale(context, scale, map, HEAD + height / fine, room);
  return whole;
}
