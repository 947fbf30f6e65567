// Opens networks. The newest wish wins: whatever an older one still brings is dropped.

import { nextTask } from '../../kit/task.js';
import { type Failure, lacksBesides, ofOwnFile, otherWeights, weightsAlone } from '../failures.js';
import type { ModelSource, Network, Pixels } from '../ports.js';
import { loadedModel } from '../state.js';
import { isWanted, joined, named, type WeightFile } from '../weight-files.js';
import { words } from '../words-en.js';
import { type Desk, dropNetwork, failureFrom, showBeside, showInstead } from './desk.js';

export interface Models<Blob> {
  /** The network before stays until the new one is there, and where it cannot be loaded. */
  openModel(source: ModelSource<Blob>): Promise<void>;
  /** Files of weights for the model that lacks them, or for the one that is opened next. */
  openWeights(files: readonly WeightFile<Blob>[]): Promise<void>;
  /** Gives up the network that is being loaded. */
  cancelLoading(): void;
}

const pathOf = ({ path }: WeightFile<unknown>): string => path;

/** The same with its weights under the names that the model has; undefined where nothing changes. */
function renamed<Blob>(
  wish: ModelSource<Blob>,
  missing: readonly string[],
): ModelSource<Blob> | undefined {
  const before = wish.weights ?? [];
  const weights = named(before, missing);
  const isSame = weights.every(({ path }, index) => path === before[index]?.path);
  return isSame ? undefined : { ...wish, weights };
}

const ofPicture = (failure: Failure | undefined): Failure | undefined =>
  failure?.scope === 'picture' ? failure : undefined;

/** first: what is done with a network that has just come. */
export function modelTasks<Blob, Picture extends Pixels>(
  desk: Desk<Blob, Picture>,
  first: (network: Network<Picture>) => Promise<void>,
): Models<Blob> {
  const { playground, ports } = desk;
  /** Ends when the newest model is there, or cannot be. */
  let opening: Promise<void> = Promise.resolve();

  function openModel(wish: ModelSource<Blob>): Promise<void> {
    // A network of the catalogue is not what they waited for.
    const weights = joined(wish.kind === 'file' ? desk.early : [], wish.weights ?? []);
    desk.early = [];
    opening = load(weights.length > 0 ? { ...wish, weights } : wish);
    return opening;
  }

  async function load(wish: ModelSource<Blob>): Promise<void> {
    desk.loading?.cancel();
    desk.failed = undefined;
    desk.lacking = [];
    const title = wish.kind === 'catalog' ? wish.entry.title : wish.name;
    playground.set({ failure: undefined, progress: { what: words.loading(title), loaded: 0 } });
    const task = ports.load(wish, (progress) => {
      if (desk.loading === task) playground.set({ progress });
    });
    desk.loading = task;
    try {
      const loaded = await task.result;
      // What is read from the file, and what is drawn of it, each take a slow machine a while.
      await nextTask();
      if (desk.loading !== task) return loaded.release();
      desk.loading = undefined;
      dropNetwork(desk);
      desk.model = wish;
      desk.instead = undefined;
      desk.network = loaded;
      const model = loadedModel(loaded.info, wish.kind === 'catalog' ? wish.entry.id : undefined);
      playground.emit('modelReady', [model], {
        model,
        weights: new Map(),
        snapshot: undefined,
        progress: undefined,
        // What was said of a picture while the network was on its way is still true.
        failure: ofPicture(playground.state.failure),
      });
      await first(loaded);
    } catch (thrown) {
      if (desk.loading !== task) return;
      desk.loading = undefined;
      return refused(wish, thrown);
    }
  }

  function refused(wish: ModelSource<Blob>, thrown: unknown): Promise<void> | undefined {
    desk.failed = wish;
    let failure = failureFrom(desk, 'model', thrown);
    if (failure && wish.kind === 'file') failure = ofOwnFile(failure, wish.name);
    desk.lacking = failure?.missing ?? [];
    const again = renamed(wish, desk.lacking);
    if (again) return load(again);
    const given = wish.weights?.map(pathOf) ?? [];
    if (failure?.code === 'missing-file' && given.length > 0)
      failure = lacksBesides(given, desk.lacking);
    if (!failure) playground.set({ progress: undefined });
    else if (desk.network) showBeside(desk, failure);
    else showInstead(desk, failure);
    return undefined;
  }

  return {
    openModel,
    async openWeights(files) {
      while (desk.loading) await opening;
      const { failed, lacking } = desk;
      const fitting = files.filter(({ path }) => isWanted(path, lacking));
      if (failed && fitting.length > 0) {
        const weights = named(joined(failed.weights ?? [], fitting), lacking);
        return openModel({ ...failed, weights });
      }
      const [first] = files;
      if (!first) return;
      if (lacking.length === 0) desk.early = joined(desk.early, files);
      const failure =
        lacking.length > 0
          ? otherWeights(first.path, lacking)
          : weightsAlone(desk.early.map(pathOf));
      (desk.network ? showBeside : showInstead)(desk, failure);
    },
    cancelLoading() {
      desk.loading?.cancel();
      desk.loading = undefined;
      playground.set({ progress: undefined });
    },
  };
}
