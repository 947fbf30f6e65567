// "Embed this view": the lines that put what is shown into another page.

import type { Feature } from '../../kit/feature.js';
import type { MapAddress } from '../../network/places.js';
import type { Kind } from './embed.js';
import './embed.css';

declare module '../../kit/playground.js' {
  interface AppState {
    embedAs: Kind;
    /** Where its lines are seen. */
    embedding: Readonly<Record<Drawer, boolean>>;
    /** The layer that was open last, and in which form the lines show it, in place of the network. */
    embedLayer?: MapAddress;
    embedsLayer?: LayerForm;
    /** False where the site's server did not say that pages of others may have its scripts; undefined without its answer. */
    isSiteShared?: boolean;
  }
}

/** How one layer can be shown. */
export type LayerForm = 'layer' | 'slide' | 'patches';

/** The lines stand at the foot of the page, and in an open layer, which covers it. */
export type Drawer = 'page' | 'layer';

export const embed: Feature = {
  name: 'embed',
  state: { embedAs: 'element', embedding: { page: false, layer: false } },
  on: {
    modelReady: () => ({ embedLayer: undefined, embedsLayer: undefined }),
    opened: ({ open }) => (open ? { embedLayer: open } : {}),
  },
  rest: {
    isWanted: () => false,
    load: () => import('./rest.js'),
    giveUp: () => {},
  },
};
