// The picture editor: tool in hand, what was done, and what the pointer or a key does next.

import {
  addPoint,
  type Colour,
  type Edits,
  type Frame,
  inside,
  isEdited,
  middleOf,
  moved,
  moveRegion,
  NO_EDITS,
  type Point,
  placeOccluder,
  regionOf,
  removeOccluder,
  resetRegion,
  scaleRegion,
  startStroke,
  undo,
  zoomOf,
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

export type EditorEvent =
  | { type: 'tool'; tool: EditTool }
  /** Size of the brush (its radius) or of the box (its side), whichever is in hand. */
  | { type: 'size'; size: number }
  | { type: 'colour'; colour: Colour }
  | { type: 'zoom'; zoom: number }
  /** A pointer; at: shares of the picture. */
  | { type: 'start' | 'move'; at: Point }
  | { type: 'end' }
  /** event.key; command: with Ctrl or the Command key. */
  | { type: 'key'; key: string; shift: boolean; command: boolean }
  | { type: 'undo' | 'clear' | 'remove-box' | 'reset-crop' }
  /** Another picture: its edits begin anew, the tools stay as they are. */
  | { type: 'picture' };

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

function withBox(editor: EditorState, at: Point): EditorState {
  const { boxSize: size, colour } = editor;
  return { ...editor, edits: placeOccluder(editor.edits, { at, size, colour }) };
}

/** Without the place of the brush: the tool that comes is where the crop is. */
function withTool(editor: EditorState, tool: EditTool, frame: Frame): EditorState {
  const { cursor: _, ...rest } = editor;
  const chosen: EditorState = { ...rest, tool, down: false };
  if (tool !== 'occluder' || chosen.edits.occluder) return chosen;
  return withBox(chosen, middle(chosen, frame));
}

function withSize(editor: EditorState, size: number): EditorState {
  if (editor.tool !== 'occluder') return { ...editor, radius: limited(size, SIZES.radius) };
  const sized = { ...editor, boxSize: limited(size, SIZES.boxSize) };
  return sized.edits.occluder ? withBox(sized, sized.edits.occluder.at) : sized;
}

function withColour(editor: EditorState, colour: Colour): EditorState {
  const coloured = { ...editor, colour };
  const box = editor.edits.occluder;
  return box && editor.tool === 'occluder' ? withBox(coloured, box.at) : coloured;
}

function start(editor: EditorState, at: Point): EditorState {
  const { tool, colour, radius, edits } = editor;
  const held: EditorState = { ...editor, down: true, cursor: inside(at) };
  if (tool === 'crop') return held;
  if (tool === 'occluder') return withBox(held, at);
  return { ...held, edits: startStroke(edits, { tool, colour, radius }, at) };
}

function move(editor: EditorState, frame: Frame, at: Point): EditorState {
  const next: EditorState = { ...editor, cursor: inside(at) };
  if (!editor.down) return next;
  if (editor.tool === 'occluder') return withBox(next, at);
  if (editor.tool !== 'crop') return { ...next, edits: addPoint(editor.edits, at) };
  const from = editor.cursor ?? at;
  const [x, y] = inside(at);
  return { ...next, edits: moveRegion(editor.edits, frame, [x - from[0], y - from[1]]) };
}

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** One arrow key; Shift goes five times as far. */
function arrow(editor: EditorState, frame: Frame, [dx, dy]: Point, shift: boolean): EditorState {
  const { tool, edits } = editor;
  const step = shift ? 0.1 : 0.02;
  const by: Point = [dx * step, dy * step];
  if (tool === 'crop') {
    const { width, height } = frame.picture;
    const shorter = Math.min(width, height);
    const shares: Point = [(by[0] * shorter) / width, (by[1] * shorter) / height];
    return { ...editor, edits: moveRegion(edits, frame, shares) };
  }
  const at = moved(cursorOf(editor, frame), by, frame.picture);
  return tool === 'occluder' ? withBox(editor, at) : move(editor, frame, at);
}

/** "+" and "-": a fifth larger or smaller. */
function sized(editor: EditorState, frame: Frame, factor: number): EditorState {
  const { tool, radius, boxSize, edits } = editor;
  if (tool !== 'crop') return withSize(editor, (tool === 'occluder' ? boxSize : radius) * factor);
  return { ...editor, edits: scaleRegion(edits, frame, zoomOf(edits, frame) * factor) };
}

function key(
  editor: EditorState,
  frame: Frame,
  { key: name, shift, command }: { key: string; shift: boolean; command: boolean },
): EditorState {
  if (command) return name === 'z' ? editorStep(editor, { type: 'undo' }, frame) : editor;
  const by = ARROWS[name];
  if (by) return arrow(editor, frame, by, shift);
  if (name === '+' || name === '=') return sized(editor, frame, 1.2);
  if (name === '-') return sized(editor, frame, 1 / 1.2);
  if (name === 'Escape') return editor.down ? { ...editor, down: false } : editor;
  if (editor.tool === 'occluder' && (name === 'Delete' || name === 'Backspace')) {
    return { ...editor, edits: removeOccluder(editor.edits) };
  }
  if (name !== ' ' && name !== 'Enter') return editor;
  if (editor.tool === 'crop') return editor;
  if (editor.tool === 'occluder') return withBox(editor, cursorOf(editor, frame));
  return editor.down ? { ...editor, down: false } : start(editor, cursorOf(editor, frame));
}

/** A brush that a key has put down does not follow the pointer. */
function lifted(editor: EditorState): EditorState {
  return editor.byKey && editor.down ? { ...editor, down: false } : editor;
}

/** What comes of it; the same object where nothing does, so that a key is left to the browser. */
export function editorStep(editor: EditorState, event: EditorEvent, frame: Frame): EditorState {
  const { edits } = editor;
  switch (event.type) {
    case 'tool':
      return withTool(editor, event.tool, frame);
    case 'size':
      return withSize(editor, event.size);
    case 'colour':
      return withColour(editor, event.colour);
    case 'zoom':
      return { ...editor, edits: scaleRegion(edits, frame, event.zoom) };
    case 'start':
      return { ...start(editor, event.at), byKey: false };
    case 'move':
      return { ...move(lifted(editor), frame, event.at), byKey: false };
    case 'end':
      return editor.byKey ? editor : { ...editor, down: false };
    case 'key': {
      const next = key(editor, frame, event);
      return next === editor || next.byKey ? next : { ...next, byKey: true };
    }
    case 'undo':
      return edits.strokes.length > 0 ? { ...editor, down: false, edits: undo(edits) } : editor;
    case 'clear':
    case 'picture':
      return isEdited(edits) || editor.down ? { ...editor, down: false, edits: NO_EDITS } : editor;
    case 'remove-box':
      return { ...editor, edits: removeOccluder(edits) };
    case 'reset-crop':
      return { ...editor, edits: resetRegion(edits) };
  }
}
