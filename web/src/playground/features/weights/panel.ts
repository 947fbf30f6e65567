// A network that was recognised: what it is, what was assumed, and the ONNX file that came of it.

import { live } from 'lit/directives/live.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { AssumedValue, Assumption } from '../../../protocol/index.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { settledValue } from '../../kit/settled-value.js';
import type { NetworkInfo } from '../../network/network.js';
import { assume, assumeNothing, saveOnnx } from './acts.js';
import { words } from './words-en.js';

type Change = (value: AssumedValue) => void;
type Names = Pick<NetworkInfo, 'labels' | 'labelsFrom' | 'labelsOf' | 'areLabelsGuessed'>;
type Weights = Pick<NonNullable<NetworkInfo['weights']>, 'assumptions' | 'given'>;

/** Of what the network was given: a text that is no number stays one, and is refused with a sentence. */
export function assumedFrom(text: string, before: AssumedValue): AssumedValue {
  const number = (part: string): number => (part.trim() === '' ? Number.NaN : Number(part));
  if (Array.isArray(before)) {
    const numbers = text
      .split(/[\s,;]+/)
      .filter((part) => part !== '')
      .map(number);
    return numbers.some(Number.isNaN) ? text : numbers;
  }
  if (typeof before !== 'number') return text;
  return Number.isNaN(number(text)) ? text : number(text);
}

const shownValue = (value: AssumedValue): string => {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return Array.isArray(value) ? value.join(', ') : String(value);
};

/** The value is one of them, also where it is one that was given, or names that the network was known by. */
function choicesOf({ value, choices }: Assumption): readonly AssumedValue[] | undefined {
  if (!choices) return typeof value === 'boolean' ? [true, false] : undefined;
  return choices.some((choice) => choice === value) ? choices : [value, ...choices];
}

function choices(assumption: Assumption, all: readonly AssumedValue[], change: Change) {
  const { name, value } = assumption;
  const choose = (event: Event): void => {
    const chosen = all[(event.target as HTMLSelectElement).selectedIndex];
    if (chosen !== undefined) change(chosen);
  };
  return html`<select name=${name} @change=${choose}>
    ${all.map((choice) => html`<option .selected=${live(choice === value)}>${typeof choice === 'string' ? words.choice(choice) : shownValue(choice)}</option>`)}
  </select>`;
}

function field(assumption: Assumption, actions: Actions): TemplateResult {
  const { name, value, why } = assumption;
  const change: Change = (changed) =>
    actions.withWeights((playground) => assume(playground, name, changed));
  const all = choicesOf(assumption);
  const isWide = Array.isArray(value) || typeof value === 'string';
  const written = (event: Event): void =>
    change(assumedFrom((event.target as HTMLInputElement).value, value));
  return html`<label class="form-field">
    <span title=${words.inCode(name)}>${words.assumption(name)}</span>
    ${
      all
        ? choices(assumption, all, change)
        : html`<input
            type="text"
            autocomplete="off"
            spellcheck="false"
            name=${name}
            class=${isWide ? 'is-wide' : ''}
            ${settledValue(shownValue(value), assumption)}
            @change=${written}
          />`
    }
    <span class="note">${words.why(name, why)}</span>
  </label>`;
}

/** How pictures are prepared and what classes are called; all else is about what the network computes. */
const AROUND = new Set(['size', 'resize', 'interpolation', 'mean', 'std', 'labels']);

/** Names that are told one by one. */
const NAMED = 3;

/** That the names of the classes were guessed; '' where the file, or somebody, told them. */
export function namesText(info: Names): string {
  const { labels, labelsFrom, labelsOf, areLabelsGuessed } = info;
  if (labelsFrom !== undefined || !(areLabelsGuessed || labelsOf !== undefined)) return '';
  return words.guessedNames(labels.slice(0, NAMED).join(', '), Math.max(0, labels.length - NAMED));
}

/**
 * What was guessed of the layers themselves; '' for nothing. A wrong guess gives other numbers, so it is seen without
 * opening anything.
 */
export function guessText({ assumptions, given = [] }: Weights): string {
  const own = assumptions.filter(({ name }) => !AROUND.has(name) && !given.includes(name));
  const told = own.map(({ name, value }) => {
    const shown = typeof value === 'string' ? words.choice(value) : shownValue(value);
    return words.guess(words.assumption(name), shown);
  });
  return told.length > 0 ? words.guessed(told.join(', ')) : '';
}

export function panel({ model }: AppState, actions: Actions): TemplateResult | typeof nothing {
  const found = model?.info.weights;
  if (!found) return nothing;
  const { source, assumptions } = found;
  const hasSome = assumptions.length > 0;
  const guesses = [guessText(found), namesText(model.info)].filter((text) => text !== '');
  return html`<details class="input-form weights-panel" data-test="weights">
    <summary><strong>${words.recognised}</strong> <span data-test="weights-name">${words.network(source.name)}</span></summary>
    <p class="note">${hasSome ? words.about(source.path.join(' / ')) : words.nothingAssumed}</p>
    ${hasSome ? html`<div class="form-fields">${assumptions.map((each) => field(each, actions))}</div>` : nothing}
    <p class="weights-actions">
      <button type="button" class="button" data-test="save-onnx" @click=${() => actions.withWeights(saveOnnx)}>${words.save}</button>
      ${
        hasSome
          ? html`<button type="button" class="button is-quiet" data-test="assume-nothing" @click=${() => actions.withWeights(assumeNothing)}>${words.restore}</button>`
          : nothing
      }
    </p>
  </details>
  ${guesses.length === 0 ? nothing : html`<p class="note" data-test="weights-guessed">${guesses.join(' ')}</p>`}`;
}
