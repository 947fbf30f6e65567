// What is opened at first, and the address that says what is shown.

import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import { fetchModels, fetchSamples } from '../../run/catalogue.js';
import { failureOf, unexpected } from '../../run/failures.js';
import { errorData } from '../../run/refusal.js';
import { placeOf } from '../models/index.js';
import { type AddressBar, addressOf, createAddressWriter, followLink } from './address.js';
import { type Link, parseHash } from './hash.js';

export type { AddressBar } from './address.js';

declare module '../../kit/playground.js' {
  interface Playground {
    /** undefined: the address is nobody's business. */
    readonly address: AddressBar | undefined;
  }
  interface Actions extends Bound<typeof gestures> {}
}

/** What the address asked for, until the run that can show it. */
const pending = new WeakMap<Playground, Link>();

function wish(playground: Playground, link: Link | undefined): void {
  if (link) pending.set(playground, link);
  else pending.delete(playground);
}

async function open(playground: Playground): Promise<void> {
  const { site, set, actions } = playground;
  try {
    const [models, samples] = await Promise.all([
      fetchModels(site.models),
      fetchSamples(site.models),
    ]);
    set({ models, samples });
    await actions.refreshKept();
    actions.openLinked();
  } catch (thrown) {
    const data = errorData(thrown);
    const failure = data ? failureOf('catalogue', data) : unexpected('catalogue', String(thrown));
    playground.emit('cleared', [], { failure, snapshot: undefined });
  }
}

const gestures = {
  /** Loads the lists of models and samples, and opens what the address names. */
  begin: (playground: Playground): void => void open(playground),
  /**
   * Opens what the address names, else the first of each list. A link alone downloads nothing from
   * elsewhere: it opens the list of models, where that one is marked.
   */
  openLinked(playground: Playground): void {
    const { state, actions, controller, address } = playground;
    const { models, samples, kept } = state;
    const link = parseHash(address?.read() ?? '');
    const linked = models.find(({ id }) => id === link.model);
    const isFar = linked !== undefined && placeOf(linked, kept) === 'elsewhere';
    // The rest of a link is about its network: not about another one that is shown in its place.
    const isOther = isFar || (link.model !== undefined && !linked);
    wish(playground, isOther ? undefined : link);
    if (isFar) actions.showLinked(linked.id);
    const model = isFar ? (state.model ? undefined : models[0]) : (linked ?? models[0]);
    const sample = samples.find(({ file }) => file === link.sample) ?? samples[0];
    if (model) void controller.openModel({ kind: 'catalog', entry: model });
    if (sample) void controller.openPicture({ kind: 'sample', sample });
  },
  retry({ state, actions, controller }: Playground): void {
    if (state.models.length > 0) void controller.retry();
    else actions.begin();
  },
  /** Back to the first bundled network and sample. */
  restart({ state, actions, address }: Playground): void {
    address?.write('');
    if (state.models.length > 0) actions.openLinked();
    else actions.begin();
  },
};

function followPending(playground: Playground): void {
  const { model, snapshot, failure, progress } = playground.state;
  const link = pending.get(playground);
  const isLoading = progress !== undefined || !model || !snapshot;
  if (!link || (isLoading && !failure)) return;
  wish(playground, undefined);
  const isThere = link.model === undefined || link.model === model?.id;
  if (!failure && isThere) followLink(playground, link);
}

const writers = new WeakMap<Playground, ReturnType<typeof createAddressWriter>>();

/** The address follows what is shown, so that it can be copied. */
function startWriting(playground: Playground, bar: AddressBar): void {
  const now = (): string | undefined => {
    const { model, snapshot, layer, lab } = playground.state;
    // What a link asks for besides may still be on its way; while a cell walks it would never rest.
    if (!model || !snapshot || pending.has(playground) || layer.playing || lab.playing)
      return undefined;
    return addressOf(playground.state);
  };
  writers.set(playground, createAddressWriter(now, bar));
}

export const address: Feature = {
  name: 'address',
  gestures,
  drawn(playground) {
    followPending(playground);
    writers.get(playground)?.follow();
  },
  start(playground) {
    const { address, actions } = playground;
    if (address) startWriting(playground, address);
    const end = address?.follow?.(actions.openLinked);
    actions.begin();
    return () => {
      end?.();
      writers.get(playground)?.stop();
      writers.delete(playground);
    };
  },
};
