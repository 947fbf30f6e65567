// The convolution lab: settings, the window over the input, the output, the arithmetic.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { count, exactFloat, magnitude, shortFloat } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import type { Cell } from '../../network/places.js';
import { grid } from '../layer/index.js';
import {
  KERNEL_CHOICES,
  type KernelChoice,
  type LabField,
  type LabProblems,
  type LabSizes,
  labCode,
  labFormula,
  labWindow,
} from './lab.js';
import { type LabScene, labScene } from './lab-view.js';

interface Control {
  field: LabField;
  name: string;
  /** Ends of the slider; any number can be typed. */
  ends?: readonly [number, number];
}

const SHAPES: readonly Control[] = [
  { field: 'input', name: 'Input size', ends: [1, 32] },
  { field: 'kernel', name: 'Kernel size', ends: [1, 11] },
  { field: 'padding', name: 'Padding', ends: [0, 8] },
  { field: 'stride', name: 'Stride', ends: [1, 8] },
  { field: 'dilation', name: 'Dilation', ends: [1, 5] },
];

const CHANNELS: readonly Control[] = [
  { field: 'inChannels', name: 'Input channels' },
  { field: 'outChannels', name: 'Output channels' },
  { field: 'groups', name: 'Groups' },
];

function control(
  { lab }: AppState,
  problems: LabProblems | undefined,
  { field, name, ends }: Control,
  actions: Actions,
): TemplateResult {
  const value = lab.settings[field];
  const problem = problems?.[field];
  const change = (event: Event): void =>
    actions.changeLab({ [field]: (event.target as HTMLInputElement).value });
  return html`<div class="lab-control">
    <label class="field">
      <span class="field-name">${name}</span>
      <input
        type="text"
        inputmode="numeric"
        autocomplete="off"
        name="lab-${field}"
        aria-invalid=${problem !== undefined}
        aria-describedby=${problem ? `lab-problem-${field}` : nothing}
        .value=${value}
        @input=${change}
      />
    </label>
    ${
      ends
        ? html`<input
            type="range"
            aria-label="${name}, slider"
            min=${ends[0]}
            max=${ends[1]}
            .value=${value}
            @input=${change}
          />`
        : nothing
    }
    ${problem ? html`<p class="form-error" id="lab-problem-${field}">${problem}</p>` : nothing}
  </div>`;
}

const KERNEL_NAMES: Record<KernelChoice, string> = {
  edges: 'edges, left to right',
  blur: 'blur',
  sharpen: 'sharpen',
  identity: 'identity',
};

function kernelChoice({ lab }: AppState, actions: Actions): TemplateResult {
  return html`<label class="field">
    <span class="field-name">Weights</span>
    <select @change=${(event: Event) => actions.chooseKernel((event.target as HTMLSelectElement).value as KernelChoice)}>
      ${KERNEL_CHOICES.map((choice) => html`<option value=${choice} .selected=${choice === lab.weights}>${KERNEL_NAMES[choice]}</option>`)}
    </select>
  </label>`;
}

function rest({ skipped }: LabSizes): TemplateResult | typeof nothing {
  if (skipped === 0) return nothing;
  const what = skipped === 1 ? 'row and column are' : `${skipped} rows and columns are`;
  return html`<p class="note" data-test="lab-skipped">
    The last ${what} never touched: the stride steps over the end. They are hatched.
  </p>`;
}

function results(sizes: LabSizes, actions: Actions, said: string | undefined): TemplateResult {
  const { numbers, output, params, macs } = sizes;
  const code = labCode(sizes);
  return html`<div class="lab-results" data-test="lab-results">
    <p class="lab-formula number" data-test="lab-formula">${labFormula(sizes)}</p>
    <p>
      Output <strong class="number" data-test="lab-output">${numbers.outChannels} × ${output} × ${output}</strong>
      from <span class="number">${numbers.inChannels} × ${numbers.input} × ${numbers.input}</span>,
      <strong class="number">${count(params)}</strong> parameters with the bias,
      <strong class="number">${magnitude(macs)}</strong> multiply-accumulates.
    </p>
    ${rest(sizes)}
    <p class="lab-code">
      <code data-test="lab-code">${code}</code>
      <button type="button" class="button" @click=${() => actions.copyText(code)}>Copy</button>
      <span class="note" role="status">${said ?? ''}</span>
    </p>
  </div>`;
}

function pointedCell(event: PointerEvent, side: number): Cell {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  const at = (place: number, size: number): number =>
    Math.min(Math.max(Math.floor((place / size) * side), 0), side - 1);
  return { y: at(event.clientY - box.top, box.height), x: at(event.clientX - box.left, box.width) };
}

function outputGrid(scene: LabScene, actions: Actions): TemplateResult {
  const { sizes, cell } = scene;
  const { output } = sizes;
  const onKey = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -output,
      ArrowDown: output,
    };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    actions.stepLab(by);
  };
  const choose = (event: PointerEvent): void => actions.labCell(pointedCell(event, output));
  return html`<figure class="lab-figure">
    <div
      class="lab-stage is-output"
      tabindex="0"
      role="application"
      aria-roledescription="output of the convolution"
      aria-label="Output, ${output} by ${output}. Row ${cell.y}, column ${cell.x} is shown. Arrow keys move the window."
      data-test="lab-grid"
      @pointermove=${choose}
      @pointerdown=${choose}
      @keydown=${onKey}
    >
      <canvas data-paint="lab-output"></canvas>
    </div>
    <figcaption class="note">Output, ${output} × ${output}</figcaption>
  </figure>`;
}

function player({ lab }: AppState, actions: Actions): TemplateResult {
  return html`<div class="player" role="group" aria-label="Walk over the output">
    <button type="button" class="button" aria-label="One position back" @click=${() => actions.stepLab(-1)}>◂</button>
    <button type="button" class="button" @click=${() => actions.playLab(!lab.playing)}>${lab.playing ? 'Pause' : 'Play'}</button>
    <button type="button" class="button" aria-label="One position on" @click=${() => actions.stepLab(1)}>▸</button>
  </div>`;
}

/** A window of up to that many cells is shown with its numbers. */
const LEGIBLE = 49;

function product(scene: LabScene): TemplateResult {
  const { sizes, plane, weights, cell } = scene;
  const { kernel } = sizes.numbers;
  const { values, value } = labWindow(plane, weights, sizes, cell);
  const padded = values.filter((number) => number === undefined).length;
  const numbers =
    kernel * kernel > LEGIBLE
      ? nothing
      : html`<div class="sum-product">
          ${grid({ height: kernel, width: kernel, cells: values, name: 'window' })}
          <span aria-hidden="true">·</span>
          ${grid({ height: kernel, width: kernel, cells: [...weights], name: 'kernel' })}
        </div>`;
  return html`<section class="lab-product" aria-labelledby="lab-product">
    <h3 id="lab-product">Row ${cell.y}, column ${cell.x} of the output</h3>
    ${numbers}
    <p class="number">
      Window times kernel, added up: <strong data-test="lab-value">${exactFloat(value)}</strong>
      ${padded > 0 ? html`<span class="note">${count(padded)} of ${count(values.length)} cells lie in the padding and count as 0.</span>` : nothing}
    </p>
    <p class="note">Range of the output: ${shortFloat(scene.low)} to ${shortFloat(scene.high)}. One input channel, no bias.</p>
  </section>`;
}

function drawing(state: AppState, scene: LabScene, actions: Actions): TemplateResult {
  const { sizes } = scene;
  return html`<div class="lab-drawing">
      <figure class="lab-figure">
        <div class="lab-stage"><canvas data-paint="lab-input" data-test="lab-input"></canvas></div>
        <figcaption class="note">
          Input, ${sizes.numbers.input} × ${sizes.numbers.input}${sizes.numbers.padding > 0 ? `, with padding ${sizes.padded} × ${sizes.padded}` : ''}: the picture's own numbers
        </figcaption>
      </figure>
      ${outputGrid(scene, actions)}
    </div>
    ${player(state, actions)} ${product(scene)}
    <p>
      <button type="button" class="button" @click=${() => actions.savePicture('[data-test="lab-input"]', ['lab', labCode(sizes)])}>Save the input as PNG</button>
    </p>`;
}

export function labView(state: AppState, actions: Actions): TemplateResult {
  const { reading, scene, tooLarge } = labScene(state);
  const { sizes, problems } = reading;
  return html`<div class="lab" data-test="lab">
    <div class="lab-controls">
      ${SHAPES.map((of) => control(state, problems, of, actions))} ${kernelChoice(state, actions)}
      <details class="lab-channels">
        <summary>Channels and groups</summary>
        ${CHANNELS.map((of) => control(state, problems, of, actions))}
      </details>
    </div>
    <div class="lab-side">
      ${
        sizes
          ? results(sizes, actions, state.said)
          : html`<p class="lab-impossible" role="status" data-test="lab-impossible">
              No such convolution: ${Object.values(problems)[0]}
            </p>`
      }
      ${tooLarge ? html`<p class="note">Drawn only up to 64 cells a side; the numbers above hold all the same.</p>` : nothing}
      ${scene ? drawing(state, scene, actions) : nothing}
      ${sizes && !scene && !tooLarge ? html`<p class="note">As soon as there is a picture, the window moves over its numbers.</p>` : nothing}
    </div>
  </div>`;
}
