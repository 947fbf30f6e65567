// The output map as it fills: up to the cell that is computed.

import { html, type TemplateResult } from 'lit/html.js';
import { cssVariables } from '../../kit/css-variable.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { channelName } from '../../network/columns.js';
import { enlargedLayout } from '../../network/enlarged.js';
import type { Layout } from '../../network/network.js';
import type { Cell } from '../../network/places.js';
import { moveCell } from '../selection/index.js';
import { labelsOf, type Opened } from './scene.js';
import { words } from './words-en.js';

function pointed(event: PointerEvent, { height, width }: Layout): Cell | undefined {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  const x = Math.floor(((event.clientX - box.left) / box.width) * width);
  const y = Math.floor(((event.clientY - box.top) / box.height) * height);
  return x >= 0 && y >= 0 && x < width && y < height ? { y, x } : undefined;
}

function onKey(event: KeyboardEvent, layout: Layout, state: AppState, actions: Actions): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (key === ' ') actions.playSlide(!state.slide.playing);
  else if (key === 'PageDown') actions.stepSlide(1);
  else if (key === 'PageUp') actions.stepSlide(-1);
  else if (moveCell(layout, state.cell, key)) actions.moveCell(key);
  else return;
  event.preventDefault();
}

export function outputSide(
  state: AppState,
  { column, channel }: Opened,
  actions: Actions,
): TemplateResult {
  const layout = enlargedLayout(column);
  const { cell } = state;
  const { height, width } = layout;
  const name = column.layout.flat ? '' : channelName(column, channel);
  const choose = (event: PointerEvent): void => {
    const found = event.buttons > 0 ? pointed(event, layout) : undefined;
    if (found && (found.x !== cell?.x || found.y !== cell?.y)) actions.readCell(found, true);
  };
  const index = cell ? cell.y * width + cell.x : 0;
  const place = !cell
    ? ''
    : column.layout.flat
      ? words.atIndex(index, labelsOf(state, column)[index])
      : words.cell(cell);
  return html`<div class="slide-out">
    <p class="slide-name">${name ? words.outputMap(column.name, name) : words.output(column.name)}</p>
    <div
      class="enlarged is-held"
      data-test="slide-output"
      tabindex="0"
      role="application"
      aria-roledescription=${words.outputRole}
      aria-label=${words.outputLabel({ layer: column.name, channel: name, height, width })}
      ${cssVariables({
        '--width': String(width),
        '--height': String(height),
        '--x': String(cell?.x ?? 0),
        '--y': String(cell?.y ?? 0),
      })}
      @keydown=${(event: KeyboardEvent) => onKey(event, layout, state, actions)}
      @pointerdown=${choose}
      @pointermove=${choose}
    >
      <canvas data-paint="slide-output" width=${width} height=${height}></canvas>
      <span class="cell-marker" ?hidden=${cell === undefined}></span>
    </div>
    <p class="note" data-test="slide-place">${words.outputAt(place)}</p>
    <p class="note slide-keys">${words.keys}</p>
  </div>`;
}
