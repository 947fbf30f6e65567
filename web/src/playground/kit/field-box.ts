// Where a cell looks, as a box over a picture or a map; field.css has its looks.

import { html, type TemplateResult } from 'lit/html.js';
import { cssVariables } from './css-variable.js';

/** In cells. */
export interface BoxedField {
  x: number;
  y: number;
  width: number;
  height: number;
  side: 'before' | 'after' | 'own';
}

/** A box over a picture of height x width cells. */
export function fieldBox(field: BoxedField, height: number, width: number): TemplateResult {
  return html`<span
    class="field-box is-${field.side}"
    ${cssVariables({
      '--field-x': String(field.x / width),
      '--field-y': String(field.y / height),
      '--field-width': String(field.width / width),
      '--field-height': String(field.height / height),
    })}
  ></span>`;
}
