// The page's address, and the browser's history of it.

import type { AddressBar } from '../playground/features/address/index.js';

/** What an entry of the history holds. */
interface Entry {
  /** What to show. */
  back: string;
  /** Its place among the page's own entries. */
  at: number;
}

const entryIn = (state: unknown): Partial<Entry> => (state ?? {}) as Partial<Entry>;

export function pageAddress(): AddressBar {
  let at = entryIn(history.state).at ?? 0;
  return {
    read: () => location.hash,
    write(hash, back, isStep) {
      const url = hash || location.pathname + location.search;
      // In a frame Back is the reader's way out of the page around it.
      const isNext = isStep && parent === window;
      if (isNext) at += 1;
      const entry: Entry = { back, at };
      if (isNext) history.pushState(entry, '', url);
      else history.replaceState(entry, '', url);
    },
    follow(changed) {
      const heard = ({ state }: PopStateEvent) => {
        const { back, at: to = at } = entryIn(state);
        const isBackward = to < at;
        at = to;
        // Also when the user changes the address by hand: there is no state then.
        const isChanged = changed(back ?? location.hash, back !== undefined);
        // Who has opened a layer and shut it again is there already: one more step back is what is meant.
        if (!isChanged && isBackward) history.back();
      };
      addEventListener('popstate', heard);
      return () => removeEventListener('popstate', heard);
    },
  };
}
