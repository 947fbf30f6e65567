// What can be taken home of the open layer: pictures and values.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { channelName } from '../../network/columns.js';
import { scaleCaption, shownEnds } from '../legend/index.js';
import type { OpenLayer } from './layer-map.js';
import { tagsOver } from './paint-gallery.js';
import { words } from './words-en.js';

/** What can be taken home of the layer. */
export function takeHome(open: OpenLayer): TemplateResult | typeof nothing {
  const { state, column, at, value, actions } = open;
  if (!value) return nothing;
  const channel = column.layout.flat ? [] : [channelName(column, at.channel)];
  const ends = shownEnds(state, column, at.channel);
  const caption = scaleCaption(state.scale, column, at.channel);
  const picture = () =>
    actions.savePicture('.enlarged canvas', [column.name, ...channel], {
      scale: { ends, caption },
    });
  const scale = state.scale === 'channel' ? { caption: words.ownScales } : { ends, caption };
  const over = tagsOver(state, column);
  const gallery = () =>
    actions.savePicture('.gallery-frame canvas', [column.name, words.allChannels], { scale, over });
  return html`<details class="take-home">
    <summary>${words.save}</summary>
    <div class="take-home-choices">
      <button type="button" class="button" @click=${picture}>${words.mapAsPng}</button>
      ${column.layout.flat ? nothing : html`<button type="button" class="button" @click=${gallery}>${words.allMapsAsPng}</button>`}
      <button type="button" class="button" @click=${() => actions.saveValue('channel')}>${words.mapAsCsv}</button>
      <button type="button" class="button" @click=${() => actions.saveValue('csv')}>${words.layerAsCsv}</button>
      <button type="button" class="button" @click=${() => actions.saveValue('npy')}>${words.layerAsNpy}</button>
    </div>
  </details>`;
}
