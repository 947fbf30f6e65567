// A pad to draw a digit on, for networks that take small grey pictures.

import { html, type TemplateResult } from 'lit/html.js';
import type { Actions } from '../../kit/playground.js';
import { EXAMPLE_DIGITS, type Strokes } from '../../run/drawing.js';
import { words } from './words-en.js';

type Point = readonly [number, number];

function pointOf(event: PointerEvent): Point {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  return [
    inside((event.clientX - box.left) / box.width),
    inside((event.clientY - box.top) / box.height),
  ];
}

/** With one more point on the last stroke. */
function continued(strokes: Strokes, point: Point): Strokes {
  return [...strokes.slice(0, -1), [...(strokes.at(-1) ?? []), point]];
}

export function drawingPad(actions: Actions): TemplateResult {
  const begin = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    // An example is no beginning of a drawing of one's own.
    const drawn = actions.drawn();
    const own = EXAMPLE_DIGITS.includes(drawn) ? [] : drawn;
    actions.draw([...own, [pointOf(event)]]);
  };
  const move = (event: PointerEvent): void => {
    if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    // Several moves may come before the next frame: what is drawn now counts, not what is shown.
    actions.draw(continued(actions.drawn(), pointOf(event)));
  };
  return html`<div class="pad">
    <canvas
      class="pad-canvas"
      width="280"
      height="280"
      data-paint="pad"
      data-test="pad"
      role="img"
      aria-label=${words.pad}
      @pointerdown=${begin}
      @pointermove=${move}
    ></canvas>
    <div class="pad-side">
      <p><strong>${words.draw}</strong></p>
      <p class="note">${words.how}</p>
      <div class="pad-digits" role="group" aria-label=${words.examples}>
        ${EXAMPLE_DIGITS.map((strokes, digit) => html`<button type="button" class="button" @click=${() => actions.draw(strokes)}>${digit}</button>`)}
      </div>
      <button type="button" class="button" @click=${() => actions.draw([])}>${words.clear}</button>
    </div>
  </div>`;
}
