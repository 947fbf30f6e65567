// The page: one playground that has it to itself.

import { mountPlayground } from '../playground/mount.js';
import { keepEngine, startOffline } from './offline.js';

const root = document.querySelector<HTMLElement>('#app') as HTMLElement;
// What index.html shows until here.
root.replaceChildren();
mountPlayground(root, {
  wide: true,
  onEngine(module) {
    // What it keeps for later would be in the way of the first network.
    startOffline();
    keepEngine(module);
  },
  address: {
    read: () => location.hash,
    write: (hash) => history.replaceState(null, '', hash || location.pathname + location.search),
    follow(changed) {
      addEventListener('hashchange', changed);
      return () => removeEventListener('hashchange', changed);
    },
  },
});
