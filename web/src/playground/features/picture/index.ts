// The picture, what the network sees of it, and other pictures to try.

import type { Feature } from '../../kit/feature.js';
import { drawInput } from '../../kit/input-picture.js';
import { paintNothing, paintOnce } from '../../kit/paint.js';
import type { AppState, Playground } from '../../kit/playground.js';
import { layoutOf } from '../../network/network.js';
import { fedBox } from '../../run/edits/edits.js';
import { drawPicture } from '../../run/picture-canvas.js';
import type { Sample } from '../../run/state.js';
import { pickFiles } from '../drop/index.js';
import { drawEdits } from '../edit/index.js';
import { pictureCard, pictureChoice, pictureOf } from './picture-card.js';
import './picture-card.css';

declare module '../../kit/playground.js' {
  interface Actions extends Bound<typeof gestures> {}
}

const gestures = {
  choosePicture: (playground: Playground): void => pickFiles(playground, 'image/*'),
  openSample: ({ controller }: Playground, sample: Sample): void =>
    void controller.openPicture({ kind: 'sample', sample }),
};

function paintSeen(canvas: HTMLCanvasElement, { model, snapshot }: AppState) {
  const input = model?.info.graph.inputs[0];
  const value = input && snapshot?.values.get(input.name);
  if (!model || !snapshot || !value) return paintNothing(canvas);
  const { channels, height, width } = layoutOf(value.dims);
  paintOnce(canvas, `${snapshot.id}`, (context) => {
    const tensor = { data: value.data, channels, height, width };
    drawInput(context, tensor, model.info.preprocess);
  });
}

function paintPicture(canvas: HTMLCanvasElement, state: AppState) {
  const { model, snapshot, editor } = state;
  const picture = pictureOf(state);
  if (!model || !picture) return paintNothing(canvas);
  const preview = picture.preview as ImageBitmap;
  if (canvas.width !== preview.width) canvas.width = preview.width;
  if (canvas.height !== preview.height) canvas.height = preview.height;
  const { preprocess } = model.info;
  const box = fedBox(editor.edits, { picture, preprocess });
  paintOnce(canvas, `${snapshot?.id} ${picture.id}`, (context) =>
    drawPicture(context, preview, picture, box, () => drawEdits(context, preview, editor.edits)),
  );
}

export const picture: Feature = {
  name: 'picture',
  gestures,
  views: { front: pictureCard, choose: pictureChoice },
  painters: { seen: paintSeen, picture: paintPicture },
};
