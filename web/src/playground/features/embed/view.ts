// The lines to copy, at the foot of the page and of an open layer.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Places } from '../../kit/feature.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { segments } from '../../kit/segments.js';
import { channelName } from '../../network/columns.js';
import { exportName, saidOf } from '../take-home/index.js';
import { siteFolder } from './acts.js';
import { type Embedded, embedCode, KINDS, type Kind, type Place } from './embed.js';
import type { Drawer } from './index.js';
import { embeddedOf, hashOf, isLeftOut, ownIn } from './shown.js';
import { words } from './words-en.js';

/** An open layer has lines of its own: once it is closed, it is chosen here. */
function choice(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  const { embedLayer: at, model, embedsLayer } = state;
  const column = at && model?.columns[at.column];
  if (!at || !column) return nothing;
  const layer = column.layout.flat
    ? column.name
    : `${column.name}, ${channelName(column, at.channel)}`;
  return segments({
    name: 'embed-what',
    legend: words.what,
    choices: [
      ['view', words.view],
      ['layer', layer],
      ['slide', words.forms.slide],
      ['patches', words.forms.patches],
    ] as const,
    chosen: embedsLayer ?? 'view',
    choose: (what) => actions.embedLayer(what === 'view' ? undefined : what),
  });
}

function placeOf(state: AppState, shown: Embedded): Place {
  const { layer } = shown;
  const network = state.model?.info.title ?? '';
  const title = words.picture(network, layer);
  return {
    site: siteFolder(),
    // The browser's own address follows what is shown a moment later.
    page: location.href.replace(/#.*/, '') + hashOf(state, shown),
    title,
    // No address leads to a network of the user.
    instead: state.model?.id === undefined ? words.page : words.instead(title),
    picture: exportName(layer === undefined ? [network] : [network, layer], 'png'),
  };
}

/** A picture that links here would show something else than what it leads to. */
const kindsFor = (own: readonly string[]): Kind[] =>
  KINDS.filter((kind) => kind !== 'markdown' || own.length === 0);

/** What the lines need of whoever copies them. */
function notes(kind: Kind, own: readonly string[], { isSiteShared }: AppState): string[] {
  const names = own.join(', ');
  return [
    words.notes[kind],
    ...(kind === 'element' && isSiteShared === false ? [words.notShared] : []),
    ...(own.length === 0 ? [] : [kind === 'frame' ? words.ownInFrame(names) : words.own(names)]),
  ];
}

function lines(state: AppState, shown: Embedded, drawer: Drawer, actions: Actions): TemplateResult {
  const own = ownIn(shown);
  const kinds = kindsFor(own);
  const kind = kinds.find((known) => known === state.embedAs) ?? 'element';
  const code = embedCode(kind, shown, placeOf(state, shown));
  return html`${segments({
    name: `embed-kind-${drawer}`,
    legend: words.kind,
    choices: kinds.map((known) => [known, words.kinds[known]] as const),
    chosen: kind,
    choose: actions.embedAs,
  })}
    ${notes(kind, own, state).map((note) => html`<p class="note" data-test="embed-note">${note}</p>`)}
    <textarea class="embed-code" data-test="embed-code" lang="en" readonly rows="6" aria-label=${words.code} .value=${code}></textarea>
    <p>
      <button type="button" class="button" data-test="embed-copy" @click=${() => actions.copyText(code)}>${words.copy}</button>
      <span class="note" role="status">${saidOf(state, code)}</span>
    </p>`;
}

function drawerOf(
  drawer: Drawer,
  title: string,
  state: AppState,
  body: () => unknown,
  actions: Actions,
): TemplateResult {
  const toggled = (event: Event) =>
    actions.showEmbed(drawer, (event.target as HTMLDetailsElement).open);
  return html`<details class="card embed" data-test=${drawer === 'page' ? 'embed' : 'embed-layer'} @toggle=${toggled}>
    <summary>${title}</summary>
    ${state.embedding[drawer] ? html`<div class="embed-body">${body()}</div>` : nothing}
  </details>`;
}

/** What the lines show, and that a form of the network which is no view of the element is not in them. */
function about(state: AppState, { tabs }: Places): TemplateResult {
  const tab = isLeftOut(state) ? tabs.find(({ id }) => id === state.view) : undefined;
  return html`<p class="note" data-test="embed-about">${tab ? `${words.leftOut(tab.title)} ` : ''}${words.about}</p>`;
}

export function embedInPage(state: AppState, actions: Actions, places: Places): unknown {
  const shown = embeddedOf(state);
  if (!shown) return nothing;
  const body = () =>
    html`${about(state, places)} ${choice(state, actions)} ${lines(state, shown, 'page', actions)}`;
  return drawerOf('page', words.title, state, body, actions);
}

export function embedInLayer(state: AppState, actions: Actions): unknown {
  const shown = state.open && embeddedOf(state);
  if (!shown) return nothing;
  const body = () =>
    html`<p class="note" data-test="embed-about">${words.about}</p> ${lines(state, shown, 'layer', actions)}`;
  return drawerOf('layer', words.layerTitle, state, body, actions);
}
