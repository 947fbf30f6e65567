// The network's input with the map over it, and the frame of the part that was covered.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { fedSize } from '../../../../pixels/place.js';
import { cssVariables } from '../../../kit/css-variable.js';
import { fieldBox } from '../../../kit/field-box.js';
import type { Actions, AppState } from '../../../kit/playground.js';
import { type ShownMap, whyMethod } from '../why-view.js';
import { cellText, shownCheck } from './why-answer.js';
import { words } from './words-en.js';

/** Rows and columns of the network's input, in which a covered part is told. */
function inputSize({ model, snapshot }: AppState): readonly [number, number] | undefined {
  return model && snapshot ? fedSize(model.info.preprocess, snapshot.picture) : undefined;
}

export function picture(
  state: AppState,
  shown: ShownMap | undefined,
  actions: Actions,
): TemplateResult {
  const [height, width] = inputSize(state) ?? [1, 1];
  const { map } = shown ?? {};
  const check = shownCheck(state);
  const cellAt = (event: PointerEvent): void => {
    if (!map) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = Math.floor(((event.clientX - box.left) / box.width) * map.width);
    const y = Math.floor(((event.clientY - box.top) / box.height) * map.height);
    const inside = x >= 0 && y >= 0 && x < map.width && y < map.height;
    actions.changeWhy({ cell: inside ? { y, x } : undefined });
  };
  const onKey = (event: KeyboardEvent): void => {
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (!step || !map) return;
    event.preventDefault();
    const { y, x } = actions.whyCell() ?? { y: 0, x: -step[1] };
    const clamp = (at: number, size: number) => Math.min(Math.max(at, 0), size - 1);
    actions.changeWhy({
      cell: { y: clamp(y + step[0], map.height), x: clamp(x + step[1], map.width) },
    });
  };
  return html`<div class="why-picture">
    <div
      class="why-frame"
      tabindex="0"
      role="application"
      aria-roledescription=${words.mapRole}
      aria-label=${words.mapLabel}
      @pointermove=${cellAt}
      @pointerdown=${cellAt}
      @keydown=${onKey}
      ${cssVariables({ '--ratio': String(width / height) })}
    >
      <canvas data-paint="why" data-test="why"></canvas>
      ${check ? fieldBox({ ...check.box, side: 'own' }, height, width) : nothing}
    </div>
    <p class="note number glance" role="status" data-test="why-cell">${cellText(state, shown)}</p>
    ${check && whyMethod(state) === 'exact' ? html`<p class="note">${words.howTested(check.tried)}</p>` : nothing}
  </div>`;
}
