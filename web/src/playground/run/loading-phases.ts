// What is said while a network is opened. Its file and the engine are on their way at the same time: of
// the two, the one that is waited for is named.

import type { Progress as Step } from '../../client/index.js';
import type { Progress } from './state.js';
import { words } from './words-en.js';

/** bytes: size of the file, where it is known; a compressed download does not tell. */
export function loadingPhases(
  title: string,
  bytes: number | undefined,
  tell: (progress: Progress) => void,
): (step: Step) => void {
  let isStarted = false;
  let isModelComing = false;

  const waiting = (): Progress => ({
    what: isStarted ? words.loading(title) : words.startingEngine,
    loaded: 0,
  });

  function download({ loaded, total = bytes }: Step): Progress {
    isModelComing = loaded !== total;
    if (!isModelComing && !isStarted) return waiting();
    const what = words.downloading(title);
    return total === undefined || loaded > total ? { what, loaded } : { what, loaded, total };
  }

  return (step) => {
    switch (step.phase) {
      case 'download':
        return tell(download(step));
      case 'verify':
        isModelComing = step.loaded === 0;
        return tell(isModelComing ? { what: words.checking(title), loaded: 0 } : waiting());
      case 'compile':
        isStarted = step.loaded === 1;
        return isModelComing ? undefined : tell(waiting());
      case 'parse':
        return tell({ what: words.reading(title), loaded: 0, share: step.loaded });
    }
  };
}
