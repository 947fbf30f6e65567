// The convolution lab: settings, the window over the input, the output, the arithmetic.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import { count, exactFloat, magnitude, shortFloat } from '../../kit/format.js';
import { grid } from '../../kit/number-grid.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { channelName } from '../../network/columns.js';
import type { Cell } from '../../network/places.js';
import { saidOf } from '../take-home/index.js';
import { type LabSizes, labCode, labFormula, labWindow } from './lab.js';
import { labControls } from './lab-controls.js';
import { inputName, sourceLayer, sourceNumbers } from './lab-source.js';
import { type LabScene, labScene } from './lab-view.js';
import { endsFor } from './paint-lab.js';
import { words } from './words-en.js';

/** What the numbers above leave open about the drawing below. */
function aboutDrawing({ numbers, skipped }: LabSizes, isDrawn: boolean) {
  const { inChannels: inputs, outChannels: outputs } = numbers;
  const isPart = isDrawn && (inputs > 1 || outputs > 1);
  return html`${isPart ? html`<p data-test="lab-shown">${words.shown({ inputs, outputs })}</p>` : nothing}
    ${skipped > 0 ? html`<p class="note" data-test="lab-skipped">${words.skipped(skipped, isDrawn)}</p>` : nothing}`;
}

function results(
  sizes: LabSizes,
  isDrawn: boolean,
  state: AppState,
  actions: Actions,
): TemplateResult {
  const { numbers, output, params, macs } = sizes;
  const code = labCode(sizes);
  return html`<div class="lab-results" data-test="lab-results">
    <div>
      <p class="lab-formula number" data-test="lab-formula">${labFormula(sizes)}</p>
      <p class="note">${words.formula}</p>
    </div>
    <p>
      ${words.results({
        output: html`<strong class="number" data-test="lab-output">${numbers.outChannels} × ${output} × ${output}</strong>`,
        input: html`<span class="number">${numbers.inChannels} × ${numbers.input} × ${numbers.input}</span>`,
        params: html`<strong class="number">${count(params)}</strong>`,
        macs: html`<strong class="number">${magnitude(macs)}</strong>`,
      })}
    </p>
    ${aboutDrawing(sizes, isDrawn)}
    <p class="lab-code">
      <code data-test="lab-code">${code}</code>
      <button type="button" class="button" @click=${() => actions.copyText(code)}>${words.copy}</button>
      <span class="note" role="status">${saidOf(state, code)}</span>
    </p>
  </div>`;
}

function pointedCell(event: PointerEvent, side: number): Cell {
  // The stage may be wider than the grid in it.
  const stage = event.currentTarget as HTMLElement;
  const box = (stage.querySelector('canvas') ?? stage).getBoundingClientRect();
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
  return html`<figure class="lab-figure" ${cssVariables({ '--cells': String(output) })}>
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

/** What the input's numbers are. */
function shownInput(state: AppState): string {
  const layer = sourceLayer(state);
  const own = layer && sourceNumbers(state);
  if (layer && own) return inputName(state, layer, own.channel);
  const [input] = state.model?.columns ?? [];
  if (!input) return '';
  return words.ofPicture(channelName(input, input.layout.channels > 1 ? 1 : 0));
}

/** What the lines in cells of the input say. */
export function legend({ numbers, skipped }: LabSizes): TemplateResult | typeof nothing {
  if (numbers.padding <= 0 && skipped <= 0) return nothing;
  return html`<ul class="lab-legend">
    ${numbers.padding > 0 ? html`<li data-test="lab-padding"><span class="lab-swatch"></span>${words.paddingLegend}</li>` : nothing}
    ${skipped > 0 ? html`<li><span class="lab-swatch is-skipped"></span>${words.skippedLegend}</li>` : nothing}
  </ul>`;
}

function drawing(state: AppState, scene: LabScene, actions: Actions): TemplateResult {
  const { sizes, isResized } = scene;
  const { input, padding } = sizes.numbers;
  const what = shownInput(state);
  const save = (): void =>
    actions.savePicture('[data-test="lab-input"]', [words.caption, labCode(sizes)], {
      scale: { ends: endsFor(scene, 'input'), caption: what },
    });
  return html`<div class="lab-drawing">
      <figure class="lab-figure" ${cssVariables({ '--cells': String(sizes.padded) })}>
        <div class="lab-stage"><canvas data-paint="lab-input" data-test="lab-input"></canvas></div>
        <figcaption class="note">
          ${words.inputCaption({ input, padding, padded: sizes.padded, what, isResized })}
          ${legend(sizes)}
        </figcaption>
      </figure>
      ${outputGrid(scene, actions)}
    </div>
    ${player(state, actions)} ${product(scene)}
    <p>
      <button type="button" class="button" @click=${save}>${words.saveInput}</button>
    </p>`;
}

export function labView(state: AppState, actions: Actions): TemplateResult {
  const { reading, scene, trouble } = labScene(state);
  const { sizes, problems } = reading;
  return html`<div class="lab" data-test="lab">
    ${labControls(state, problems, actions)}
    <div class="lab-side">
      ${
        sizes
          ? results(sizes, scene !== undefined, state, actions)
          : html`<p class="lab-impossible" role="status" data-test="lab-impossible">
              ${words.impossible(Object.values(problems)[0] ?? '')}
            </p>`
      }
      ${trouble === undefined ? nothing : html`<p class="lab-impossible" role="status" data-test="lab-trouble">${trouble}</p>`}
      ${scene ? drawing(state, scene, actions) : nothing}
    </div>
  </div>`;
}
