// The second network: loaded once, when the first picture asks for it, and kept. It answers the newest
// picture; while it is busy, those between are passed over.

import type { AppState, Playground } from '../../kit/playground.js';
import { isDrawable } from '../../run/drawing.js';
import type { Network, Task } from '../../run/ports.js';
import type { CatalogEntry, Progress } from '../../run/state.js';

export type Loader<Picture> = (
  entry: CatalogEntry,
  progress: (progress: Progress) => void,
) => Task<Network<Picture>>;

/** A network of at most so many classes has no name for most of what people show it. */
const FEW = 20;

/** The network that is asked; undefined where the page has none. */
export function secondAmong(models: readonly CatalogEntry[]): CatalogEntry | undefined {
  return models.find(({ answersOwnPictures }) => answersOwnPictures);
}

/**
 * True where the picture on screen may show anything, and the network on screen is one of the page's that
 * knows few classes.
 */
export function isAsked({ models, model, snapshot, samples }: AppState): boolean {
  const second = secondAmong(models);
  if (!second || !model?.id || model.id === second.id || !snapshot?.scores) return false;
  if (snapshot.scores.probabilities.length > FEW || isDrawable(model.info.preprocess)) return false;
  const { sample: file, live } = snapshot.picture;
  // Of a camera's frames the next is there before the answer.
  if (live) return false;
  const sample = samples.find((candidate) => candidate.file === file);
  return file === undefined || sample?.label === undefined;
}

export interface Second {
  /** Answers the picture on screen. */
  ask(): Promise<void>;
  /** Gives up the loading. */
  cancel(): void;
  release(): void;
}

/** picture: the decoded picture on screen. */
export function createSecond<Picture>(
  playground: Playground,
  load: Loader<Picture>,
  picture: () => Picture | undefined,
): Second {
  let loading: Task<Network<Picture>> | undefined;
  let network: Network<Picture> | undefined;
  let isBehind = false;
  let isBusy = false;

  const show = (change: Partial<Playground['state']['opinion']>): void => {
    const { opinion } = playground.state;
    if (opinion) playground.set({ opinion: { ...opinion, ...change } });
  };

  async function loaded(entry: CatalogEntry): Promise<Network<Picture>> {
    if (network) return network;
    show({ progress: { what: '', loaded: 0 } });
    const task = load(entry, (progress) => show({ progress }));
    loading = task;
    try {
      network = await task.result;
    } finally {
      loading = undefined;
      show({ progress: undefined });
    }
    return network;
  }

  async function answer(entry: CatalogEntry): Promise<void> {
    const asked = await loaded(entry);
    const { snapshot, editor } = playground.state;
    const pixels = picture();
    if (!snapshot || !pixels || !isAsked(playground.state)) return;
    const { preprocess } = asked.info;
    const wish = { preprocess, edits: editor.edits, wanted: [] };
    const scores = await asked.answer(pixels, wish).result;
    if (playground.state.snapshot?.picture.id !== snapshot.picture.id) return;
    show({ picture: snapshot.picture.id, info: asked.info, scores });
  }

  return {
    async ask() {
      isBehind = true;
      const entry = secondAmong(playground.state.models);
      if (isBusy || !entry) return;
      isBusy = true;
      try {
        while (isBehind) {
          isBehind = false;
          await answer(entry);
        }
      } catch (thrown) {
        // Given up because the user does not want it: no failure.
        if (playground.state.refusesOpinion) return;
        const message = thrown instanceof Error ? thrown.message : String(thrown);
        show({ failure: message });
      } finally {
        isBusy = false;
      }
    },
    cancel() {
      loading?.cancel();
    },
    release() {
      loading?.cancel();
      network?.release();
      network = undefined;
    },
  };
}
