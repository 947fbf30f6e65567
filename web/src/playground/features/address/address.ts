// The page's address: what is shown, so that it can be copied, and what a link asks for. Never a picture,
// and nothing of a user's own model.

import type { AppState, Playground } from '../../kit/playground.js';
import { formatLab, parseLab } from '../lab/index.js';
import { formatHash, type Link, parseHash } from './hash.js';

function layerOf({ open, cell, held, model }: AppState): Pick<Link, 'layer' | 'channel' | 'cell'> {
  const column = open && model?.columns[open.column];
  if (!open || !column) return {};
  return { layer: column.name, channel: open.channel, ...(cell && held ? { cell } : {}) };
}

/** '' for a model of the user. */
export function addressOf(state: AppState): string {
  const { model, snapshot, view, lab, guide } = state;
  const sample = snapshot?.picture.sample;
  const shared = sample === undefined ? {} : { sample };
  if (model?.id === undefined) return formatHash(shared);
  const settings = view === 'lab' ? formatLab(lab.settings) : undefined;
  return formatHash({
    model: model.id,
    ...shared,
    ...(view === 'network' ? {} : { view }),
    ...layerOf(state),
    ...(settings === undefined ? {} : { lab: settings }),
    ...(guide === undefined ? {} : { step: guide }),
  });
}

const REST_MS = 350;

/** The browser's address after the page's path: '' or from '#' on. */
export interface AddressBar {
  read(): string;
  write(hash: string): void;
  /** Calls when somebody else has changed it; returns what ends that. */
  follow?(changed: () => void): () => void;
}

function isAboutSame(hash: string, other: string): boolean {
  const [one, two] = [parseHash(hash), parseHash(other)];
  return one.model === two.model && one.sample === two.sample;
}

/**
 * follow() is called whenever what is shown may have changed; `now` gives its address, undefined while there is
 * none to write. Another model or sample is written at once, so that a reload finds it. A place within a
 * network changes with every key, and browsers allow few changes: where it came to is written a moment later.
 */
export function createAddressWriter(
  now: () => string | undefined,
  bar: AddressBar,
): { follow(): void; stop(): void } {
  let due: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(due);
    due = undefined;
    const hash = now();
    if (hash !== undefined && hash !== bar.read()) bar.write(hash);
  };
  return {
    follow() {
      const hash = now();
      if (hash === undefined || hash === bar.read()) return;
      if (isAboutSame(hash, bar.read())) due ??= setTimeout(write, REST_MS);
      else write();
    },
    stop: () => clearTimeout(due),
  };
}

/** What of a link is about the network itself; it can be shown once there is a run. */
export function followLink(playground: Playground, link: Link): void {
  const { actions, features } = playground;
  const { model } = playground.state;
  if (features.some(({ tab }) => tab && tab.id === link.view))
    actions.showView(link.view as string);
  if (link.lab) actions.changeLab(parseLab(link.lab));
  if (link.step !== undefined) {
    actions.goToStep(link.step);
    return;
  }
  const column = model?.columns.find(({ name }) => name === link.layer);
  if (!column) return;
  const { height, width } = column.layout;
  const { cell } = link;
  const isInside = cell && (column.layout.flat || (cell.y < height && cell.x < width));
  actions.open({ column: column.index, channel: link.channel ?? 0 }, isInside ? cell : undefined);
}
