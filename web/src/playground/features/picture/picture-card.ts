// The user's picture with the crop, what the network sees of it, and other pictures to try.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { fedSize } from '../../../pixels/place.js';
import { cssVariables } from '../../kit/css-variable.js';
import { fieldBox } from '../../kit/field-box.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { cropNotes } from '../../network/crop.js';
import type { Preprocess } from '../../network/network.js';
import { isDrawable } from '../../run/drawing.js';
import type { PictureInfo, Sample } from '../../run/state.js';
import { cameraControls } from '../camera/index.js';
import { detectionOverlay } from '../detections/index.js';
import { drawingPad } from '../draw/index.js';
import { pictureEditor } from '../edit/index.js';
import { sizeQuestion } from '../input-form/index.js';
import { ownPictures } from '../keep/index.js';
import { fieldOn, traceOf } from '../selection/index.js';
import { words } from './words-en.js';

function sampleButton(state: AppState, sample: Sample, actions: Actions): TemplateResult {
  const shown = state.wantedSample ?? state.snapshot?.picture.sample;
  return html`<button
    type="button"
    class="sample"
    aria-pressed=${shown === sample.file}
    aria-label=${sample.title}
    title=${sample.title}
    @click=${() => actions.openSample(sample)}
  >
    <img
      src=${pictureOf(state) ? sample.thumbnail : nothing}
      alt=""
      width="40"
      height="40"
      fetchpriority="low"
    />
  </button>`;
}

/** [height, width] of what the network gets of the picture on screen. */
function fedOf(state: AppState, spec: Preprocess): [number, number] {
  const picture = pictureOf(state);
  return picture ? fedSize(spec, picture) : spec.crop;
}

function seenFigure(state: AppState): TemplateResult {
  const spec = state.model?.info.preprocess;
  const [height, width] = spec ? fedOf(state, spec) : [64, 64];
  const input = state.model?.columns[0];
  const field = input && !state.open ? fieldOn(traceOf(state), input.value) : undefined;
  return html`<figure class="picture-figure">
    <div class="picture-frame">
      <div class="picture-stage" ${cssVariables({ '--ratio': String(width / height) })}>
      <canvas
        class="picture-seen"
        data-paint="seen"
        data-test="seen"
        width=${width}
        height=${height}
        role="img"
        aria-label=${words.inputOf(width, height)}
      ></canvas>
      ${field ? fieldBox(field, height, width) : nothing}
      </div>
    </div>
    <figcaption>
      <span>${words.input}</span> <span class="number">${spec ? `${width} × ${height}` : ''}</span>
    </figcaption>
  </figure>`;
}

/** The picture of the run on screen, or of one that failed. */
export function pictureOf({ snapshot, heldPicture }: AppState): PictureInfo | undefined {
  return snapshot?.picture ?? heldPicture;
}

const nameOf = ({ snapshot }: AppState, { name }: PictureInfo): string =>
  snapshot?.edited ? words.edited(name) : name;

function ownFigure(state: AppState): TemplateResult {
  const picture = pictureOf(state);
  const size = picture ? `${picture.width} × ${picture.height}` : '';
  const title = picture && `${picture.name}, ${size}`;
  return html`<figure class="picture-figure">
    <div class="picture-frame">
      <canvas
        class="picture-own"
        data-paint="picture"
        data-test="picture"
        role="img"
        aria-label=${title ? words.outlined(title) : words.none}
      ></canvas>
      ${detectionOverlay(state)}
    </div>
    <figcaption>
      <span class="picture-name" title=${title ?? nothing}>${picture ? nameOf(state, picture) : words.none}</span> <span class="number">${size}</span>
    </figcaption>
  </figure>`;
}

function editor(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { snapshot, model, ghost } = state;
  if (!snapshot || !model) return nothing;
  const { picture } = snapshot;
  return pictureEditor({
    editor: state.editor,
    frame: { picture, preprocess: model.info.preprocess },
    name: picture.name,
    preview: picture.preview as { width: number; height: number },
    ghost,
    onGhost: actions.showGhost,
    onEvent: actions.editorEvent,
  });
}

function pictures(state: AppState, actions: Actions): TemplateResult {
  if (state.editing && state.snapshot) {
    return html`<div class="picture-pair is-editing">
      <button type="button" class="button editing-done" data-test="edit-done" @click=${() => actions.editPicture(false)}>
        ${words.done}
      </button>
      ${editor(state, actions)} ${seenFigure(state)}
    </div>`;
  }
  return html`<div class="picture-pair">
    ${ownFigure(state)}
    <span class="picture-arrow" aria-hidden="true">→</span>
    ${seenFigure(state)}
  </div>`;
}

function camera({ camera: view }: AppState, actions: Actions): TemplateResult {
  return cameraControls({
    ...view,
    failure: view.failure,
    onStart: actions.startCamera,
    onStop: actions.stopCamera,
    onMirror: actions.mirrorCamera,
  });
}

/** Before there is a picture it only keeps its place. */
function editButton({ snapshot, editing }: AppState, actions: Actions): TemplateResult {
  const ready = snapshot !== undefined && !snapshot.picture.drawn;
  return html`<button
    type="button"
    class="button"
    aria-pressed=${editing}
    aria-disabled=${!ready}
    data-test="edit"
    @click=${() => ready && actions.editPicture(!editing)}
  >${words.edit}</button>`;
}

/** The picture and what the network gets of it. */
export function pictureCard(state: AppState, actions: Actions): TemplateResult {
  const { snapshot, model } = state;
  const notes =
    snapshot && model && !model.info.hasNoPicture
      ? cropNotes(snapshot.picture, model.info.preprocess)
      : [];
  return html`<section class="picture-card" aria-labelledby="picture-heading">
    <h2 id="picture-heading" class="visually-hidden">${words.heading}</h2>
    ${model?.info.hasNoPicture ? html`<p class="note">${words.noPictureTaken}</p>` : pictures(state, actions)}
    <p class="note picture-notes" data-test="picture-notes">${[...(pictureOf(state)?.notes ?? []), ...notes].join(' ')} ${model ? sizeQuestion(model.info, actions) : nothing}</p>
  </section>`;
}

/** Other pictures, and what can be done with this one. */
export function pictureChoice(state: AppState, actions: Actions): TemplateResult {
  const { model } = state;
  if (model?.info.hasNoPicture) return html``;
  const isDrawn = model && isDrawable(model.info.preprocess);
  return html`<section class="picture-choice" aria-label=${words.others}>
    ${
      isDrawn
        ? drawingPad(actions)
        : html`<div class="samples" role="group" aria-label=${words.samples}>
            ${ownPictures(state, actions)}
            ${state.samples.map((sample) => sampleButton(state, sample, actions))}
          </div>`
    }
    <p class="picture-choose">
      <button type="button" class="button is-primary" @click=${actions.choosePicture}>
        ${words.choose}
      </button>
      ${isDrawn ? nothing : html`${editButton(state, actions)} ${camera(state, actions)}`}
    </p>
    <p class="note picture-drop">
      ${words.drop}
      ${state.samples.length === 0 && state.models.length > 0 ? words.noSamples : nothing}
    </p>
  </section>`;
}
