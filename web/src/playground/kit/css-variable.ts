// style.setProperty from a template. A style attribute would be refused by the page's content
// security policy (style-src 'self'); the object model is not.

import { Directive, type DirectiveParameters, directive, type ElementPart } from 'lit/directive.js';
import { noChange } from 'lit/html.js';

class CssVariables extends Directive {
  private known: Record<string, string> = {};

  render(_values: Record<string, string>): unknown {
    return noChange;
  }

  override update(part: ElementPart, [values]: DirectiveParameters<this>): unknown {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(values)) {
      if (this.known[name] !== value) style.setProperty(name, value);
    }
    this.known = values;
    return noChange;
  }
}

/** html`<div ${cssVariables({ '--share': '0.5' })}></div>`; names given once must be given always. */
export const cssVariables = directive(CssVariables);
