// Try something: the picture to paint on, erase, cover, and cut differently.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { segments } from '../../kit/segments.js';
import { type Frame, isEdited, mostZoom, type Point } from '../../run/edits/edits.js';
import { EDIT_TOOLS, type EditorEvent, type EditorState } from './editor.js';
import { colours, sizeSlider, zoomSlider } from './editor-controls.js';
import { describeEditor } from './editor-text.js';
import { words } from './words-en.js';

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
  // A key that is held would put the brush down and lift it in turn.
  const again = event.repeat && (key === ' ' || key === 'Enter');
  if (again || onEvent({ type: 'key', key, shift, command })) event.preventDefault();
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
    aria-label=${words.picture(name, words.tools[tool])}
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
  return segments({
    name: 'edit-tool',
    legend: words.tool,
    choices: EDIT_TOOLS.map((tool) => [tool, words.tools[tool]] as const),
    chosen: editor.tool,
    choose: (tool) => void onEvent({ type: 'tool', tool }),
    kind: 'editor-tools',
  });
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
    ${button(words.undo, edits.strokes.length > 0, send('undo'))}
    ${edits.occluder ? button(words.removeBox, true, send('remove-box')) : nothing}
    ${edits.region ? button(words.resetCrop, true, send('reset-crop')) : nothing}
    ${button(words.removeEdits, isEdited(edits), send('clear'))}
  </div>`;
}

/** Tools, picture, the tool's own settings, buttons; without a card around it. */
export function pictureEditor(props: PictureEditorProps): TemplateResult {
  const { editor, frame, ghost, onGhost } = props;
  const { tool } = editor;
  return html`<div class="editor" data-test="picture-editor">
    ${tools(props)}
    <div class="editor-body">
      <div class="editor-stage">${canvas(props)}</div>
      <div class="editor-side">
        <p class="note" id="editor-help">${words.help[tool]}</p>
        ${tool === 'crop' ? (mostZoom(frame) > 1 ? zoomSlider(props) : nothing) : sizeSlider(props)}
        ${tool === 'brush' || tool === 'occluder' ? colours(props) : nothing}
        <p
          class=${tool === 'crop' ? 'note number' : 'visually-hidden'}
          aria-live=${editor.byKey ? 'polite' : 'off'}
          data-test="editor-where"
        >
          ${describeEditor(editor, frame)}
        </p>
        ${buttons(props)}
        ${isEdited(editor.edits) ? html`<p class="note">${words.onlyHere}</p>` : nothing}
        <label class="field editor-ghost">
          <input
            type="checkbox"
            .checked=${ghost}
            @change=${(event: Event) => onGhost((event.currentTarget as HTMLInputElement).checked)}
          />
          <span>${words.showBefore}</span>
        </label>
      </div>
    </div>
  </div>`;
}
