// An address that was pasted: asked about, then fetched.

import { focusNext } from '../../kit/focus.js';
import type { Playground } from '../../kit/playground.js';
import { failureOf } from '../../run/failures.js';
import { errorData } from '../../run/refusal.js';
import { openFiles } from '../drop/index.js';
import { fetchFile, type Received } from './fetch-file.js';
import { nameIn } from './pasted-text.js';
import { allows, policiesOf } from './policy.js';
import { words } from './words-en.js';

export interface Link {
  url: URL;
  name: string;
  /** ask: nothing was requested yet; blocked: nothing can be. */
  stage: 'ask' | 'blocked' | 'fetching';
  received?: Received;
}

declare module '../../kit/playground.js' {
  interface AppState {
    link?: Link;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const fetching = new WeakMap<Playground, AbortController>();

export function giveUp(playground: Playground): void {
  fetching.get(playground)?.abort();
  fetching.delete(playground);
}

async function fetchAndOpen(playground: Playground, link: Link): Promise<void> {
  const { set } = playground;
  const giving = new AbortController();
  const isOver = () => giving.signal.aborted;
  fetching.set(playground, giving);
  try {
    const file = await fetchFile(link.url, giving.signal, (received) => {
      if (!isOver()) set({ link: { ...link, stage: 'fetching', received } });
    });
    if (isOver()) return;
    set({ link: undefined });
    await openFiles([file], playground);
  } catch (thrown) {
    if (isOver()) return;
    const data = errorData(thrown);
    if (!data) throw thrown;
    set({ link: undefined, failure: { ...failureOf('picture', data), title: words.failed } });
  }
}

export const gestures = {
  /** Asks, where the page may fetch it at all. */
  pasteAddress(playground: Playground, url: URL): void {
    giveUp(playground);
    const isAllowed = allows(policiesOf(document), url, new URL(location.href));
    const stage = isAllowed ? 'ask' : 'blocked';
    playground.set({ failure: undefined, link: { url, name: nameIn(url), stage } });
  },
  fetchLink(playground: Playground): void {
    const { link } = playground.state;
    if (link?.stage !== 'ask') return;
    playground.set({ link: { ...link, stage: 'fetching' } });
    focusNext(playground, '[data-test="link-close"]');
    void fetchAndOpen(playground, link);
  },
  closeLink(playground: Playground): void {
    giveUp(playground);
    playground.set({ link: undefined });
    focusNext(playground, '.picture-choose .button');
  },
};
