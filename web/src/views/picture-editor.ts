// Try something: the picture to paint on, erase, cover, and cut differently.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import {
  canZoom,
  describeEditor,
  EDIT_TOOLS,
  type EditorEvent,
  type EditorState,
  type EditTool,
  SIZES,
} from '../state/editor.js';
import { type Colour, type Frame, isEdited, mostZoom, type Point, zoomOf } from '../state/edits.js';
import { cssVariables } from './css-variable.js';
import { cssColour } from './editor-canvas.js';

export interface PictureEditorProps {
  editor: EditorState;
  /** Size of the picture and how it is cut. */
  frame: Frame;
  name: string;
  /** Size of the preview: that of the canvas. */
  preview: { width: number; height: number };
  /** True while bars show how long they were before. */
  ghost: boolean;
  onGhost(on: boolean): void;
  /** Whether the editor makes something of it: only then is a key kept from the browser. */
  onEvent(event: EditorEvent): boolean;
}

const NAMES: Record<EditTool, string> = {
  crop: 'Move crop',
  brush: 'Brush',
  erase: 'Erase',
  occluder: 'Box',
};

const HELP: Record<EditTool, string> = {
  crop: 'Drag the frame, or use the arrow keys. Plus and minus change its size.',
  brush: 'Paint over the picture. Arrow keys move the brush, Space puts it down and lifts it.',
  erase: "Brings the picture's own pixels back. Keys as with the brush.",
  occluder: 'Drag a box over the picture, or use the arrow keys. Delete takes it away.',
};

const SWATCHES: readonly (readonly [name: string, colour: Colour])[] = [
  ['Grey', [127, 127, 127]],
  ['Black', [0, 0, 0]],
  ['White', [255, 255, 255]],
  ['Red', [208, 52, 44]],
  ['Yellow', [240, 196, 48]],
  ['Green', [56, 142, 60]],
  ['Blue', [42, 98, 190]],
];

const hex = (colour: Colour) =>
  `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

const sameColour = (a: Colour, b: Colour) => a.every((part, i) => part === b[i]);

function colourOf(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function pointOf(event: PointerEvent, canvas: HTMLElement): Point {
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

function start(event: PointerEvent, { onEvent }: PictureEditorProps): void {
  if (event.button !== 0) return;
  const canvas = event.currentTarget as HTMLElement;
  canvas.setPointerCapture(event.pointerId);
  onEvent({ type: 'start', at: pointOf(event, canvas) });
}

function move(event: PointerEvent, { onEvent }: PictureEditorProps): void {
  const canvas = event.currentTarget as HTMLElement;
  const held = canvas.hasPointerCapture(event.pointerId);
  // A quick hand makes several steps a frame; without them a round line has corners.
  const steps = held ? (event.getCoalescedEvents?.() ?? []) : [];
  for (const step of steps.length > 0 ? steps : [event]) {
    onEvent({ type: 'move', at: pointOf(step, canvas) });
  }
}

function keyDown(event: KeyboardEvent, { onEvent }: PictureEditorProps): void {
  if (event.altKey) return;
  const { key, shiftKey: shift } = event;
  const command = event.ctrlKey || event.metaKey;
  if (onEvent({ type: 'key', key, shift, command })) event.preventDefault();
}

function canvas(props: PictureEditorProps): TemplateResult {
  const { editor, preview, name, onEvent } = props;
  const { tool, edits } = editor;
  // While nothing is painted or cut, a finger on the picture scrolls the page.
  const held = tool !== 'crop' || edits.region !== undefined;
  return html`<canvas
    class="editor-canvas is-${tool} ${held ? 'is-held' : ''}"
    data-paint="editor"
    data-test="editor"
    width=${preview.width}
    height=${preview.height}
    tabindex="0"
    role="application"
    aria-label="Picture: ${name}. ${NAMES[tool]}."
    aria-describedby="editor-help"
    ${cssVariables({ '--ratio': String(preview.width / preview.height) })}
    @pointerdown=${(event: PointerEvent) => start(event, props)}
    @pointermove=${(event: PointerEvent) => move(event, props)}
    @pointerup=${() => onEvent({ type: 'end' })}
    @pointercancel=${() => onEvent({ type: 'end' })}
    @keydown=${(event: KeyboardEvent) => keyDown(event, props)}
  ></canvas>`;
}

function tools({ editor, onEvent }: PictureEditorProps): TemplateResult {
  return html`<fieldset class="segments editor-tools">
    <legend class="visually-hidden">Tool</legend>
    ${EDIT_TOOLS.map(
      (tool) => html`<label>
        <input
          type="radio"
          name="edit-tool"
          value=${tool}
          .checked=${editor.tool === tool}
          @change=${() => onEvent({ type: 'tool', tool })}
        /><span>${NAMES[tool]}</span>
      </label>`,
    )}
  </fieldset>`;
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

function sizeSlider({ editor, onEvent }: PictureEditorProps): TemplateResult {
  const isBox = editor.tool === 'occluder';
  const [low, high] = isBox ? SIZES.boxSize : SIZES.radius;
  const value = isBox ? editor.boxSize : editor.radius;
  // Both are told as a width.
  const text = `${Math.round(100 * (isBox ? value : 2 * value))}%`;
  const onInput = (size: number) => void onEvent({ type: 'size', size });
  return slider({ name: 'Size', low, high, value, text, onInput });
}

/** In powers of two, so that every step looks equal. */
function zoomSlider({ editor, frame, onEvent }: PictureEditorProps): TemplateResult {
  const zoom = zoomOf(editor.edits, frame);
  const onInput = (power: number) => void onEvent({ type: 'zoom', zoom: 2 ** power });
  const high = Math.log2(mostZoom(frame));
  const text = `${zoom.toFixed(1)}×`;
  return slider({ name: 'Zoom', low: 0, high, value: Math.log2(zoom), text, onInput });
}

function colours({ editor, onEvent }: PictureEditorProps): TemplateResult {
  const choose = (colour: Colour) => onEvent({ type: 'colour', colour });
  return html`<div class="editor-colours" role="group" aria-label="Colour">
    ${SWATCHES.map(
      ([name, colour]) => html`<button
        type="button"
        class="editor-swatch"
        title=${name}
        aria-label=${name}
        aria-pressed=${sameColour(colour, editor.colour)}
        ${cssVariables({ '--swatch': cssColour(colour) })}
        @click=${() => choose(colour)}
      ></button>`,
    )}
    <input
      type="color"
      class="editor-own-colour"
      aria-label="Another colour"
      title="Another colour"
      .value=${hex(editor.colour)}
      @input=${(event: Event) => choose(colourOf((event.currentTarget as HTMLInputElement).value))}
    />
  </div>`;
}

function button(text: string, enabled: boolean, act: () => void): TemplateResult {
  return html`<button
    type="button"
    class="button"
    aria-disabled=${!enabled}
    @click=${() => enabled && act()}
  >
    ${text}
  </button>`;
}

function buttons({ editor: { edits }, onEvent }: PictureEditorProps): TemplateResult {
  const send = (type: 'undo' | 'clear' | 'remove-box' | 'reset-crop') => () =>
    void onEvent({ type });
  return html`<div class="editor-buttons">
    ${button('Undo stroke', edits.strokes.length > 0, send('undo'))}
    ${edits.occluder ? button('Remove box', true, send('remove-box')) : nothing}
    ${edits.region ? button('Reset crop', true, send('reset-crop')) : nothing}
    ${button('Back to the picture', isEdited(edits), send('clear'))}
  </div>`;
}

/** The tool's own settings, and the buttons; the lead's card stands around it. */
export function pictureEditor(props: PictureEditorProps): TemplateResult {
  const { editor, frame, ghost, onGhost } = props;
  const { tool } = editor;
  const paints = tool === 'brush' || tool === 'erase';
  return html`<div class="editor" data-test="picture-editor">
    ${tools(props)}
    <div class="editor-stage">${canvas(props)}</div>
    <div class="editor-settings">
      ${tool === 'crop' ? (canZoom(frame) ? zoomSlider(props) : nothing) : sizeSlider(props)}
      ${tool === 'brush' || tool === 'occluder' ? colours(props) : nothing}
    </div>
    <p class="note" id="editor-help">${HELP[tool]}</p>
    <p
      class=${paints || tool === 'occluder' ? 'visually-hidden' : 'note number'}
      aria-live=${editor.byKey ? 'polite' : 'off'}
      data-test="editor-where"
    >
      ${describeEditor(editor, frame)}
    </p>
    ${buttons(props)}
    <label class="field editor-ghost">
      <input
        type="checkbox"
        .checked=${ghost}
        @change=${(event: Event) => onGhost((event.currentTarget as HTMLInputElement).checked)}
      />
      <span>Outline how long each bar was before</span>
    </label>
  </div>`;
}
