// Pasted text: an address of a picture or a model is fetched when the user agrees, a picture in writing is
// opened at once. Nothing else is looked at.

import type { Feature } from '../../kit/feature.js';
import type { AppState, Playground } from '../../kit/playground.js';
import { openFiles } from '../drop/index.js';
import { addressIn, pictureIn } from './pasted-text.js';
import { gestures, giveUp, type Link } from './state.js';
import { linkCard } from './view.js';
import './link.css';

/** Where a text that is pasted belongs to what is typed. */
const TEXT_FIELD =
  'textarea, [contenteditable], input:not([type="radio"], [type="checkbox"], [type="range"], [type="color"], [type="file"], [type="button"])';

function isTyped(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && target.closest(TEXT_FIELD) !== null;
}

function takeText(playground: Playground, text: string): boolean {
  const url = addressIn(text);
  if (url) playground.actions.pasteAddress(url);
  const picture = url ? undefined : pictureIn(text);
  if (picture) void openFiles([picture], playground);
  return url !== undefined || picture !== undefined;
}

/** The one that was brought into view. */
const told = new WeakMap<Playground, Link['url'] | undefined>();

/** Who opens something else has answered, unless it is on its way. */
const answered = ({ link }: AppState) =>
  link && link.stage !== 'fetching' ? { link: undefined } : {};

export const link: Feature = {
  name: 'link',
  gestures,
  on: { pictureWished: answered, modelReady: answered },
  views: { status: linkCard },
  start(playground) {
    const { root, wide } = playground;
    const over: EventTarget = wide ? window : root;
    const paste = (event: Event): void => {
      const { clipboardData } = event as ClipboardEvent;
      if (!clipboardData || clipboardData.files.length > 0 || isTyped(event)) return;
      if (takeText(playground, clipboardData.getData('text/plain'))) event.preventDefault();
    };
    over.addEventListener('paste', paste);
    return () => {
      over.removeEventListener('paste', paste);
      giveUp(playground);
    };
  },
  /** It stands above the network, and the page may be scrolled. */
  drawn(playground) {
    const { root, state } = playground;
    if (state.link?.url === told.get(playground)) return;
    told.set(playground, state.link?.url);
    const card = root.querySelector('[data-test="link"]');
    card?.scrollIntoView({ block: 'nearest' });
  },
};
