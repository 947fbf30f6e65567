// The attributes of a layer with what they mean, as the engine says it.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { NodeDescription } from '../../../protocol/index.js';
import { parametersOf } from '../../network/facts.js';
import { words } from './words-en.js';

/** What the file says, or else what the attribute is without that; undefined where there is neither. */
function shownValue({ attributes }: NodeDescription, name: string, standard: string) {
  const given = attributes[name];
  if (given !== undefined) return Array.isArray(given) ? given.join(', ') : String(given);
  return standard === '' ? undefined : words.standard(standard);
}

export function layerSettings(node: NodeDescription): TemplateResult | typeof nothing {
  const rows = parametersOf(node).attributes.flatMap(({ name, standard, meaning }) => {
    const value = shownValue(node, name, standard);
    return value === undefined ? [] : [{ name, value, meaning }];
  });
  if (rows.length === 0) return nothing;
  return html`<details class="layer-settings" data-test="settings">
    <summary>${words.settings}</summary>
    <table class="statistics number">
      <tbody>
        ${rows.map(
          ({ name, value, meaning }) => html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
            <td class="note" lang="en">${meaning}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
