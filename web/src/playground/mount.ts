// One playground in one element: any number of them on a page, each with its own state and engine.

import './kit/tokens.css';
import './kit/base.css';
import './kit/controls.css';
import './kit/field.css';
import { html, noChange, nothing, render, type TemplateResult } from 'lit/html.js';
import type { ModuleName } from '../client/index.js';
import type { AddressBar, FirstWish } from './features/address/index.js';
import type { LanguageChoice } from './features/language/index.js';
import { features as all } from './features.js';
import { type Feature, type Place, placesOf } from './kit/feature.js';
import { type Painter, paint } from './kit/paint.js';
import type { Playground } from './kit/playground.js';
import { prefixFor, scopeIds } from './kit/scope-ids.js';
import type { Shown } from './kit/shown.js';
import { createPlayground } from './kit/store.js';
import { inTask } from './kit/task.js';
import type { Surroundings, ThemeChoice } from './kit/theme.js';
import { startFetching } from './rests.js';
import { createController } from './run/controller.js';
import { networkLoader } from './run/engine.js';
import { type DecodedPicture, type PictureReader, pictureReader } from './run/pictures.js';
import type { Ports } from './run/ports.js';
import { errorData } from './run/refusal.js';
import { type Site, siteAt } from './run/site.js';
import type { LoadedModel } from './run/state.js';

export interface MountOptions {
  /** Where engine/ and models/ are; by default beside the document. */
  base?: string | URL;
  /** Says what is shown, and opens what it names; by default nothing does. */
  address?: AddressBar;
  /** True: files that are dropped or pasted anywhere on the page are for it; by default on it alone. */
  wide?: boolean;
  /** By default what was chosen last, else what the system asks for. */
  theme?: ThemeChoice;
  /** Languages to choose from; by default none is offered. */
  languages?: LanguageChoice;
  /** Address of the documentation; by default no link leads there. */
  docs?: string;
  /** Names of features to leave out. */
  without?: readonly string[];
  /** How much of it is shown; by default all. */
  shown?: Shown;
  /** Where files are that are not at the usual places below the base. */
  site?: Site;
  /** Opens networks; by default each in a session of its own. */
  load?: Ports<File, DecodedPicture>['load'];
  /** Decodes pictures; by default each playground keeps its own. */
  pictures?: PictureReader;
  /** What is opened at first where the address names nothing. */
  first?: FirstWish;
  /** The light or dark around it; by default what the system asks for. */
  surroundings?: Surroundings;
  /** Told after every drawing, with the id of the run that is then on screen. */
  onDrawn?: (run: number | undefined) => void;
  /** Told which of the engine's modules was started. */
  onEngine?: (module: ModuleName) => void;
}

export interface Mounted {
  readonly playground: Playground;
  /** Nobody can see it, or somebody can again. */
  rest(isResting: boolean): void;
  /** Draws and paints all of it before this returns. */
  drawNow(): void;
  /** Takes away everything: elements, listeners, timers, the engine. */
  dispose(): void;
}

/** In the order in which they are drawn one by one; the last one covers the others, and needs them. */
const PLACES: readonly Place[] = ['top', 'front', 'choose', 'status', 'main', 'end', 'over'];

/** fresh: the places that are drawn; others stay as they are. isSeen: false until there is something in all of them. */
function layout(playground: Playground, fresh: readonly Place[], isSeen: boolean): TemplateResult {
  const all = placesOf(playground);
  const places = { at: (place: Place) => (fresh.includes(place) ? all.at(place) : noChange) };
  const { state } = playground;
  // A form of its own: radio buttons of the same name in another playground are then another group.
  return html`<form class="shell" novalidate ?hidden=${!isSeen} @submit=${(event: Event) => event.preventDefault()}>
    <div class="frame">${state.shown.view === 'full' ? page(places) : widget(state.shown, places)}</div>
    ${places.at('over')}
  </form>`;
}

/** What is drawn of them now. */
interface Drawn {
  at(place: Place): unknown;
}

function page(places: Drawn): TemplateResult {
  return html`${places.at('top')}
    <main class="page">
      <div class="rail">
        <div class="card front">${places.at('front')}</div>
        <div class="card choose">${places.at('choose')}</div>
      </div>
      <div class="stage">
        ${places.at('status')} ${places.at('main')}
      </div>
      <div class="end">${places.at('end')}</div>
    </main>`;
}

/** In a page of somebody else: no more than what was asked for. */
function widget({ view, parts }: Shown, places: Drawn): TemplateResult {
  return html`<div class="page is-widget">
    ${parts.has('picture') ? html`<div class="card front">${places.at('front')}</div>` : nothing}
    ${parts.has('samples') ? html`<div class="card choose">${places.at('choose')}</div>` : nothing}
    <div class="stage">${places.at('status')} ${view === 'predict' ? nothing : places.at('main')}</div>
  </div>`;
}

/** Parts of one playground of several are no landmarks of the page that they stand in. */
function demote(root: HTMLElement): void {
  for (const section of root.querySelectorAll('section:not([role])'))
    section.setAttribute('role', 'group');
}

interface Drawing {
  end(): void;
  /** In the next frame. */
  again(): void;
  rest(isResting: boolean): void;
  now(): void;
}

/**
 * Draws as the state changes: once a frame, and all of it at once. The page at its beginning, another network and its
 * first run are drawn place by place, in a task for each: all that is new then would stop a slow machine for half a second.
 */
function startDrawing(playground: Playground, onDrawn: MountOptions['onDrawn']): Drawing {
  const { root, features } = playground;
  const prefix = prefixFor(root);
  root.classList.add('playground');
  // What stood there until now, such as the page's first lines: it stays until there is more to see.
  const before = [...root.childNodes];
  let isSeen = false;
  /** Takes back the task for the next of the places that are drawn one by one. */
  let cancelNext: (() => void) | undefined;
  let scheduled: number | undefined;
  /** Whether the frame that is scheduled is for another state, or another width. */
  let isStale = true;
  /** The network and the run on screen. */
  let model: LoadedModel | undefined;
  let drawn: number | undefined;

  /** Templates and canvases change together, from one state. patience: for new canvases, in milliseconds. */
  function draw(patience?: number): void {
    cancelNext?.();
    cancelNext = undefined;
    isStale = false;
    isSeen = true;
    render(layout(playground, PLACES, isSeen), root);
    finish(patience);
  }

  function drawByPlaces(): void {
    if (cancelNext) return;
    isStale = false;
    const start = playground.state;
    const left = [...PLACES];
    const drawPlace = (): void => {
      cancelNext = undefined;
      const place = left.shift();
      if (!place) {
        end();
        return;
      }
      // One that fails is not to hold up the others.
      cancelNext = inTask(drawPlace);
      render(layout(playground, [place], isSeen), root);
    };
    const end = (): void => {
      const { state } = playground;
      // Places of two networks: canvases would be painted for the wrong one.
      if (state.model !== start.model) drawByPlaces();
      // And of two runs: but its templates are there, so that little of it is new.
      else if (state.snapshot !== start.snapshot) draw();
      else {
        show();
        if (isStale) schedule();
      }
    };
    cancelNext = inTask(drawPlace);
  }

  /** What was drawn place by place. */
  function show(): void {
    if (!isSeen) {
      isSeen = true;
      render(layout(playground, [], isSeen), root);
    }
    finish();
  }

  /** What comes after templates. */
  function finish(patience?: number): void {
    for (const node of before.splice(0)) node.remove();
    ({ model } = playground.state);
    drawn = playground.state.snapshot?.id;
    if (scheduled !== undefined) cancelAnimationFrame(scheduled);
    scheduled = undefined;
    scopeIds(root, prefix);
    if (playground.surroundings) demote(root);
    for (const feature of features) feature.rendered?.(playground);
    paintWhile(patience);
    for (const feature of features) feature.drawn?.(playground);
    onDrawn?.(drawn);
  }

  /** What new canvases there was no time for is painted in the next frame. */
  function paintWhile(patience?: number): void {
    if (playground.state.isAtRest) return;
    const painters: Record<string, Painter> = Object.assign(
      {},
      ...features.map((feature) => feature.painters),
    );
    if (!paint(root, playground.state, painters, patience))
      scheduled = requestAnimationFrame(drawMore);
  }

  function drawMore(): void {
    scheduled = undefined;
    if (cancelNext) return;
    if (!isStale) paintWhile();
    else if (isMuch()) drawByPlaces();
    else draw();
  }

  /** Everything is new: the page, the network, or its first run. */
  function isMuch(): boolean {
    const { state } = playground;
    return !isSeen || (state.snapshot ? drawn === undefined : state.model !== model);
  }

  const schedule = (): void => {
    isStale = true;
    // While places are drawn one by one the last of them asks for more.
    if (!cancelNext) scheduled ??= requestAnimationFrame(drawMore);
  };
  const unsubscribe = playground.subscribe(() => {
    const { snapshot } = playground.state;
    // A run that waits for the next frame to be drawn is seen one frame later.
    if (!snapshot || snapshot.id === drawn || cancelNext) schedule();
    else if (isMuch()) drawByPlaces();
    else draw();
  });
  // Galleries are as wide as there is room; what is drawn changes its height alone.
  let width = root.clientWidth;
  const size = new ResizeObserver(() => {
    if (root.clientWidth !== width) schedule();
    width = root.clientWidth;
  });
  size.observe(root);
  drawByPlaces();
  return {
    again: schedule,
    rest(isResting) {
      playground.set({ isAtRest: isResting });
      if (!isResting && isSeen) draw();
    },
    now: () => draw(Number.POSITIVE_INFINITY),
    end() {
      cancelNext?.();
      unsubscribe();
      size.disconnect();
      if (scheduled !== undefined) cancelAnimationFrame(scheduled);
      render(html``, root);
      root.classList.remove('playground');
    },
  };
}

/** What others know of it stays; nothing of it is seen, and it does nothing by itself. */
function unseen({ name, state = {}, gestures = {}, on = {}, rest }: Feature): Feature {
  const silent = Object.fromEntries((rest?.gestures ?? []).map((name) => [name, () => {}]));
  return { name, state, gestures: { ...silent, ...gestures }, on };
}

/** root: an element of the page or of a shadow root; its content becomes the playground's. */
export function mountPlayground(root: HTMLElement, options: MountOptions = {}): Mounted {
  const { base = document.baseURI, wide = false, without = [], address, first, onEngine } = options;
  const features = all.map((feature) =>
    without.includes(feature.name) ? unseen(feature) : feature,
  );
  const site = { ...(options.site ?? siteAt(base)), ...(onEngine ? { onEngine } : {}) };
  const { load = networkLoader(site), pictures = pictureReader(site.samples) } = options;
  const playground = createPlayground(features, root, (playground) => ({
    wide,
    site,
    address,
    first,
    surroundings: options.surroundings,
    controller: createController(playground, {
      ports: { load, ...pictures, errorData },
      editsOf: () => playground.state.editor.edits,
    }),
  }));
  if (options.shown) playground.set({ shown: options.shown });
  if (options.theme) playground.set({ theme: options.theme });
  if (options.languages) playground.set({ languages: options.languages });
  if (options.docs) playground.set({ docs: options.docs });
  const drawing = startDrawing(playground, options.onDrawn);
  const ends = [
    drawing.end,
    startFetching(playground, features, drawing.again),
    ...features.flatMap(({ start }) => start?.(playground) ?? []),
    () => playground.controller.dispose(),
  ];
  return {
    playground,
    rest: drawing.rest,
    drawNow: drawing.now,
    dispose() {
      for (const end of ends.splice(0).reverse()) end();
    },
  };
}
