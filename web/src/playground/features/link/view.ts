// A pasted address: where the request would go, and the choice.

import { html, type TemplateResult } from 'lit/html.js';
import { bytes } from '../../kit/format.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { namedHosts, policiesOf } from './policy.js';
import type { Link } from './state.js';
import { words } from './words-en.js';

function asking({ name, url }: Link, actions: Actions): TemplateResult {
  return html`<p>${words.ask(name, url.host)}</p>
    <p class="link-actions">
      <button type="button" class="button is-primary" data-test="link-fetch" @click=${actions.fetchLink}>
        ${words.fetch(url.host)}
      </button>
      <button type="button" class="button" data-test="link-close" @click=${actions.closeLink}>
        ${words.notNow}
      </button>
    </p>`;
}

function blocked({ url }: Link, actions: Actions): TemplateResult {
  return html`<p>${words.blocked(url.host, namedHosts(policiesOf(document)))}</p>
    <p class="link-actions">
      <button type="button" class="button" data-test="link-close" @click=${actions.closeLink}>
        ${words.close}
      </button>
    </p>`;
}

function fetching({ name, url, received }: Link, actions: Actions): TemplateResult {
  const { loaded = 0, total } = received ?? {};
  const amount = words.received(bytes(loaded), total === undefined ? undefined : bytes(total));
  return html`<p>
      ${words.fetching(name, url.host)} <span class="number">${loaded > 0 ? amount : ''}</span>
    </p>
    <p class="link-actions">
      <button type="button" class="button" data-test="link-close" @click=${actions.closeLink}>
        ${words.cancel}
      </button>
    </p>`;
}

const CONTENT = { ask: asking, blocked, fetching };

/** The region is always there: only then screen readers say what comes into it. */
export function linkCard({ link }: AppState, actions: Actions): TemplateResult {
  return html`<div role="status">
    ${
      link &&
      html`<section class="link" aria-label=${words.heading} data-test="link">
        ${CONTENT[link.stage](link, actions)}
      </section>`
    }
  </div>`;
}
