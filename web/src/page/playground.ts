// The page: one playground that has it to itself.

import type { ModuleName } from '../client/index.js';
import { openFiles } from '../playground/features/drop/index.js';
import type { Playground } from '../playground/kit/playground.js';
import { idly, nextTask } from '../playground/kit/task.js';
import { type Mounted, mountPlayground } from '../playground/mount.js';
import { heldFiles } from './early-files.js';
import { languageChoice, speakChosen } from './language.js';
import { keepEngine, startOffline } from './offline.js';
import { pageAddress } from './page-address.js';

// Not awaited here: the file of another language imports from this one, and would wait for it in turn. In a task of its
// own: to read all of the script took one already.
export const opened = speakChosen().then(nextTask).then(mount);

/** Not before the first run is on screen, or has failed: a second worker would be in its way. */
function afterRun(playground: Playground, work: () => void): void {
  const end = playground.subscribe(() => {
    const { snapshot, failure } = playground.state;
    if (!snapshot && !failure) return;
    end();
    idly(work);
  });
}

function startKeeping(module: ModuleName): void {
  startOffline();
  void keepEngine(module);
}

/** One after the other: what was dropped last is what is opened in the end. */
async function openHeld(playground: Playground): Promise<void> {
  for (const files of heldFiles()) await openFiles(files, playground);
}

/** Nobody prints a page that shows nothing yet. */
function preparePrinting(root: HTMLElement, mounted: Mounted): void {
  afterRun(mounted.playground, () => {
    import('../playground/print.js')
      .then(({ followPagePrinting }) => followPagePrinting(root, mounted))
      // It is printed as it stands on screen.
      .catch(() => {});
  });
}

function mount(): void {
  const root = document.querySelector<HTMLElement>('#app') as HTMLElement;
  const mounted = mountPlayground(root, {
    wide: true,
    languages: languageChoice(),
    docs: './docs/index.html',
    onEngine: (module) => afterRun(mounted.playground, () => startKeeping(module)),
    address: pageAddress(),
  });
  const { playground } = mounted;
  preparePrinting(root, mounted);
  void openHeld(playground);
}
