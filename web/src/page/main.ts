// The page: one playground that has it to itself.

import { mountPlayground } from '../playground/mount.js';
import { keepEngine, startOffline } from './offline.js';
import { allowEngineWorker } from './trusted-worker.js';

allowEngineWorker();
mountPlayground(document.querySelector<HTMLElement>('#app') as HTMLElement, {
  wide: true,
  onEngine: keepEngine,
  address: {
    read: () => location.hash,
    write: (hash) => history.replaceState(null, '', hash || location.pathname + location.search),
    follow(changed) {
      addEventListener('hashchange', changed);
      return () => removeEventListener('hashchange', changed);
    },
  },
});
startOffline();
