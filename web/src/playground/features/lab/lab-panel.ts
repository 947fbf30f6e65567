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
import { words } from './words-en.js';

interface Control {
  field: LabField;
  /** Ends of the slider; any number can be typed. */
  ends?: readonly [number, number];
}

const SHAPES: readonly Control[] = [
  { field: 'input', ends: [1, 32] },
  { field: 'kernel', ends: [1, 11] },
  { field: 'padding', ends: [0, 8] },
  { field: 'stride', ends: [1, 8] },
  { field: 'dilation', ends: [1, 5] },
];

const CHANNELS: readonly Control[] = [
  { field: 'inChannels' },
  { field: 'outChannels' },
  { field: 'groups' },
];

function control(
  { lab }: AppState,
  problems: LabProblems | undefined,
  { field, ends }: Control,
  actions: Actions,
): TemplateResult {
  const name = words.names[field];
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
            aria-label=${words.slider(name)}
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

function kernelChoice({ lab }: AppState, actions: Actions): TemplateResult {
  return html`<label class="field">
    <span class="field-name">${words.weights}</span>
    <select @change=${(event: Event) => actions.chooseKernel((event.target as HTMLSelectElement).value as KernelChoice)}>
      ${KERNEL_CHOICES.map((choice) => html`<option value=${choice} .selected=${choice === lab.weights}>${words.kernels[choice]}</option>`)}
    </select>
  </label>`;
}

function rest({ skipped }: LabSizes): TemplateResult | typeof nothing {
  if (skipped === 0) return nothing;
  return html`<p class="note" data-test="lab-skipped">${words.skipped(skipped)}</p>`;
}

function results(sizes: LabSizes, actions: Actions, said: string | undefined): TemplateResult {
  const { numbers, output, params, macs } = sizes;
  const code = labCode(sizes);
  return html`<div class="lab-results" data-test="lab-results">
    <p class="lab-formula number" data-test="lab-formula">${labFormula(sizes)}</p>
    <p>
      ${words.results({
        output: html`<strong class="number" data-test="lab-output">${numbers.outChannels} × ${output} × ${output}</strong>`,
        input: html`<span class="number">${numbers.inChannels} × ${numbers.input} × ${numbers.input}</span>`,
        params: html`<strong class="number">${count(params)}</strong>`,
        macs: html`<strong class="number">${magnitude(macs)}</strong>`,
      })}
    </p>
    ${rest(sizes)}
    <p class="lab-code">
      <code data-test="lab-code">${code}</code>
      <button type="button" class="button" @click=${() => actions.copyText(code)}>${words.copy}</button>
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
      aria-roledescription=${words.outputRole}
      aria-label=${words.outputLabel(output, cell)}
      data-test="lab-grid"
      @pointermove=${choose}
      @pointerdown=${choose}
      @keydown=${onKey}
    >
      <canvas data-paint="lab-output"></canvas>
    </div>
    <figcaption class="note">${words.outputCaption(output)}</figcaption>
  </figure>`;
}

function player({ lab }: AppState, actions: Actions): TemplateResult {
  return html`<div class="player" role="group" aria-label=${words.player}>
    <button type="button" class="button" aria-label=${words.previous} @click=${() => actions.stepLab(-1)}>◂</button>
    <button type="button" class="button" @click=${() => actions.playLab(!lab.playing)}>${lab.playing ? words.pause : words.play}</button>
    <button type="button" class="button" aria-label=${words.next} @click=${() => actions.stepLab(1)}>▸</button>
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
          ${grid({ height: kernel, width: kernel, cells: values, name: words.window })}
          <span aria-hidden="true">·</span>
          ${grid({ height: kernel, width: kernel, cells: [...weights], name: words.kernel })}
        </div>`;
  return html`<section class="lab-product" aria-labelledby="lab-product">
    <h3 id="lab-product">${words.sumHeading(cell)}</h3>
    ${numbers}
    <p class="number">
      ${words.sum(html`<strong data-test="lab-value">${exactFloat(value)}</strong>`)}
      ${padded > 0 ? html`<span class="note">${words.inPadding(padded, values.length)}</span>` : nothing}
    </p>
    <p class="note">${words.range(shortFloat(scene.low), shortFloat(scene.high))}</p>
  </section>`;
}

function drawing(state: AppState, scene: LabScene, actions: Actions): TemplateResult {
  const { sizes } = scene;
  const { input, padding } = sizes.numbers;
  return html`<div class="lab-drawing">
      <figure class="lab-figure">
        <div class="lab-stage"><canvas data-paint="lab-input" data-test="lab-input"></canvas></div>
        <figcaption class="note">
          ${words.inputCaption({ input, padding, padded: sizes.padded })}
        </figcaption>
      </figure>
      ${outputGrid(scene, actions)}
    </div>
    ${player(state, actions)} ${product(scene)}
    <p>
      <button type="button" class="button" @click=${() => actions.savePicture('[data-test="lab-input"]', [words.caption, labCode(sizes)])}>${words.saveInput}</button>
    </p>`;
}

export function labView(state: AppState, actions: Actions): TemplateResult {
  const { reading, scene, tooLarge } = labScene(state);
  const { sizes, problems } = reading;
  return html`<div class="lab" data-test="lab">
    <div class="lab-controls">
      ${SHAPES.map((of) => control(state, problems, of, actions))} ${kernelChoice(state, actions)}
      <details class="lab-channels">
        <summary>${words.channelsAndGroups}</summary>
        ${CHANNELS.map((of) => control(state, problems, of, actions))}
      </details>
    </div>
    <div class="lab-side">
      ${
        sizes
          ? results(sizes, actions, state.said)
          : html`<p class="lab-impossible" role="status" data-test="lab-impossible">
              ${words.impossible(Object.values(problems)[0] ?? '')}
            </p>`
      }
      ${tooLarge ? html`<p class="note">${words.notDrawn}</p>` : nothing}
      ${scene ? drawing(state, scene, actions) : nothing}
      ${sizes && !scene && !tooLarge ? html`<p class="note">${words.noPicture}</p>` : nothing}
    </div>
  </div>`;
}
