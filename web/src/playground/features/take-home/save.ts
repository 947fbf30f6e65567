// What leaves the page because somebody asked for it: files, and text in the clipboard.

import type { AppState, Playground } from '../../kit/playground.js';
import { channelName } from '../../network/columns.js';
import { elementsOf, enlargedLayout } from '../../network/enlarged.js';
import { exportName, npyBytes, planeCsv, valueCsv } from './take-home.js';
import { words } from './words-en.js';

/** Starts a download; the browser says so in its own way. */
export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Browsers refuse it without a secure page or a permission, which is then said. */
export async function copyText({ set }: Playground, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    set({ said: words.copied });
  } catch {
    set({ said: words.notCopied });
  }
}

/** Words for the caption and the name of a file, after the network's. */
export function titled({ state }: Playground, parts: readonly string[]): string[] {
  return [state.model?.info.title ?? words.network, ...parts];
}

/** Small maps are enlarged by whole pixels to at least this many per side. */
const SIDE = 480;
const STRIP = 34;

function captioned(canvas: HTMLCanvasElement, caption: string): HTMLCanvasElement {
  const times = Math.max(1, Math.floor(SIDE / Math.max(canvas.width, canvas.height)));
  const [width, height] = [canvas.width * times, canvas.height * times];
  const whole = document.createElement('canvas');
  whole.width = Math.max(width, 320);
  whole.height = height + STRIP;
  const context = whole.getContext('2d') as CanvasRenderingContext2D;
  const { backgroundColor, color, fontFamily } = getComputedStyle(
    canvas.closest('.card, dialog') ?? document.querySelector('.card') ?? document.body,
  );
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, whole.width, whole.height);
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, 0, 0, width, height);
  context.fillStyle = color;
  context.font = `13px ${fontFamily}`;
  context.textBaseline = 'middle';
  context.fillText(caption, 8, height + STRIP / 2, whole.width - 16);
  return whole;
}

/** parts: model, layer, channel: the caption and the name of the file. */
export async function savePicture(
  root: ParentNode,
  selector: string,
  parts: readonly string[],
): Promise<void> {
  const canvas = root.querySelector<HTMLCanvasElement>(selector);
  if (!canvas || canvas.width === 0 || canvas.height === 0) return;
  await saveCanvas(canvas, parts);
}

/** The strip of columns as one picture: every map where it stands, and the layers' names below. */
function stripCanvas(strip: HTMLElement): HTMLCanvasElement {
  const ratio = 2;
  const frame = strip.getBoundingClientRect();
  const whole = document.createElement('canvas');
  whole.width = Math.ceil(strip.scrollWidth * ratio);
  whole.height = Math.ceil(strip.scrollHeight * ratio);
  const context = whole.getContext('2d') as CanvasRenderingContext2D;
  const { color, fontFamily } = getComputedStyle(strip);
  context.imageSmoothingEnabled = false;
  context.scale(ratio, ratio);
  context.translate(strip.scrollLeft - frame.left, strip.scrollTop - frame.top);
  for (const canvas of strip.querySelectorAll<HTMLCanvasElement>('canvas[data-paint="column"]')) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    if (canvas.width > 0) context.drawImage(canvas, left, top, width, height);
  }
  context.fillStyle = color;
  context.font = `11px ${fontFamily}`;
  context.textBaseline = 'top';
  for (const text of strip.querySelectorAll(
    '.column-head > *, .column-facts > :not(ul), .amount-text, .amount-label',
  )) {
    const { left, top } = text.getBoundingClientRect();
    context.fillText(text.textContent?.trim() ?? '', left, top);
  }
  return whole;
}

export async function saveStrip(root: ParentNode, parts: readonly string[]): Promise<void> {
  const strip = root.querySelector<HTMLElement>('.strip');
  if (strip) await saveCanvas(stripCanvas(strip), parts);
}

async function saveCanvas(canvas: HTMLCanvasElement, parts: readonly string[]): Promise<void> {
  const whole = captioned(canvas, parts.join(', '));
  const blob = await new Promise<Blob | null>((then) => whole.toBlob(then, 'image/png'));
  if (blob) saveFile(exportName(parts, 'png'), blob);
}

/** Of the open layer. */
export function saveValue(state: AppState, what: 'channel' | 'npy' | 'csv'): void {
  const { open, model, snapshot } = state;
  const column = open && model?.columns[open.column];
  const value = column && snapshot?.values.get(column.value);
  if (!open || !model || !column || !value) return;
  const parts = [model.info.title, column.name];
  if (what === 'npy') {
    saveFile(exportName(parts, 'npy'), new Blob([npyBytes(value)]));
    return;
  }
  if (what === 'csv') {
    saveFile(exportName(parts, 'csv'), new Blob([valueCsv(value)], { type: 'text/csv' }));
    return;
  }
  const { height, width } = enlargedLayout(column);
  const offset = open.channel * elementsOf(column);
  const text = planeCsv(value.data, { offset, height, width });
  const name = exportName([...parts, channelName(column, open.channel)], 'csv');
  saveFile(name, new Blob([text], { type: 'text/csv' }));
}
