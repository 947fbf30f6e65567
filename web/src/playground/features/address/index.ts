// What is opened at first, and the address that says what is shown.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import type { Actions, AppState, Playground } from '../../kit/playground.js';
import { isOneLayer } from '../../kit/shown.js';
import { fetchModels, fetchSamples, sampleName } from '../../run/catalogue.js';
import { failureOf, unexpected } from '../../run/failures.js';
import type { ModelSource, PictureSource } from '../../run/ports.js';
import { errorData } from '../../run/refusal.js';
import { ownOf, ownShown, ownWords } from '../keep/index.js';
import { placeOf as placeOfModel } from '../models/index.js';
import { type AddressBar, createAddressWriter, placeOf } from './address.js';
import { followLink, listed } from './follow-link.js';
import { type Link, parseBack, parseHash, unreadIn } from './hash.js';
import { words } from './words-en.js';

export { type AddressBar, placeOf } from './address.js';
export { formatHash, type Link, parseHash } from './hash.js';

declare module '../../kit/playground.js' {
  interface Playground {
    /** undefined: the address is nobody's business. */
    readonly address: AddressBar | undefined;
    readonly first: FirstWish | undefined;
  }
  interface AppState {
    /** Sentences about what the address names and is not there. */
    notThere: readonly string[];
  }
  interface Actions extends Bound<typeof gestures> {}
}

/** What is opened at first where the address names nothing. */
export interface FirstWish {
  model?: ModelSource<File> | undefined;
  picture?: PictureSource<File> | undefined;
}

/** What the address asked for, until the run that can show it. */
const pending = new WeakMap<Playground, Link>();

function wish(playground: Playground, link: Link | undefined): void {
  if (link) pending.set(playground, link);
  else pending.delete(playground);
}

/** isOver: the network stays as it is looked at now. */
interface Asked {
  link: Link;
  isOver?: boolean;
}

/**
 * What this tab had on screen before it was loaded again, where the address does not say otherwise. Returns what is left
 * of the address: the visitor may have opened something while all this was on its way, and that is not replaced.
 */
async function openOwn(playground: Playground, link: Link): Promise<Asked> {
  const { controller, first } = playground;
  const { model, picture } = first ?? (await ownShown(playground));
  const { model: network, progress } = playground.state;
  const sources = controller.sources();
  const hasModel = network !== undefined || progress !== undefined || sources.failed !== undefined;
  const hasPicture = sources.picture !== undefined;
  if (model && link.model === undefined && !hasModel) void controller.openModel(model);
  if (picture && link.sample === undefined && !hasPicture) void controller.openPicture(picture);
  const { sample, ...ofNetwork } = link;
  const left = sample === undefined || hasPicture ? {} : { sample };
  return { link: { ...(hasModel ? {} : ofNetwork), ...left }, isOver: hasModel };
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
    const hash = playground.address?.read() ?? '';
    openLink(playground, hash, await openOwn(playground, parseHash(hash)));
  } catch (thrown) {
    const data = errorData(thrown);
    const failure = data ? failureOf('catalogue', data) : unexpected('catalogue', String(thrown));
    playground.emit('cleared', [], { failure, snapshot: undefined });
  }
}

/** Sentences about the network and the picture that a link names, where the page has none of that name. */
function unknownIn({ state, wide }: Playground, { model: id, sample }: Link): string[] {
  const { models, samples, model, shown: place } = state;
  const isModel = id === undefined || models.some((entry) => entry.id === id);
  const isSample =
    sample === undefined || samples.length === 0 || samples.some(({ file }) => file === sample);
  const shown = model?.info.title ?? models[0]?.title;
  // A page offers them by their titles; who writes an element needs what to write.
  const ids = place.view === 'full' ? '' : listed(models.map((entry) => entry.id));
  // An address needs the file's name, an element does not.
  const named = (file: string) => (wide ? file : sampleName(file));
  const names = listed(samples.map(({ file }) => named(file)));
  return [
    ...(isModel ? [] : [words.noNetwork(id, shown ?? '', ids)]),
    ...(isSample ? [] : [words.noSample(named(sample), names)]),
  ];
}

/** The network of the user that stood here, which no address names: opened again, or a sentence where it is not kept. */
function openOwnAgain(playground: Playground, link: Link): void {
  const { actions, set, state } = playground;
  const { own: key } = link;
  if (key === undefined || key === state.ownShown) return;
  const end = (): void => {
    if (playground.state.ownShown === key) return;
    // What else it says is about that network. The step before this one is still to be had.
    if (pending.get(playground) === link) wish(playground, undefined);
    writers.get(playground)?.came(placeOf(playground.state).back);
  };
  const { id, name, assume } = ownOf(playground, key);
  if (id !== undefined)
    void actions
      .openOwn(id, assume)
      .catch(() => {})
      .then(end);
  else {
    set({ notThere: [...state.notThere, ownWords.notKept(name)] });
    end();
  }
}

function notThere(state: AppState, actions: Actions): TemplateResult | typeof nothing {
  if (state.notThere.length === 0) return nothing;
  return html`<p class="card note" role="status" data-test="not-there">
    ${state.notThere.join(' ')}
    <button type="button" class="button is-quiet" @click=${actions.dismissNotThere}>${words.dismiss}</button>
  </p>`;
}

/**
 * Opens what a link names; what it leaves open stays, and is the first of each list where there is nothing yet. A link
 * alone downloads nothing from elsewhere: it opens the list of models, where that one is marked. asked: what of the hash
 * is opened; what it says and cannot mean is said in any case.
 */
function openLink(playground: Playground, hash: string, asked: Asked): void {
  const { state, set, actions, controller } = playground;
  const { link, isOver } = asked;
  const { models, samples, kept } = state;
  const linked = models.find(({ id }) => id === link.model);
  const isFar = linked !== undefined && placeOfModel(linked, kept) === 'elsewhere';
  // The rest of a link is about its network: not about another one that is shown in its place.
  const isOther = isFar || (link.model !== undefined && !linked);
  const { view } = link;
  const ofOther = view === undefined ? undefined : { view };
  wish(playground, isOver ? undefined : isOther ? ofOther : link);
  if (isFar) actions.showLinked(linked.id);
  const isOpened = state.model || state.progress || controller.sources().failed;
  const first = isOpened ? undefined : models[0];
  const model = isFar ? first : (linked ?? first);
  const named = samples.find(({ file }) => file === link.sample);
  const sample = named ?? (state.snapshot || controller.sources().picture ? undefined : samples[0]);
  // What was refused stays on screen until the visitor opens something.
  const said = named || state.failure?.scope === 'catalogue' ? undefined : state.failure;
  const unread = unreadIn(hash).map(({ key, text, form }) => words.noValue(key, text, form));
  set({ notThere: [...unknownIn(playground, link), ...unread] });
  if (model && model.id !== state.model?.id)
    void controller.openModel({ kind: 'catalog', entry: model });
  // Back, and Forward before it was there.
  else if (model && state.progress) controller.cancelLoading();
  if (sample && sample.file !== state.snapshot?.picture.sample)
    void controller.openPicture({ kind: 'sample', sample }, said);
  openOwnAgain(playground, link);
  followPending(playground);
}

const gestures = {
  /** Loads the lists of models and samples, and opens what the address names. */
  begin: (playground: Playground): void => void open(playground),
  /** isBack: the page has written it itself, for Back. */
  openLinked: (playground: Playground, hash: string, isBack = false): void =>
    openLink(playground, hash, { link: (isBack ? parseBack : parseHash)(hash) }),
  dismissNotThere: ({ set }: Playground): void => set({ notThere: [] }),
  retry({ state, actions, controller }: Playground): void {
    if (state.models.length > 0) void controller.retry();
    else actions.begin();
  },
  /** Back to the first bundled network and sample. */
  restart({ state, actions, controller, address }: Playground): void {
    address?.write('', '', false);
    const [entry] = state.models;
    const [sample] = state.samples;
    if (!entry) actions.begin();
    else void controller.openModel({ kind: 'catalog', entry });
    if (sample) void controller.openPicture({ kind: 'sample', sample });
  },
};

function followPending(playground: Playground): void {
  const { model, snapshot, failure, progress } = playground.state;
  const link = pending.get(playground);
  const isLoading = progress !== undefined || !model || !snapshot;
  const isOnItsWay = link?.own !== undefined && link.own !== playground.state.ownShown;
  if (!link || ((isLoading || isOnItsWay) && !failure)) return;
  wish(playground, undefined);
  const isThere = link.model === undefined || link.model === model?.id;
  if (failure || !isThere) return;
  const wrong = followLink(playground, link);
  if (wrong.length > 0) playground.set({ notThere: [...playground.state.notThere, ...wrong] });
}

const writers = new WeakMap<Playground, ReturnType<typeof createAddressWriter>>();

/** The address follows what is shown, so that it can be copied. */
function startWriting(playground: Playground, bar: AddressBar): void {
  const now = () => {
    const { model, snapshot, layer, lab } = playground.state;
    // What a link asks for besides may still be on its way; while a cell walks it would never rest.
    if (!model || !snapshot || pending.has(playground) || layer.playing || lab.playing)
      return undefined;
    return placeOf(playground.state);
  };
  writers.set(playground, createAddressWriter(now, bar));
}

/** Where one layer is all that is shown it stands in the page. */
const isCovered = ({ open, shown }: AppState): boolean => open !== undefined && !isOneLayer(shown);

export const address: Feature = {
  name: 'address',
  state: { notThere: [] },
  gestures,
  // An open layer lies over the page: there it has to be said in the layer.
  views: {
    status: (state, actions) => (isCovered(state) ? nothing : notThere(state, actions)),
    layer: (state, actions) => (isCovered(state) ? notThere(state, actions) : nothing),
  },
  drawn(playground) {
    followPending(playground);
    // Once the frame is seen: to write an address takes browsers milliseconds.
    setTimeout(() => writers.get(playground)?.follow());
  },
  start(playground) {
    const { address, actions } = playground;
    if (address) startWriting(playground, address);
    const end = address?.follow?.((to, isBack) => {
      writers.get(playground)?.came(to);
      const { state } = playground;
      const isShown = isBack && !pending.has(playground) && to === placeOf(state).back;
      if (isShown && !state.progress) return false;
      actions.openLinked(to, isBack);
      return true;
    });
    actions.begin();
    return () => {
      end?.();
      writers.get(playground)?.stop();
      writers.delete(playground);
    };
  },
};
