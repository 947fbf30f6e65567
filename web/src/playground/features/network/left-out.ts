// Below a network that was opened up to some values: what of its file is not run, grey, with the reasons.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LeftOutNode } from '../../../protocol/index.js';
import type { AppState } from '../../kit/playground.js';
import { words } from './words-en.js';

/** More are counted. */
const MOST = 24;

function nodeLine({ name, op, reason }: LeftOutNode): TemplateResult {
  return html`<li class=${reason ? 'is-cause' : ''}>
    <strong>${op}</strong> <span>${name}</span>${reason ? html` <span lang="en">${reason}</span>` : nothing}
  </li>`;
}

/** Those first that could not run by themselves: they are why the rest is missing. */
export function leftOut({ model }: AppState): TemplateResult | typeof nothing {
  const nodes = model?.info.graph.leftOut ?? [];
  if (nodes.length === 0) return nothing;
  const sorted = [...nodes].sort((a, b) => Number(!a.reason) - Number(!b.reason));
  const more = nodes.length - MOST;
  return html`<section class="left-out" data-test="left-out">
    <h3>${words.leftOut(nodes.length)}</h3>
    <ul>${sorted.slice(0, MOST).map(nodeLine)}</ul>
    ${more > 0 ? html`<p class="note">${words.moreLeftOut(more)}</p>` : nothing}
  </section>`;
}
