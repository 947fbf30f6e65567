// On paper nobody can scroll: all of the map is drawn, as wide as a page, in pieces that no page has to cut.

import { lastOf } from '../../kit/last-of.js';
import { flatten, PAPER } from '../../kit/paper.js';
import type { AppState, Playground } from '../../kit/playground.js';
import { resolvedColours } from '../../kit/resolved-colours.js';
import { isMapped } from './is-mapped.js';
import type { MapColours, Pen } from './map-draw.js';
import { type MapLayout, mapLayout } from './map-layout.js';
import { structureShown, toggledIn } from './map-view.js';
import { drawScene } from './scene.js';
import { words } from './words-en.js';

/** Pieces are at least so high, px: small ones fill a page well, and there are not too many. */
const PIECE = 160;

/** Pixels of all pieces together: the deepest networks are drawn less sharp, and not at the cost of all memory. */
const MOST = 24e6;

/** Upper ends of the pieces: between boxes, and never behind a heading. */
export function cutsOf({ items, height }: MapLayout): number[] {
  const boxes = [...items].sort((a, b) => a.y - b.y);
  const cuts = [0];
  let end = 0;
  let isHeading = true;
  for (const { y, height: own, kind } of boxes) {
    const isGap = y > end && !isHeading;
    if (isGap && y - (cuts.at(-1) ?? 0) >= PIECE) cuts.push((end + y) / 2);
    isHeading = y + own >= end ? kind === 'stage' || kind === 'head' : isHeading;
    end = Math.max(end, y + own);
  }
  return [...cuts, height];
}

const lastLayout = lastOf<MapLayout>();

function layoutOnPaper(state: AppState): MapLayout | undefined {
  const structure = structureShown(state);
  const { model } = state;
  if (!structure || !model) return undefined;
  const toggled = toggledIn(state);
  return lastLayout(structure, [toggled], () =>
    mapLayout(structure, model.columns, { width: PAPER, toggled }),
  );
}

/** True where some boxes have no values: those that were never on screen. */
function lacksMaps({ model, snapshot }: AppState, { items }: MapLayout): boolean {
  return items.some(({ column, kind }) => {
    const shown = model?.columns[column ?? -1];
    const hasMaps = shown && !shown.layout.flat && (kind === 'layer' || kind === 'block');
    return hasMaps && snapshot && !snapshot.values.has(shown.value);
  });
}

function pieceOf(
  state: AppState,
  layout: MapLayout,
  sheet: HTMLElement,
  { from, to, ratio, look }: { from: number; to: number; ratio: number; look: MapColours },
): void {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(PAPER * ratio);
  canvas.height = Math.round((to - from) * ratio);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  sheet.append(canvas);
  if (!context) return;
  context.fillStyle = look.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const part = { ratio, scroll: from, height: to - from };
  drawScene({ state, pen: context as unknown as Pen, look, ...part }, layout);
  flatten(canvas, context);
}

/** The element's colours, as they are in the light. */
function lightColours(root: HTMLElement): MapColours {
  const { theme } = root.dataset;
  root.dataset.theme = 'light';
  const look = resolvedColours(root, 'paper');
  if (theme === undefined) delete root.dataset.theme;
  else root.dataset.theme = theme;
  return look;
}

/** Lays the map out for paper, which is light. */
export function layOut({ root, state }: Playground): void {
  const sheet = root.querySelector<HTMLElement>('.map-print');
  const layout = isMapped(state) ? layoutOnPaper(state) : undefined;
  if (!sheet || !layout) return;
  // Some browsers prepare twice.
  sheet.replaceChildren();
  const light: AppState = { ...state, theme: 'light' };
  const ratio = Math.min(2, Math.sqrt(MOST / (PAPER * layout.height)));
  const look = lightColours(root);
  const cuts = cutsOf(layout);
  for (const [at, to] of cuts.slice(1).entries())
    pieceOf(light, layout, sheet, { from: cuts[at] as number, to, ratio, look });
  if (!lacksMaps(state, layout)) return;
  const note = document.createElement('p');
  note.className = 'note';
  note.textContent = words.notRead;
  sheet.append(note);
}

/** Its canvases take memory that nobody needs on screen. */
export function putAway({ root }: Playground): void {
  root.querySelector('.map-print')?.replaceChildren();
}
