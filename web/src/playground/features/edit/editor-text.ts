// The picture editor in words.

import type { Box, Size } from '../../network/crop.js';
import { type Frame, type Point, regionOf } from '../../run/edits/edits.js';
import { cursorOf, type EditorState } from './editor.js';

const share = (value: number) => `${Math.round(100 * value)}%`;
const place = ([x, y]: Point) => `${share(x)} across and ${share(y)} down`;

function cropText({ x, y, width, height }: Box, { width: w, height: h }: Size): string {
  const pixels = `${Math.round(width * w)} × ${Math.round(height * h)}`;
  return `The network gets ${pixels} pixels of the picture, from ${place([x, y])}.`;
}

/** For a screen reader: where the tool is and what it does. */
export function describeEditor(editor: EditorState, frame: Frame): string {
  const { tool, edits } = editor;
  if (tool === 'crop') return cropText(regionOf(edits, frame), frame.picture);
  const at = place(cursorOf(editor, frame));
  if (tool === 'occluder') {
    return edits.occluder ? `The box is ${at} on the picture.` : 'There is no box.';
  }
  const name = tool === 'brush' ? 'Brush' : 'Eraser';
  return `${name} ${at}, ${editor.down ? 'painting' : 'lifted'}.`;
}
