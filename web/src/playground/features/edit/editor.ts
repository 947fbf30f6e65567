// The picture editor: what the pointer or a key does next with the tool in hand.

import {
  type Colour,
  type Frame,
  isEdited,
  moved,
  moveRegion,
  NO_EDITS,
  type Point,
  removeOccluder,
  resetRegion,
  scaleRegion,
  undo,
  zoomOf,
} from '../../run/edits/edits.js';
import {
  cursorOf,
  type EditorState,
  type EditTool,
  move,
  start,
  withBox,
  withColour,
  withSize,
  withTool,
} from './editor-tools.js';

export {
  cursorOf,
  EDIT_TOOLS,
  type EditorState,
  type EditTool,
  GREY,
  initialEditor,
  SIZES,
} from './editor-tools.js';

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
