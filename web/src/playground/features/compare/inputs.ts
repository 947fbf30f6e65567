// What each side got of the picture: read once the comparison is made, and drawn beside its answer.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { drawInput } from '../../kit/input-picture.js';
import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { type KeptValue, layoutOf } from '../../network/network.js';
import type { Sides } from './means.js';
import type { Side } from './state.js';
import { words } from './words-en.js';

/** The side with what it got, where that is a picture. */
async function withInput(side: Side, read: Sides['own']): Promise<Side> {
  const input = side.network?.columns[0];
  if (!side.network || !input?.pixels) return side;
  const value = await read(input.value);
  return value ? { ...side, network: { ...side.network, input: value } } : side;
}

export async function withInputs({ sides, own, other }: Sides): Promise<[Side, Side]> {
  return [await withInput(sides[0], own), await withInput(sides[1], other)];
}

const numbers = new WeakMap<KeptValue, number>();
let last = 0;

function numberOf(value: KeptValue): number {
  const known = numbers.get(value) ?? ++last;
  numbers.set(value, known);
  return known;
}

export function paintComparedInput(canvas: HTMLCanvasElement, { comparison }: AppState): void {
  const network = comparison?.result?.sides[Number(canvas.dataset.side)]?.network;
  if (!network?.input) {
    paintNothing(canvas);
    return;
  }
  const { data, dims } = network.input;
  const { channels, height, width } = layoutOf(dims);
  paintOnce(canvas, `${numberOf(network.input)}`, (context) =>
    drawInput(context, { data, channels, height, width }, network.info.preprocess),
  );
}

export function inputFigure({ network, title }: Side, at: number): TemplateResult | typeof nothing {
  if (!network?.input) return nothing;
  const { height, width } = layoutOf(network.input.dims);
  return html`<figure class="compare-input">
    <canvas data-paint="compared-input" data-side=${at} data-test="compared-input" width=${width} height=${height} role="img" aria-label=${words.inputOf(title)}></canvas>
    <figcaption class="note number">${words.gets(`${width} × ${height}`)}</figcaption>
  </figure>`;
}
