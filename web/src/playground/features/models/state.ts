// The list of models, and the downloads that the browser keeps.

import { modelCache } from '../../../client/index.js';
import type { Playground } from '../../kit/playground.js';
import type { CatalogEntry } from '../../run/state.js';
import { pickFiles } from '../drop/index.js';

/** A downloaded model that the browser keeps. */
export interface KeptModel {
  sha256: string;
  bytes: number;
}

declare module '../../kit/playground.js' {
  interface AppState {
    kept: readonly KeptModel[];
    /** True while the list of models is open. */
    choosing: boolean;
    /** Id of the model in that list which the page's address asks for. */
    linked?: string;
  }
  interface Actions extends Bound<typeof gestures> {}
}

export const gestures = {
  /** Looks again which downloads the browser keeps. */
  async refreshKept({ state, set }: Playground): Promise<void> {
    const stored = await modelCache.list();
    // The bundled models are kept too, to be there offline; they take no room that somebody chose to give.
    const bundled = new Set(state.models.flatMap(({ file, sha256 }) => (file ? [sha256] : [])));
    set({ kept: stored.filter(({ sha256 }) => !bundled.has(sha256)) });
  },
  chooseModel(playground: Playground): void {
    playground.actions.closeModels();
    pickFiles(playground, '.onnx,.pth,.pt,.ckpt,.safetensors,.data,.onnx_data,.bin', true);
  },
  /** The files of weights that a network lacks. Exporters end their names in anything. */
  chooseWeights: (playground: Playground): void => pickFiles(playground, '', true),
  chooseLabels: (playground: Playground): void => pickFiles(playground, '.txt,.json'),
  openModel({ actions, controller }: Playground, entry: CatalogEntry): void {
    actions.closeModels();
    void controller.openModel({ kind: 'catalog', entry }).then(actions.refreshKept);
  },
  showModels: ({ set }: Playground): void => set({ choosing: true, linked: undefined }),
  /** With that one marked. */
  showLinked: ({ set }: Playground, linked: string): void => set({ choosing: true, linked }),
  closeModels: ({ set }: Playground): void => set({ choosing: false, linked: undefined }),
  /** Gives back the room that a downloaded model takes. */
  removeModel: ({ actions }: Playground, { sha256 = '' }: CatalogEntry): void =>
    void modelCache.remove(sha256).then(actions.refreshKept),
};
