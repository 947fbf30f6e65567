// The lines to copy, at the foot of the page.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Rest } from '../../kit/feature.js';
import type { Actions, AppState } from '../../kit/playground.js';
import { segments } from '../../kit/segments.js';
import { channelName } from '../../network/columns.js';
import { exportName } from '../take-home/index.js';
import { type Embedded, embedCode, KINDS, type Place } from './embed.js';
import type { LayerForm } from './index.js';
import { words } from './words-en.js';

const TABS = ['why', 'lab', 'table'] as const;

/** Of the layer that is open. */
function formOf({ slide, layer }: AppState): LayerForm {
  if (slide.isOn) return 'slide';
  return layer.tab === 'patches' ? 'patches' : 'layer';
}

/** undefined where a network or a picture of the user is shown. */
export function embeddedOf(state: AppState): Embedded | undefined {
  const { model, snapshot, open, cell, held, view, embedLayer, embedsLayer } = state;
  const sample = snapshot?.picture.sample;
  if (model?.id === undefined || (snapshot && sample === undefined)) return undefined;
  const at = open ?? (embedsLayer ? embedLayer : undefined);
  const column = at && model.columns[at.column];
  const tab = TABS.find((name) => name === view);
  const common = { model: model.id, image: sample?.replace(/\.webp$/, '') };
  if (!at || !column) return { ...common, view: tab ?? 'network' };
  return {
    ...common,
    view: open ? formOf(state) : (embedsLayer ?? 'layer'),
    layer: column.name,
    ...(column.layout.flat ? {} : { channel: at.channel }),
    ...(open && cell && held ? { cell: `${cell.y},${cell.x}` } : {}),
  };
}

/** An open layer covers the page: it is chosen here once it is closed. */
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

function placeOf(state: AppState, { layer }: Embedded): Place {
  const network = state.model?.info.title ?? '';
  return {
    site: new URL('./', document.baseURI).href,
    page: location.href,
    title: words.picture(network, layer),
    picture: exportName(layer === undefined ? [network] : [network, layer], 'png'),
  };
}

function lines(state: AppState, shown: Embedded, actions: Actions): TemplateResult {
  const { embedAs } = state;
  const code = embedCode(embedAs, shown, placeOf(state, shown));
  return html`${choice(state, actions)} ${segments({
    name: 'embed-kind',
    legend: words.kind,
    choices: KINDS.map((kind) => [kind, words.kinds[kind]] as const),
    chosen: embedAs,
    choose: actions.embedAs,
  })}
    <p class="note">${words.notes[embedAs]}</p>
    <textarea class="embed-code" data-test="embed-code" lang="en" readonly rows="6" aria-label=${words.code} .value=${code}></textarea>
    <p>
      <button type="button" class="button" data-test="embed-copy" @click=${() => actions.copyText(code)}>${words.copy}</button>
      <span class="note" role="status">${state.said ?? ''}</span>
    </p>`;
}

function embedView(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  if (!state.model) return nothing;
  const shown = embeddedOf(state);
  const toggled = (event: Event) => actions.showEmbed((event.target as HTMLDetailsElement).open);
  return html`<details class="card embed" data-test="embed" @toggle=${toggled}>
    <summary>${words.title}</summary>
    ${
      state.embedding
        ? html`<div class="embed-body">
            <p class="note">${words.about}</p>
            ${shown ? lines(state, shown, actions) : html`<p class="note">${words.own}</p>`}
          </div>`
        : nothing
    }
  </details>`;
}

export const rest: Rest = { views: { end: embedView } };
