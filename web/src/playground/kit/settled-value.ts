// The value of a field that somebody may be writing in. It is written when it has become another, or when there is
// another `stamp`: not where the stamp has gone, and not whenever something else on the page is drawn, which would take away what was typed and not yet entered.

import { Directive, type DirectiveParameters, directive, type ElementPart } from 'lit/directive.js';
import { noChange } from 'lit/html.js';

class SettledValue extends Directive {
  private known: readonly [value: string, stamp: unknown] | undefined;

  render(_value: string, _stamp?: unknown): unknown {
    return noChange;
  }

  override update(part: ElementPart, [value, stamp]: DirectiveParameters<this>): unknown {
    const input = part.element as HTMLInputElement;
    const [before, stampBefore] = this.known ?? [];
    const isSame = before === value && (stamp === stampBefore || stamp === undefined);
    if (this.known && isSame) {
      this.known = [value, stamp];
      return noChange;
    }
    // The thumb of a slider stays under the finger.
    if (this.known && input.matches(':active')) return noChange;
    this.known = [value, stamp];
    input.value = value;
    return noChange;
  }
}

/** html`<input ${settledValue('0.5')} />`; the range of a slider has to stand before it. */
export const settledValue = directive(SettledValue);
