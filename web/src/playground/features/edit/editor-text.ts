// The picture editor in words.

import type { Box, Size } from '../../network/crop.js';
import { type Frame, regionOf } from '../../run/edits/edits.js';
import { cursorOf, type EditorState } from './editor.js';
import { words } from './words-en.js';

const share = (value: number) => `${Math.round(100 * value)}%`;

function cropText({ x, y, width, height }: Box, { width: w, height: h }: Size): string {
  return words.cropAt(Math.round(width * w), Math.round(height * h), share(x), share(y));
}

/** For a screen reader: where the tool is and what it does. */
export function describeEditor(editor: EditorState, frame: Frame): string {
  const { tool, edits, down } = editor;
  if (tool === 'crop') return cropText(regionOf(edits, frame), frame.picture);
  const [x, y] = cursorOf(editor, frame).map(share) as [string, string];
  if (tool === 'occluder') return edits.occluder ? words.boxAt(x, y) : words.noBox;
  if (tool === 'brush') return down ? words.brushPaints(x, y) : words.brushLifted(x, y);
  return down ? words.eraserErases(x, y) : words.eraserLifted(x, y);
}
