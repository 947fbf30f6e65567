// "Embed this view": the lines that put what is shown into another page.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import type { MapAddress } from '../../network/places.js';
import type { Kind } from './embed.js';
import './embed.css';

declare module '../../kit/playground.js' {
  interface AppState {
    embedAs: Kind;
    /** Whether its lines are seen. */
    embedding: boolean;
    /** The layer that was open last, and in which form the lines show it, in place of the network. */
    embedLayer?: MapAddress;
    embedsLayer?: LayerForm;
  }
  interface Actions extends Bound<typeof gestures> {}
}

/** How one layer can be shown. */
export type LayerForm = 'layer' | 'slide' | 'patches';

const gestures = {
  embedAs: ({ set }: Playground, embedAs: Kind): void => set({ embedAs, said: undefined }),
  embedLayer: ({ set }: Playground, embedsLayer?: LayerForm): void => set({ embedsLayer }),
  showEmbed: ({ set }: Playground, embedding: boolean): void => set({ embedding }),
};

export const embed: Feature = {
  name: 'embed',
  state: { embedAs: 'element', embedding: false },
  gestures,
  on: {
    modelReady: () => ({ embedLayer: undefined, embedsLayer: undefined }),
    opened: ({ open }) => (open ? { embedLayer: open } : {}),
  },
  rest: {
    isWanted: () => false,
    load: () => import('./view.js'),
    giveUp: () => {},
  },
};
