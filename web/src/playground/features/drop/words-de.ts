import type { Translated } from '../../kit/words.js';
import type { DropWords } from './words-en.js';

export const words: Translated<DropWords> = {
  drop: 'Legen Sie ein Bild, ein Netz (.onnx, .pth, .safetensors) oder eine Liste von Klassennamen ab',
  pasted: 'eingefügtes Bild',
  several: (pictures, shown, hasRow) =>
    hasRow
      ? `${pictures} Bilder wurden geöffnet. ${shown} wird gezeigt, die anderen stehen in der Reihe der Bilder.`
      : `${pictures} Bilder kamen zusammen. Nur ${shown} wird verwendet.`,
};
