import { describe, expect, test } from 'vitest';
import {
  cursorOf,
  type EditorEvent,
  type EditorState,
  type EditTool,
  editorStep,
  initialEditor,
} from '../../../../../web/src/playground/features/edit/editor.js';
import { describeEditor } from '../../../../../web/src/playground/features/edit/editor-text.js';
import { type Frame, fedBox, NO_EDITS } from '../../../../../web/src/playground/run/edits/edits.js';
import { tinyInfo } from '../../../support/app.js';

/** 64 of 80: the middle 80 x 80 pixels of 200 x 100. */
const frame: Frame = {
  picture: { width: 200, height: 100 },
  preprocess: { ...tinyInfo().preprocess, resize: 80 },
};

const doing = (editor: EditorState, ...events: EditorEvent[]) =>
  events.reduce((state, event) => editorStep(state, event, frame), editor);
const withTool = (tool: EditTool) => doing(initialEditor, { type: 'tool', tool });
const key = (name: string, shift = false): EditorEvent => ({
  type: 'key',
  key: name,
  shift,
  command: false,
});

describe('with a pointer', () => {
  test('a stroke has the tool, colour and size in hand, and ends', () => {
    const painted = doing(
      withTool('brush'),
      { type: 'colour', colour: [9, 8, 7] },
      { type: 'size', size: 0.1 },
      { type: 'start', at: [0.2, 0.2] },
      { type: 'move', at: [0.3, 0.4] },
      { type: 'end' },
      { type: 'move', at: [0.9, 0.9] },
    );
    expect(painted.edits.strokes).toEqual([
      {
        tool: 'brush',
        colour: [9, 8, 7],
        radius: 0.1,
        points: [
          [0.2, 0.2],
          [0.3, 0.4],
        ],
      },
    ]);
    expect(painted.cursor).toEqual([0.9, 0.9]);
    const erased = doing(painted, { type: 'tool', tool: 'erase' }, { type: 'start', at: [0, 0] });
    expect(erased.edits.strokes.map(({ tool }) => tool)).toEqual(['brush', 'erase']);
  });

  test('dragging moves the crop by as much as the pointer moves', () => {
    const dragged = doing(
      withTool('crop'),
      { type: 'start', at: [0.5, 0.5] },
      { type: 'move', at: [0.6, 0.45] },
      { type: 'move', at: [0.7, 0.55] },
      { type: 'end' },
    );
    expect(fedBox(dragged.edits, frame)).toEqual({
      x: expect.closeTo(100, 9),
      y: expect.closeTo(15, 9),
      width: expect.closeTo(80, 9),
      height: expect.closeTo(80, 9),
    });
    const hovered = doing(withTool('crop'), { type: 'move', at: [0.6, 0.45] });
    expect(hovered.edits).toBe(NO_EDITS);
  });

  test('the box comes to the middle of the crop, then under the pointer while that is down', () => {
    const boxed = withTool('occluder');
    expect(boxed.edits.occluder).toEqual({ at: [0.5, 0.5], size: 0.25, colour: [127, 127, 127] });
    const dragged = doing(
      boxed,
      { type: 'move', at: [0.1, 0.1] },
      { type: 'start', at: [0.2, 0.2] },
      { type: 'move', at: [0.3, 0.4] },
      { type: 'end' },
      { type: 'move', at: [0.9, 0.9] },
      { type: 'size', size: 0.5 },
      { type: 'colour', colour: [1, 2, 3] },
    );
    expect(dragged.edits.occluder).toEqual({ at: [0.3, 0.4], size: 0.5, colour: [1, 2, 3] });
    // It stays in its place, and as it is, when another tool is taken.
    const later = doing(
      dragged,
      { type: 'tool', tool: 'brush' },
      { type: 'colour', colour: [5, 5, 5] },
    );
    expect(later.edits.occluder).toEqual(dragged.edits.occluder);
    expect(doing(later, { type: 'remove-box' }).edits.occluder).toBeUndefined();
  });

  test('sizes have ends', () => {
    expect(doing(withTool('brush'), { type: 'size', size: 9 }).radius).toBe(0.25);
    expect(doing(withTool('brush'), { type: 'size', size: 0 }).radius).toBe(0.01);
    expect(doing(withTool('occluder'), { type: 'size', size: 9 }).edits.occluder?.size).toBe(0.8);
  });
});

describe('with keys', () => {
  test('arrows move the brush by 2% of the shorter side, with Shift by 10%', () => {
    const brush = withTool('brush');
    expect(cursorOf(brush, frame)).toEqual([0.5, 0.5]);
    const once = doing(brush, key('ArrowRight'));
    expect(once.cursor).toEqual([0.51, 0.5]);
    expect(once.edits.strokes).toEqual([]);
    const far = doing(brush, key('ArrowUp', true)).cursor;
    expect(far).toEqual([0.5, 0.4]);
  });

  test.each([' ', 'Enter'])('%j puts the brush down, and lifts it', (press) => {
    const painted = doing(
      withTool('brush'),
      key(press),
      key('ArrowDown'),
      key(press),
      key('ArrowDown'),
    );
    expect(painted.edits.strokes.map(({ points }) => points)).toEqual([
      [
        [0.5, 0.5],
        [0.5, 0.52],
      ],
    ]);
    expect(painted.down).toBe(false);
    expect(doing(withTool('erase'), key(press)).edits.strokes[0]?.tool).toBe('erase');
  });

  test('Escape lifts the brush, and is left to the page where it is up', () => {
    const down = doing(withTool('brush'), key(' '));
    expect(doing(down, key('Escape')).down).toBe(false);
    const up = withTool('brush');
    expect(doing(up, key('Escape'))).toBe(up);
    expect(doing(up, key('Tab'))).toBe(up);
  });

  test('a brush put down by a key stays down when a pointer elsewhere is lifted', () => {
    const down = doing(withTool('brush'), key(' '));
    expect(doing(down, { type: 'end' })).toBe(down);
  });

  test('nor does it paint where a pointer passes', () => {
    const passed = doing(withTool('brush'), key(' '), { type: 'move', at: [0.9, 0.9] });
    expect(passed.edits.strokes[0]?.points).toEqual([[0.5, 0.5]]);
    expect(passed.down).toBe(false);
    expect(passed.cursor).toEqual([0.9, 0.9]);
  });

  test('a key while a pointer paints leaves nothing that goes on painting', () => {
    const lifted = doing(
      withTool('brush'),
      { type: 'start', at: [0.2, 0.2] },
      key('+'),
      { type: 'end' },
      { type: 'move', at: [0.9, 0.9] },
    );
    expect(lifted.edits.strokes[0]?.points).toEqual([[0.2, 0.2]]);
    expect(lifted.down).toBe(false);
  });

  test('arrows move the box and the crop, plus and minus size them', () => {
    const box = doing(withTool('occluder'), key('ArrowLeft', true), key('+'));
    expect(box.edits.occluder?.at).toEqual([0.45, 0.5]);
    expect(box.edits.occluder?.size).toBeCloseTo(0.3, 9);
    expect(doing(box, key('Delete')).edits.occluder).toBeUndefined();
    const crop = doing(withTool('crop'), key('ArrowLeft'));
    expect(fedBox(crop.edits, frame).x).toBeCloseTo(58, 9);
    // A fifth more zoom than 1.25: 100 / 1.5 pixels.
    expect(fedBox(doing(withTool('crop'), key('+')).edits, frame).width).toBeCloseTo(100 / 1.5, 9);
    expect(doing(withTool('brush'), key('-')).radius).toBeCloseTo(0.05, 9);
  });

  test('Control and Z undoes the last stroke; other combinations are the browser’s', () => {
    const painted = doing(withTool('brush'), key(' '), key(' '));
    const command = (name: string): EditorEvent => ({
      type: 'key',
      key: name,
      shift: false,
      command: true,
    });
    expect(doing(painted, command('z')).edits.strokes).toEqual([]);
    expect(doing(painted, command('c'))).toBe(painted);
    expect(doing(painted, command('+'))).toBe(painted);
  });
});

describe('the whole', () => {
  test('Back to the picture undoes everything, the tools stay in hand', () => {
    const edited = doing(
      withTool('occluder'),
      { type: 'tool', tool: 'brush' },
      { type: 'start', at: [0, 0] },
      { type: 'end' },
      { type: 'zoom', zoom: 3 },
    );
    const cleared = doing(edited, { type: 'clear' });
    expect(cleared.edits).toBe(NO_EDITS);
    expect(cleared.tool).toBe('brush');
    expect(doing(edited, { type: 'picture' }).edits).toBe(NO_EDITS);
    expect(doing(cleared, { type: 'picture' })).toBe(cleared);
    expect(doing(edited, { type: 'undo' }).edits.strokes).toEqual([]);
    expect(doing(edited, { type: 'reset-crop' }).edits.region).toBeUndefined();
  });

  test('is told in words', () => {
    expect(describeEditor(withTool('crop'), frame)).toBe(
      'The network gets the framed 80 × 80 pixels of the picture. The frame begins 30% from the left and 10% from the top.',
    );
    expect(describeEditor(doing(withTool('brush'), key(' '), key('ArrowDown')), frame)).toBe(
      'The brush is painting at 50% across and 52% down.',
    );
    expect(describeEditor(withTool('occluder'), frame)).toBe(
      'The box is at 50% across and 50% down.',
    );
  });

  test('only keys have their place told', () => {
    const brush = withTool('brush');
    expect(doing(brush, key('ArrowDown')).byKey).toBe(true);
    expect(doing(brush, key('ArrowDown'), { type: 'move', at: [0, 0] }).byKey).toBe(false);
  });
});
