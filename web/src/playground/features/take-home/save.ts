// Values and pictures that are saved. Fetched when the first of them is.

import type { AppState, Playground } from '../../kit/playground.js';
import type { TagLook } from '../../kit/tag.js';
import { channelName } from '../../network/columns.js';
import { elementsOf } from '../../network/enlarged.js';
import { currentVerdict } from '../answer/index.js';
import { shadesBetween } from '../legend/index.js';
import { saveFile, titled } from './leave.js';
import { exportName } from './names.js';
import type { Besides } from './sheet.js';
import { npyBytes, planeCsv, valueCsv } from './take-home.js';
import { words } from './words-en.js';

/** What the picture and the network's answer to it are. */
function aboutRun(state: AppState): string {
  const { snapshot } = state;
  if (!snapshot) return '';
  const name = snapshot.edited ? words.edited(snapshot.picture.name) : snapshot.picture.name;
  const answer = currentVerdict(state)?.headline;
  return answer === undefined ? words.picture(name) : words.pictureAndAnswer(name, answer);
}

function lookOf(element: Element): TagLook {
  const from = element.closest('.card, dialog') ?? document.querySelector('.card') ?? document.body;
  const { backgroundColor: surface, color: ink, fontFamily: font } = getComputedStyle(from);
  return { surface, ink, font };
}

/** A picture that leaves the page, and what it is called. */
export interface Taken {
  blob: Blob;
  names: readonly string[];
}

async function sheetOf(
  playground: Playground,
  canvas: HTMLCanvasElement,
  parts: readonly string[],
  { look, besides }: { look: TagLook; besides: Besides },
): Promise<Taken | undefined> {
  const { state } = playground;
  const names = titled(playground, parts);
  const ends = besides.scale?.ends ?? { isGrey: false, low: 0, high: 0 };
  // What only a saved picture needs comes when one is saved.
  const { drawnSheet } = await import('./sheet.js');
  const sheet = { ...besides, title: names.join(', '), line: aboutRun(state) };
  const whole = drawnSheet(canvas, sheet, look, shadesBetween(state, ends).map);
  const blob = await new Promise<Blob | null>((then) => whole.toBlob(then, 'image/png'));
  return blob ? { blob, names } : undefined;
}

/** parts: layer, channel: the title and the name of the file, after the network's. */
export async function pictureOf(
  playground: Playground,
  selector: string,
  parts: readonly string[],
  besides: Besides = {},
): Promise<Taken | undefined> {
  const canvas = playground.root.querySelector<HTMLCanvasElement>(selector);
  if (!canvas || canvas.width === 0 || canvas.height === 0) return undefined;
  return sheetOf(playground, canvas, parts, { look: lookOf(canvas), besides });
}

export async function stripOf(playground: Playground): Promise<Taken | undefined> {
  const strip = playground.root.querySelector<HTMLElement>('.strip');
  if (!strip) return undefined;
  const look = lookOf(strip);
  const { stripCanvas } = await import('./strip-picture.js');
  // Its columns say their scales themselves.
  const canvas = stripCanvas(strip, playground.state, look);
  return sheetOf(playground, canvas, [words.layers], { look, besides: {} });
}

export function saveTaken(taken: Taken | undefined): void {
  if (taken) saveFile(exportName([...taken.names], 'png'), taken.blob);
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
    const text = valueCsv(value, model.info.labels);
    saveFile(exportName(parts, 'csv'), new Blob([text], { type: 'text/csv' }));
    return;
  }
  const { height, width, flat } = column.layout;
  const offset = open.channel * elementsOf(column);
  const text = flat
    ? valueCsv(value, model.info.labels)
    : planeCsv(value.data, { offset, height, width });
  const name = exportName([...parts, channelName(column, open.channel)], 'csv');
  saveFile(name, new Blob([text], { type: 'text/csv' }));
}
