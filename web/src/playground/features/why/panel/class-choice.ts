// The question: why one class, rather than which other one.

import { guard } from 'lit/directives/guard.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Actions, AppState } from '../../../kit/playground.js';
import { chosenClasses } from '../chosen.js';
import { nameOfClass } from '../why-view.js';
import { words } from './words-en.js';

const orders = new WeakMap<Float32Array, number[]>();
const NONE = new Float32Array();

/** Most probable first. */
function classOrder(scores: Float32Array = NONE): number[] {
  const known = orders.get(scores);
  if (known) return known;
  const order = [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number));
  orders.set(scores, order);
  return order;
}

/** Of more classes the most probable come first, and the others stand by their names. */
const FIRST = 100;

/** The classes that can be chosen; without: one that is no choice. */
function choices(
  state: AppState,
  order: readonly number[],
  { chosen, without }: { chosen: number | undefined; without: number | undefined },
): unknown {
  const option = (index: number) =>
    html`<option value=${index} .selected=${index === chosen}>${nameOfClass(state, index)}</option>`;
  const classes = order.filter((index) => index !== without);
  if (order.length <= FIRST) return classes.map(option);
  const name = (index: number): string => nameOfClass(state, index);
  const others = classes.slice(FIRST).sort((a, b) => name(a).localeCompare(name(b)));
  return html`<optgroup label=${words.mostProbable(FIRST)}>${classes.slice(0, FIRST).map(option)}</optgroup>
    <optgroup label=${words.othersByName}>${others.map(option)}</optgroup>`;
}

function classChoice(
  state: AppState,
  label: string,
  chosen: number | undefined,
  choose: (index: number | undefined) => void,
  without?: { none: string; index: number },
): TemplateResult {
  const order = classOrder(state.snapshot?.scores?.probabilities);
  return html`<label class="field">
    <span class="field-name">${label}</span>
    <select
      @change=${(event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        choose(value === '' ? undefined : Number(value));
      }}
    >
      ${without ? html`<option value="" .selected=${chosen === undefined}>${without.none}</option>` : nothing}
      ${guard([order, chosen, without?.index, state.model?.info.labels], () =>
        choices(state, order, { chosen, without: without?.index }),
      )}
    </select>
  </label>`;
}

export function question(state: AppState, actions: Actions): TemplateResult {
  const { index, against } = chosenClasses(state);
  return html`${classChoice(state, words.why, index, (chosen) => actions.changeWhy({ index: chosen }))}
    ${classChoice(state, words.ratherThan, against, (chosen) => actions.changeWhy({ against: chosen }), { none: words.noOther, index })}`;
}
