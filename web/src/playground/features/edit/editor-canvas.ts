// The picture as it is edited: strokes, box, the part that is fed, and the tool's outline.

import {
  type Colour,
  type Edits,
  type Frame,
  fedBox,
  type Occluder,
  type Stroke,
} from '../../run/edits/edits.js';
import { drawPicture } from '../../run/picture-canvas.js';
import { cursorOf, type EditorState } from './editor.js';

type Context = CanvasRenderingContext2D;

export function cssColour([red, green, blue]: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}

function drawStroke(context: Context, preview: ImageBitmap, stroke: Stroke): void {
  const { width, height } = context.canvas;
  const pattern = stroke.tool === 'erase' ? context.createPattern(preview, 'no-repeat') : null;
  // The canvas has the preview's size, so the pattern lies where the picture does.
  context.strokeStyle = pattern ?? cssColour(stroke.colour);
  context.lineWidth = 2 * stroke.radius * Math.min(width, height);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  // A dot is a line of no length: round caps make it a disc.
  for (const [x, y] of [stroke.points[0] ?? [0, 0], ...stroke.points]) {
    context.lineTo(x * width, y * height);
  }
  context.stroke();
}

function squareOf({ at: [x, y], size }: Occluder, { width, height }: HTMLCanvasElement) {
  const side = size * Math.min(width, height);
  return [x * width - side / 2, y * height - side / 2, side, side] as const;
}

/** White on a dark rim: seen on any picture. */
function outlined(context: Context, trace: (context: Context) => void, dash: number[] = []): void {
  const line = Math.max(1, Math.max(context.canvas.width, context.canvas.height) / 320);
  context.beginPath();
  trace(context);
  context.lineWidth = 3 * line;
  context.strokeStyle = 'rgb(0 0 0 / 60%)';
  context.stroke();
  context.setLineDash(dash.map((length) => length * line));
  context.lineWidth = line;
  context.strokeStyle = '#fff';
  context.stroke();
  context.setLineDash([]);
}

function drawTool(context: Context, editor: EditorState, frame: Frame): void {
  const { canvas } = context;
  const { tool, edits, radius } = editor;
  if (tool === 'occluder' && edits.occluder) {
    const square = squareOf(edits.occluder, canvas);
    outlined(context, (path) => path.rect(...square), [4, 3]);
  }
  if (tool !== 'brush' && tool !== 'erase') return;
  const [x, y] = cursorOf(editor, frame);
  const size = radius * Math.min(canvas.width, canvas.height);
  outlined(
    context,
    (path) => path.arc(x * canvas.width, y * canvas.height, size, 0, 2 * Math.PI),
    tool === 'erase' ? [3, 3] : [],
  );
}

/** Where the picture is transparent the engine sees white, so strokes lie on that. */
export function drawEdits(context: Context, preview: ImageBitmap, edits: Edits): void {
  for (const stroke of edits.strokes) drawStroke(context, preview, stroke);
  const { occluder } = edits;
  if (!occluder) return;
  context.fillStyle = cssColour(occluder.colour);
  context.fillRect(...squareOf(occluder, context.canvas));
}

/** The canvas has to have the preview's size. */
export function drawEditor(
  context: Context,
  preview: ImageBitmap,
  editor: EditorState,
  frame: Frame,
): void {
  const box = fedBox(editor.edits, frame);
  drawPicture(context, preview, frame.picture, box, () =>
    drawEdits(context, preview, editor.edits),
  );
  drawTool(context, editor, frame);
}

const serials = new WeakMap<Edits, number>();
let serial = 0;

/** Changes where drawEditor would draw something else on the same picture with the same crop. */
export function editorKey({ edits, tool, radius, cursor }: EditorState): string {
  const known = serials.get(edits) ?? ++serial;
  serials.set(edits, known);
  return `${known} ${tool} ${radius} ${cursor}`;
}
