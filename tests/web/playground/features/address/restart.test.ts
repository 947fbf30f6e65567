import { expect, test } from 'vitest';
import type { ModelSource, PictureSource } from '../../../../../web/src/playground/run/ports.js';
import { tinyModel } from '../../../support/app.js';
import { playgroundWithout } from '../../../support/playground.js';

test('back to the first example opens it, whatever is open now and cannot be run', () => {
  const playground = playgroundWithout();
  const opened: (ModelSource<File> | PictureSource<File>)[] = [];
  const open = async (source: ModelSource<File> | PictureSource<File>) => {
    opened.push(source);
  };
  Object.assign(playground, { controller: { openModel: open, openPicture: open } });
  const { id: _, ...own } = tinyModel();
  const entry = { id: 'tinyvgg', title: 'TinyVGG' };
  const sample = { file: 'ball.webp', thumbnail: 'ball.webp', title: 'Ball' };
  playground.set({ models: [entry], samples: [sample], model: own });
  playground.actions.restart();
  expect(opened).toEqual([
    { kind: 'catalog', entry },
    { kind: 'sample', sample },
  ]);
});
