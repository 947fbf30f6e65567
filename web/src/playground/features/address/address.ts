// The page's address: what is shown, so that it can be copied, and what a link asks for. Never a picture,
// and nothing of a user's own model.

import type { AppState, Playground } from '../../kit/playground.js';
import { comparedWith } from '../compare/index.js';
import { labPlace } from '../lab/index.js';
import { followSlide, slidePlace } from '../slide/index.js';
import { formatHash, type Link, parseHash } from './hash.js';
import { words } from './words-en.js';

function layerOf({ open, cell, held, model }: AppState): Pick<Link, 'layer' | 'channel' | 'cell'> {
  const column = open && model?.columns[open.column];
  if (!open || !column) return {};
  return { layer: column.name, channel: open.channel, ...(cell && held ? { cell } : {}) };
}

/** The question of "why this class", where it is another than the usual one. */
function questionOf({ why }: AppState): Pick<Link, 'class' | 'against'> {
  const { index, against } = why;
  return {
    ...(index === undefined ? {} : { class: index }),
    ...(against === undefined ? {} : { against }),
  };
}

/** Where in a network one is: which form of it, which layer. */
function placeIn(state: AppState): Link {
  const { view, guide } = state;
  return {
    ...(view === 'network' ? {} : { view }),
    ...layerOf(state),
    ...slidePlace(state),
    ...(view === 'lab' ? labPlace(state) : {}),
    ...(view === 'why' ? questionOf(state) : {}),
    ...(view === 'compare' ? comparedWith(state) : {}),
    ...(guide === undefined ? {} : { step: guide }),
  };
}

/** What is shown. */
export interface Place {
  /** What may be copied: nothing of a model of the user. */
  hash: string;
  /** What Back needs, in the same form: also where one is in a model of the user. */
  back: string;
}

export function placeOf(state: AppState): Place {
  const { model, snapshot } = state;
  const sample = snapshot?.picture.sample;
  const shared = sample === undefined ? {} : { sample };
  const inside = placeIn(state);
  const back = { ...(model?.id === undefined ? {} : { model: model.id }), ...shared, ...inside };
  const hash = model?.id === undefined ? shared : back;
  return { hash: formatHash(hash), back: formatHash(back) };
}

const REST_MS = 350;

/** The browser's address after the page's path: '' or from '#' on. */
export interface AddressBar {
  read(): string;
  /**
   * back: what follow() is told when the user comes back here, in the form of an address. isStep: Back leads to
   * what was there before.
   */
  write(hash: string, back: string, isStep: boolean): void;
  /** Calls with what to show when somebody else has changed it; returns what ends that. */
  follow?(changed: (to: string) => void): () => void;
}

function isAboutSame(one: Link, two: Link): boolean {
  return one.model === two.model && one.sample === two.sample;
}

/** Another network, another form of it, a layer that is opened: what Back undoes. It does not open one again. */
function isStep(from: Link, to: Link): boolean {
  const isOpened = from.layer === undefined && to.layer !== undefined;
  return from.model !== to.model || from.view !== to.view || isOpened;
}

/**
 * follow() is called whenever what is shown may have changed; `now` gives its address, undefined while there is
 * none to write. Another model or sample is written at once, so that a reload finds it. A place within a
 * network changes with every key, and browsers allow few changes: where it came to is written a moment later.
 */
export function createAddressWriter(
  now: () => Place | undefined,
  bar: AddressBar,
): { follow(): void; came(back: string): void; stop(): void } {
  let due: ReturnType<typeof setTimeout> | undefined;
  /** What Back would lead to from the next step; undefined before anything was shown. */
  let here: string | undefined;
  const isShown = ({ hash, back }: Place): boolean => hash === bar.read() && back === here;
  const write = (): void => {
    clearTimeout(due);
    due = undefined;
    const place = now();
    if (!place || isShown(place)) return;
    const { hash, back } = place;
    bar.write(hash, back, here !== undefined && isStep(parseHash(here), parseHash(back)));
    here = back;
  };
  return {
    follow() {
      const place = now();
      if (!place || isShown(place)) return;
      const [from, to] = [parseHash(here ?? ''), parseHash(place.back)];
      const isSmall = isAboutSame(parseHash(place.hash), parseHash(bar.read()));
      if (isSmall && !isStep(from, to)) due ??= setTimeout(write, REST_MS);
      else write();
    },
    came(back) {
      here = back;
    },
    stop: () => clearTimeout(due),
  };
}

const MOST = 24;

/** As many names as one reads. */
export function listed(names: readonly string[]): string {
  const left = names.length - MOST;
  return [...names.slice(0, MOST), ...(left > 0 ? [words.more(left)] : [])].join(', ');
}

/** Asks what the link does. Returns sentences about classes that the network does not have. */
function askWhy({ state, actions }: Playground, link: Link): string[] {
  const { length = 0 } = state.snapshot?.scores?.probabilities ?? {};
  const asked = [link.class, link.against].filter((index) => index !== undefined);
  const unknown = asked.filter((index) => index >= length);
  const known = (index: number | undefined) =>
    index !== undefined && index < length ? index : undefined;
  // Where it names none, it asks of the answer, whatever was asked before.
  const against = link.against === link.class ? undefined : known(link.against);
  if (link.view === 'why' || asked.length > 0)
    actions.changeWhy({ index: known(link.class), against });
  return unknown.map((index) => words.noClass(index, length));
}

/**
 * What of a link is about the network itself; it can be shown once there is a run. Returns sentences about what
 * it names and the network does not have.
 */
export function followLink(playground: Playground, link: Link): string[] {
  const { actions, features } = playground;
  const { model, view: before, guide } = playground.state;
  const { view = 'network' } = link;
  const isView = view === 'network' || features.some(({ tab }) => tab?.id === view);
  const hasLayer = (layer: string) => model?.columns.some(({ name }) => name === layer) ?? false;
  const noLayer = (layer: string) =>
    words.noLayer(
      layer,
      model?.info.title ?? '',
      listed(model?.columns.map(({ name }) => name) ?? []),
    );
  const views = ['network', ...features.flatMap(({ tab }) => tab?.id ?? [])];
  const wrong = isView ? [] : [words.noView(view, listed(views))];
  if (link.from !== undefined && !hasLayer(link.from)) wrong.push(noLayer(link.from));
  if (isView && view !== before) actions.showView(view);
  if (link.lab) actions.followLab(link.lab, link.from);
  wrong.push(...askWhy(playground, link));
  actions.compareNamed(link.with);
  if (link.step !== undefined) {
    actions.goToStep(link.step);
    return wrong;
  }
  if (guide !== undefined) playground.set({ guide: undefined });
  if (link.layer === undefined) {
    actions.close();
    return wrong;
  }
  const column = model?.columns.find(({ name }) => name === link.layer);
  if (!column) return [...wrong, noLayer(link.layer)];
  const { channels, height, width, flat } = column.layout;
  const { channel = 0 } = link;
  // A vector is one map: its "channels" are cells.
  const cell = link.cell ?? (flat && channel > 0 ? { y: 0, x: channel } : undefined);
  const isInside = cell && (flat || (cell.y < height && cell.x < width));
  const isChannel = flat || channel < channels;
  if (!isChannel) wrong.push(words.noChannel(channel, column.name, channels));
  if (cell && !isInside)
    wrong.push(words.noCell(`${cell.y},${cell.x}`, column.name, height, width));
  const at = { column: column.index, channel: flat || !isChannel ? 0 : channel };
  actions.open(at, isInside ? cell : undefined);
  followSlide(playground, link);
  return wrong;
}
