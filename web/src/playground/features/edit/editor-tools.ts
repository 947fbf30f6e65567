// The tools of the picture editor: the one in hand, what was done, and what each of them does at a place.

import {
  addPoint,
  type Colour,
  type Edits,
  type Frame,
  inside,
  middleOf,
  moveRegion,
  NO_EDITS,
  type Point,
  placeOccluder,
  regionOf,
  startStroke,
} from '../../run/edits/edits.js';

export type EditTool = 'crop' | 'brush' | 'erase' | 'occluder';
export const EDIT_TOOLS: readonly EditTool[] = ['crop', 'brush', 'erase', 'occluder'];

export interface EditorState {
  edits: Edits;
  tool: EditTool;
  /** Of the brush and the eraser: share of the picture's shorter side. */
  radius: number;
  /** Side of the box, as a share of the picture's shorter side. */
  boxSize: number;
  /** Of the brush, and of the box. */
  colour: Colour;
  /** Where the brush is: where the pointer was last, or where the keys have moved it. */
  cursor?: Point;
  /** True after a key, false after a pointer: only keys need to be told where they have come to. */
  byKey: boolean;
  /** True while a stroke or a drag goes on, of the pointer or of the keys. */
  down: boolean;
}

export const GREY: Colour = [127, 127, 127];
export const SIZES = { radius: [0.01, 0.25], boxSize: [0.05, 0.8] } as const;

export const initialEditor: EditorState = {
  edits: NO_EDITS,
  tool: 'brush',
  radius: 0.06,
  boxSize: 0.25,
  colour: GREY,
  down: false,
  byKey: false,
};

function limited(size: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, size));
}

function middle(editor: EditorState, frame: Frame): Point {
  return middleOf(regionOf(editor.edits, frame));
}

/** Where the tool in hand is. */
export function cursorOf(editor: EditorState, frame: Frame): Point {
  if (editor.tool === 'occluder') return editor.edits.occluder?.at ?? middle(editor, frame);
  return editor.cursor ?? middle(editor, frame);
}

export function withBox(editor: EditorState, at: Point): EditorState {
  const { boxSize: size, colour } = editor;
  return { ...editor, edits: placeOccluder(editor.edits, { at, size, colour }) };
}

/** Without the place of the brush: the tool that comes is where the crop is. */
export function withTool(editor: EditorState, tool: EditTool, frame: Frame): EditorState {
  const { cursor: _, ...rest } = editor;
  const chosen: EditorState = { ...rest, tool, down: false };
  if (tool !== 'occluder' || chosen.edits.occluder) return chosen;
  return withBox(chosen, middle(chosen, frame));
}

export function withSize(editor: EditorState, size: number): EditorState {
  if (editor.tool !== 'occluder') return { ...editor, radius: limited(size, SIZES.radius) };
  const sized = { ...editor, boxSize: limited(size, SIZES.boxSize) };
  return sized.edits.occluder ? withBox(sized, sized.edits.occluder.at) : sized;
}

export function withColour(editor: EditorState, colour: Colour): EditorState {
  const coloured = { ...editor, colour };
  const box = editor.edits.occluder;
  return box && editor.tool === 'occluder' ? withBox(coloured, box.at) : coloured;
}

export function start(editor: EditorState, at: Point): EditorState {
  const { tool, colour, radius, edits } = editor;
  const held: EditorState = { ...editor, down: true, cursor: inside(at) };
  if (tool === 'crop') return held;
  if (tool === 'occluder') return withBox(held, at);
  return { ...held, edits: startStroke(edits, { tool, colour, radius }, at) };
}

export function move(editor: EditorState, frame: Frame, at: Point): EditorState {
  const next: EditorState = { ...editor, cursor: inside(at) };
  if (!editor.down) return next;
  if (editor.tool === 'occluder') return withBox(next, at);
  if (editor.tool !== 'crop') return { ...next, edits: addPoint(editor.edits, at) };
  const from = editor.cursor ?? at;
  const [x, y] = inside(at);
  return { ...next, edits: moveRegion(editor.edits, frame, [x - from[0], y - from[1]]) };
}
