// The page: one playground that has it to itself.

import { mountPlayground } from '../playground/mount.js';
import { languageChoice, speakChosen } from './language.js';
import { keepEngine, startOffline } from './offline.js';

// Not awaited here: the file of another language imports from this one, and would wait for it in turn.
export const opened = speakChosen().then(() => mount());

function mount(): void {
  mountPlayground(document.querySelector<HTMLElement>('#app') as HTMLElement, {
    wide: true,
    languages: languageChoice(),
    docs: './docs/index.html',
    onEngine(module) {
      // What it keeps for later would be in the way of the first network.
      startOffline();
      void keepEngine(module);
    },
    address: {
      read: () => location.hash,
      write(hash, back, isStep) {
        const url = hash || location.pathname + location.search;
        // In a frame Back is the reader's way out of the page around it.
        if (isStep && parent === window) history.pushState({ back }, '', url);
        else history.replaceState({ back }, '', url);
      },
      // Also when the user changes the address by hand: there is no state then.
      follow(changed) {
        const heard = ({ state }: PopStateEvent) => changed(state?.back ?? location.hash);
        addEventListener('popstate', heard);
        return () => removeEventListener('popstate', heard);
      },
    },
  });
}
