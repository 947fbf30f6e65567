// One layer on both sides, and the difference of the two.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { drawPlane, type Plane } from '../../kit/feature-map.js';
import { shortFloat } from '../../kit/format.js';
import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { settledValue } from '../../kit/settled-value.js';
import { type KeptValue, layoutOf } from '../../network/network.js';
import { shadesBetween } from '../legend/index.js';
import { look } from './acts.js';
import type { Compared, Looked } from './state.js';
import { words } from './words-en.js';

const SIDES = ['own', 'other', 'difference'] as const;
type Which = (typeof SIDES)[number];

/** A vector is folded to a block. */
function sizeOf(dims: readonly number[]) {
  const { channels, height, width, flat } = layoutOf(dims);
  if (!flat) return { channels, height, width, length: height * width };
  const side = Math.ceil(Math.sqrt(width));
  return { channels: 1, height: Math.ceil(width / side), width: side, length: width };
}

/** The difference only where both have the same shape. */
type Planes = Partial<Record<Which, Plane>>;

function planeOf({ dims, data }: KeptValue, channel: number): Plane {
  const { height, width, length } = sizeOf(dims);
  const own = data.subarray(channel * length, (channel + 1) * length);
  return { data: own, offset: 0, height, width, length };
}

function planesOf({ row, own, other, channel }: Looked): Planes {
  const [a, b] = [planeOf(own, channel), planeOf(other, channel)];
  if (!row.difference) return { own: a, other: b };
  const difference = a.data.map((value, index) => value - (b.data[index] as number));
  return { own: a, other: b, difference: { ...a, data: difference } };
}

function reach(...planes: readonly (Plane | undefined)[]): number {
  let most = 0;
  for (const plane of planes) {
    for (const value of plane?.data ?? []) {
      const size = Math.abs(value);
      if (size > most && size < Number.POSITIVE_INFINITY) most = size;
    }
  }
  return most;
}

interface Drawing {
  planes: Planes;
  limits: Record<Which, number>;
}

const drawings = new WeakMap<Looked, Drawing>();

/** Both sides have one scale where they can be compared number by number; the difference has its own. */
function drawingOf(looked: Looked): Drawing {
  const known = drawings.get(looked);
  if (known) return known;
  const planes = planesOf(looked);
  const { own, other, difference } = planes;
  const limits = difference
    ? { own: reach(own, other), other: reach(own, other), difference: reach(difference) }
    : { own: reach(own), other: reach(other), difference: 0 };
  const made = { planes, limits };
  drawings.set(looked, made);
  return made;
}

const numbers = new WeakMap<Looked, number>();
let last = 0;

function numberOf(looked: Looked): number {
  const known = numbers.get(looked) ?? ++last;
  numbers.set(looked, known);
  return known;
}

export function paintCompared(canvas: HTMLCanvasElement, state: AppState): void {
  const looked = state.comparison?.looked;
  const which = SIDES.find((side) => side === canvas.dataset.side);
  if (!looked || !which) {
    paintNothing(canvas);
    return;
  }
  const { planes, limits } = drawingOf(looked);
  const [plane, limit] = [planes[which], limits[which]];
  if (!plane) {
    paintNothing(canvas);
    return;
  }
  const { map, key } = shadesBetween(state, { isGrey: false, low: -limit, high: limit });
  paintOnce(canvas, `${numberOf(looked)} ${which} ${key}`, (context) =>
    drawPlane(context, plane, limit, map),
  );
}

function figure(looked: Looked, which: Which, title: string): TemplateResult | typeof nothing {
  const { planes, limits } = drawingOf(looked);
  const plane = planes[which];
  if (!plane) return nothing;
  const { height, width } = plane;
  return html`<figure>
    <figcaption>${title}</figcaption>
    <canvas data-paint="compared" data-side=${which} data-test="compared-${which}" width=${width} height=${height} role="img" aria-label=${title}></canvas>
    <p class="note number">${words.ends(shortFloat(limits[which]))}</p>
  </figure>`;
}

/** What channels of the same number have to do with each other in two networks. */
export function channelsNote({ channels }: Compared): string {
  if (!channels) return '';
  return channels === 'different' ? words.channelsDiffer : words.channelsMayFit;
}

export function mapsView(
  { comparison }: AppState,
  result: Compared,
  actions: Actions,
): TemplateResult | typeof nothing {
  const looked = comparison?.looked;
  if (!looked) return nothing;
  const { columns, sides } = result;
  const channels = Math.min(sizeOf(looked.own.dims).channels, sizeOf(looked.other.dims).channels);
  const note = channels > 1 ? channelsNote(result) : '';
  const name = columns[looked.row.column]?.name ?? '';
  const go = (event: Event): void => {
    const channel = Math.trunc(Number((event.target as HTMLInputElement).value));
    if (channel >= 0 && channel < channels) actions.withComparison(look(looked.row, channel));
  };
  return html`<section class="compare-maps" aria-labelledby="compare-maps-heading" data-test="compare-maps">
    <div class="table-tools">
      <h3 id="compare-maps-heading">${channels > 1 ? words.maps(name, looked.channel) : words.flat(name)}</h3>
      ${
        channels > 1
          ? html`<label class="field"><span class="field-name">${words.channel}</span>
              <input type="number" min="0" max=${channels - 1} ${settledValue(String(looked.channel))} data-test="compare-channel" @change=${go} /></label>`
          : nothing
      }
    </div>
    <div class="compare-figures">
      ${figure(looked, 'own', sides[0].title)} ${figure(looked, 'other', sides[1].title)}
      ${figure(looked, 'difference', words.difference)}
    </div>
    ${note ? html`<p class="note">${note}</p>` : nothing}
  </section>`;
}
