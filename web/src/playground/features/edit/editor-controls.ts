// Size, zoom and colour of the picture editor's tools.

import { html, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { type Colour, type Frame, mostZoom, zoomOf } from '../../run/edits/edits.js';
import { type EditorEvent, type EditorState, SIZES } from './editor.js';
import { cssColour } from './editor-canvas.js';
import { words } from './words-en.js';

export interface ControlProps {
  editor: EditorState;
  frame: Frame;
  onEvent(event: EditorEvent): boolean;
}

const SWATCHES: readonly (readonly [name: keyof typeof words.colours, colour: Colour])[] = [
  ['grey', [127, 127, 127]],
  ['black', [0, 0, 0]],
  ['white', [255, 255, 255]],
  ['red', [208, 52, 44]],
  ['yellow', [240, 196, 48]],
  ['green', [56, 142, 60]],
  ['blue', [42, 98, 190]],
];

const hex = (colour: Colour) =>
  `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

const sameColour = (a: Colour, b: Colour) => a.every((part, i) => part === b[i]);

function colourOf(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

interface Slider {
  name: string;
  low: number;
  high: number;
  value: number;
  text: string;
  onInput(value: number): void;
}

function slider({ name, low, high, value, text, onInput }: Slider): TemplateResult {
  return html`<label class="field editor-slider">
    <span class="field-name">${name}</span>
    <input
      type="range"
      min=${low}
      max=${high}
      step="any"
      .value=${String(value)}
      aria-valuetext=${text}
      @input=${(event: Event) => onInput((event.currentTarget as HTMLInputElement).valueAsNumber)}
    />
    <span class="number editor-amount">${text}</span>
  </label>`;
}

export function sizeSlider({ editor, onEvent }: ControlProps): TemplateResult {
  const isBox = editor.tool === 'occluder';
  const [low, high] = isBox ? SIZES.boxSize : SIZES.radius;
  const value = isBox ? editor.boxSize : editor.radius;
  // Both are told as a width.
  const text = `${Math.round(100 * (isBox ? value : 2 * value))}%`;
  const onInput = (size: number) => void onEvent({ type: 'size', size });
  return slider({ name: words.size, low, high, value, text, onInput });
}

/** In powers of two, so that every step looks equal. */
export function zoomSlider({ editor, frame, onEvent }: ControlProps): TemplateResult {
  const zoom = zoomOf(editor.edits, frame);
  const onInput = (power: number) => void onEvent({ type: 'zoom', zoom: 2 ** power });
  const high = Math.log2(mostZoom(frame));
  const text = `${zoom.toFixed(1)}×`;
  return slider({ name: words.zoom, low: 0, high, value: Math.log2(zoom), text, onInput });
}

export function colours({ editor, onEvent }: ControlProps): TemplateResult {
  const choose = (colour: Colour) => onEvent({ type: 'colour', colour });
  return html`<div class="editor-colours" role="group" aria-label=${words.colour}>
    ${SWATCHES.map(
      ([name, colour]) => html`<button
        type="button"
        class="editor-swatch"
        title=${words.colours[name]}
        aria-label=${words.colours[name]}
        aria-pressed=${sameColour(colour, editor.colour)}
        ${cssVariables({ '--swatch': cssColour(colour) })}
        @click=${() => choose(colour)}
      ></button>`,
    )}
    <input
      type="color"
      class="editor-own-colour"
      aria-label=${words.otherColour}
      title=${words.otherColour}
      .value=${hex(editor.colour)}
      @input=${(event: Event) => choose(colourOf((event.currentTarget as HTMLInputElement).value))}
    />
  </div>`;
}
