// The camera's switch. It says what is done with the pictures before anybody is asked.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { CameraFailure } from './failure/camera-failure.js';
import { words } from './words-en.js';

export interface CameraControlsProps {
  /** 'starting' while the browser asks for permission. */
  status: 'off' | 'starting' | 'on';
  mirrored: boolean;
  /** How it ended last (endText); '' for nothing. */
  message: string;
  failure: CameraFailure | undefined;
  onStart(): void;
  /** Also while it is starting. */
  onStop(): void;
  onMirror(mirrored: boolean): void;
}

export function cameraControls(props: CameraControlsProps): TemplateResult {
  const { status, mirrored, message, failure, onStart, onStop, onMirror } = props;
  const isOff = status === 'off';
  return html`<div class="camera" data-test="camera">
    <button type="button" class="button" @click=${() => (isOff ? onStart() : onStop())}>
      ${isOff ? words.start : words.stop}
    </button>
    ${
      status === 'on'
        ? html`<label class="field">
            <input
              type="checkbox"
              .checked=${mirrored}
              @change=${(event: Event) => onMirror((event.currentTarget as HTMLInputElement).checked)}
            />
            <span>${words.mirror}</span>
          </label>`
        : nothing
    }
    <p class="note" role="status" data-test="camera-status">
      ${
        failure
          ? html`<strong>${failure.message}</strong> ${failure.hint}`
          : status === 'starting'
            ? words.asking
            : status === 'on'
              ? words.live
              : message
      }
    </p>
  </div>`;
}
