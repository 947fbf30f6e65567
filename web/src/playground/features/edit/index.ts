// Try something: paint over the picture, cover it, cut it differently.

import type { Feature } from '../../kit/feature.js';
import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState } from '../../kit/playground.js';
import { editorStep } from './editor.js';
import { drawEditor, editorKey } from './editor-canvas.js';
import { editState, gestures } from './state.js';
import './ghost-bar.css';
import './picture-editor.css';

export { drawEdits } from './editor-canvas.js';
export { changeSaid, type Ghost, ghostOf, likeNow, scoresBefore } from './ghost.js';
export { ghostBar } from './ghost-bar.js';
export { pictureEditor } from './picture-editor.js';

/** Of the editor's own state: a stroke is seen before the run that it causes. */
function paintEditor(canvas: HTMLCanvasElement, { model, snapshot, editor }: AppState) {
  if (!model || !snapshot) return paintNothing(canvas);
  const { picture } = snapshot;
  const { preprocess } = model.info;
  const { crop, resize, fit } = preprocess;
  const key = `${picture.id} ${crop} ${resize} ${fit} ${editorKey(editor)}`;
  paintOnce(canvas, key, (context) => {
    drawEditor(context, picture.preview as ImageBitmap, editor, { picture, preprocess });
  });
}

export const edit: Feature = {
  name: 'edit',
  state: editState,
  gestures,
  on: {
    modelReady: () => ({ before: undefined }),
    runFinished: (_, { edited, scores }) => (edited ? {} : { before: scores }),
    // What was painted over one picture is not painted over the next.
    pictureOpened({ editor, model }, picture) {
      if (!model) return {};
      const frame = { picture, preprocess: model.info.preprocess };
      return { editor: editorStep(editor, { type: 'picture' }, frame) };
    },
  },
  painters: { editor: paintEditor },
};
