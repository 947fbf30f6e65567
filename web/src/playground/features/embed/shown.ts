// What of the state the lines show, and what of it is the user's own: that is in no address, so a name stands for it.

import { isPictureName } from '../../kit/picture-name.js';
import type { AppState } from '../../kit/playground.js';
import { sampleName } from '../../run/catalogue.js';
import { placeOf as addressOf, formatHash } from '../address/index.js';
import type { Embedded } from './embed.js';
import type { LayerForm } from './index.js';

const TABS = ['why', 'lab', 'table'] as const;

/** What a file is called in the lines that has no name which an address could end in. */
const USUAL = { model: 'my-network.onnx', image: 'my-picture.png' };
const isFileOf = {
  model: (name: string): boolean => /\.(onnx|pth|pt|safetensors)$/i.test(name),
  image: isPictureName,
};

/** Of the layer that is open. */
function formOf({ slide, layer }: AppState): LayerForm {
  if (slide.isOn) return 'slide';
  return layer.tab === 'patches' ? 'patches' : 'layer';
}

/** The address of a file beside the page that has that name. */
export function besideOf(what: 'model' | 'image', name: string): string {
  const known = isFileOf[what](name) ? name : USUAL[what];
  return `./${known.replace(/[%#?:\\\s]/g, encodeURIComponent)}`;
}

function imageOf({ model, snapshot }: AppState): string | undefined {
  if (!snapshot || model?.info.hasNoPicture) return undefined;
  const { sample, name } = snapshot.picture;
  return sample === undefined ? besideOf('image', name) : sampleName(sample);
}

/** What the user gave, as the lines call it. */
export function ownIn({ model, image }: Embedded): string[] {
  return [model, image].filter((address) => address?.startsWith('./')) as string[];
}

/** The form in which the network is looked at, where none of the element's views is that. */
export function isLeftOut({ view, open, embedsLayer }: AppState): boolean {
  return !open && !embedsLayer && view !== 'network' && !TABS.some((name) => name === view);
}

/** undefined while there is no network. */
export function embeddedOf(state: AppState): Embedded | undefined {
  const { model, open, cell, held, view, why, embedLayer, embedsLayer } = state;
  if (!model) return undefined;
  const at = open ?? (embedsLayer ? embedLayer : undefined);
  const column = at && model.columns[at.column];
  const tab = TABS.find((name) => name === view);
  const common = { model: model.id ?? besideOf('model', model.info.title), image: imageOf(state) };
  if (!at || !column)
    return {
      ...common,
      view: tab ?? 'network',
      ...(tab === 'why' ? { forClass: why.index } : {}),
    };
  return {
    ...common,
    view: open ? formOf(state) : (embedsLayer ?? 'layer'),
    layer: column.name,
    ...(column.layout.flat ? {} : { channel: at.channel }),
    ...(open && cell && held ? { cell: `${cell.y},${cell.x}` } : {}),
  };
}

/**
 * Where the link inside the lines leads: to the layer that they show, also where it is closed here. Of the network it is
 * the page's own address, which knows more of it than the lines do.
 */
export function hashOf(state: AppState, { layer, channel, cell, view }: Embedded): string {
  const { model, snapshot, slide, cell: at } = state;
  // No address leads to a network of the user.
  if (layer === undefined || model?.id === undefined) return addressOf(state).hash;
  const sample = snapshot?.picture.sample;
  return formatHash({
    model: model.id,
    ...(sample === undefined ? {} : { sample }),
    layer,
    ...(channel === undefined ? {} : { channel }),
    ...(cell !== undefined && at ? { cell: at } : {}),
    ...(view === 'slide' ? { steps: slide.unit } : {}),
  });
}
