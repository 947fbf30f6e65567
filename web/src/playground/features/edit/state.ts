// Edits of the picture, and the answer before them.

import type { Playground } from '../../kit/playground.js';
import type { Scores } from '../../run/predictions.js';
import { type EditorEvent, type EditorState, editorStep, initialEditor } from './editor.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** True while the picture can be painted on. */
    editing: boolean;
    editor: EditorState;
    /** Scores of the last run without edits, and whether bars show them. */
    before?: Scores;
    ghost: boolean;
  }
  interface Actions extends Bound<typeof gestures> {}
}

export const editState = { editing: false, editor: initialEditor, ghost: true };

/** However many moves the pointer makes, one run a frame sees them. */
const scheduled = new WeakSet<Playground>();

function runInFrame(playground: Playground): void {
  if (scheduled.has(playground)) return;
  scheduled.add(playground);
  requestAnimationFrame(() => {
    scheduled.delete(playground);
    void playground.controller.edit();
  });
}

export const gestures = {
  /** Opens and shuts the editor of the picture. */
  editPicture: ({ set }: Playground, editing: boolean): void => set({ editing }),
  /** False where the editor makes nothing of it. */
  editorEvent(playground: Playground, event: EditorEvent): boolean {
    const { editor, snapshot, model } = playground.state;
    if (!snapshot || !model) return false;
    const frame = { picture: snapshot.picture, preprocess: model.info.preprocess };
    const next = editorStep(editor, event, frame);
    if (next === editor) return false;
    playground.set({ editor: next });
    // The camera's next frame has them.
    if (next.edits !== editor.edits && !snapshot.picture.live) runInFrame(playground);
    return true;
  },
  showGhost: ({ set }: Playground, ghost: boolean): void => set({ ghost }),
};
