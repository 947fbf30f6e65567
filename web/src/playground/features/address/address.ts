// The page's address: what is shown, so that it can be copied. Never a picture, and nothing of a user's own model.

import type { AppState } from '../../kit/playground.js';
import { comparedWith } from '../compare/index.js';
import { labPlace } from '../lab/index.js';
import { slidePlace } from '../slide/index.js';
import { formatHash, type Link, parseBack, parseHash } from './hash.js';

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
  const { model, snapshot, ownShown } = state;
  const sample = snapshot?.picture.sample;
  const shared = sample === undefined ? {} : { sample };
  const inside = placeIn(state);
  const own = ownShown === undefined ? {} : { own: ownShown };
  const back = { ...(model?.id === undefined ? own : { model: model.id }), ...shared, ...inside };
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
  /**
   * Calls with what to show when somebody else has changed it; returns what ends that. isBack: it is what `write` was
   * given as back. `changed` returns false where that is on screen already.
   */
  follow?(changed: (to: string, isBack?: boolean) => boolean): () => void;
}

function isAboutSame(one: Link, two: Link): boolean {
  return one.model === two.model && one.sample === two.sample;
}

/**
 * Another network, another form of it, a layer that is opened: what Back undoes. It does not open one again. The tour as a
 * whole is one: it has a way back of its own.
 */
function isStep(from: Link, to: Link): boolean {
  if (from.model !== to.model || from.own !== to.own) return true;
  if (from.step !== undefined) return false;
  const isOpened = from.layer === undefined && to.layer !== undefined;
  return from.view !== to.view || isOpened || to.step !== undefined;
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
  /** Where a place within the network came to, which is not written yet. */
  let late: Place | undefined;
  /** Where it came back to what is written, nothing is late. */
  const settle = ({ hash, back }: Place): boolean => {
    const isShown = hash === bar.read() && back === here;
    if (isShown) late = undefined;
    return isShown;
  };
  const write = (): void => {
    clearTimeout(due);
    due = undefined;
    const place = now();
    if (!place || settle(place)) return;
    const { hash, back } = place;
    const isNext = here !== undefined && isStep(parseBack(here), parseBack(back));
    // Who leaves at once comes back to what there was last, and not to what it was a moment before.
    if (isNext && late) bar.write(late.hash, late.back, false);
    late = undefined;
    bar.write(hash, back, isNext);
    here = back;
  };
  return {
    follow() {
      const place = now();
      if (!place || settle(place)) return;
      const [from, to] = [parseBack(here ?? ''), parseBack(place.back)];
      const isSmall = isAboutSame(parseHash(place.hash), parseHash(bar.read()));
      if (isSmall && !isStep(from, to)) {
        late = place;
        due ??= setTimeout(write, REST_MS);
      } else write();
    },
    came(back) {
      here = back;
      late = undefined;
    },
    stop: () => clearTimeout(due),
  };
}
