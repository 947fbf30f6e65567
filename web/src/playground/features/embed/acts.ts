// What a user does with the lines.

import type { Bound, Playground } from '../../kit/playground.js';
import type { Kind } from './embed.js';
import type { Drawer, LayerForm } from './index.js';

declare module '../../kit/playground.js' {
  interface Actions extends Bound<typeof gestures> {}
}

/** Beside the page, as they are on the site. */
export const siteFolder = (): string => new URL('./', document.baseURI).href;

/**
 * Whether a server says that pages of other sites may use a file of its own. false is no proof: some servers say it to
 * those pages alone. undefined where there is no answer, or no such file.
 */
export async function isShared(file: string): Promise<boolean | undefined> {
  try {
    const { ok, headers } = await fetch(file, { method: 'HEAD' });
    return ok ? headers.has('Access-Control-Allow-Origin') : undefined;
  } catch {
    return undefined;
  }
}

export const gestures = {
  embedAs: ({ set }: Playground, embedAs: Kind): void => set({ embedAs, said: undefined }),
  embedLayer: ({ set }: Playground, embedsLayer?: LayerForm): void => set({ embedsLayer }),
  showEmbed({ state, set }: Playground, drawer: Drawer, isOpen: boolean): void {
    set({ embedding: { ...state.embedding, [drawer]: isOpen } });
    if (!isOpen || state.isSiteShared !== undefined) return;
    void isShared(`${siteFolder()}element.js`).then((isSiteShared) => set({ isSiteShared }));
  },
};
