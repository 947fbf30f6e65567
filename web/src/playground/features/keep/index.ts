// What a user opened is there again after a reload: kept in the browser, until it is forgotten.

import { html, type TemplateResult } from 'lit/html.js';
import type { Assume } from '../../../protocol/index.js';
import type { Feature } from '../../kit/feature.js';
import { focusNext } from '../../kit/focus.js';
import type { Actions, AppState, Playground } from '../../kit/playground.js';
import { remember, remembered } from '../../kit/remembered.js';
import type { Edits } from '../../run/edits/edits.js';
import type { ModelSource, PictureSource } from '../../run/ports.js';
import {
  forgetOwn,
  keepOwn,
  listOwn,
  type OwnContent,
  type OwnFile,
  readOwn,
} from './own-files.js';
import { keyOfShown, noteOwn } from './own-key.js';
import { isUntold, settings } from './settings.js';
import { thumbnailOf } from './thumbnail.js';
import { words } from './words-en.js';
import './keep.css';

export type { OwnFile } from './own-files.js';
export { ownOf } from './own-key.js';
export { words as ownWords } from './words-en.js';

declare module '../../kit/playground.js' {
  interface AppState {
    /** False where the user does not want anything kept. */
    keeping: boolean;
    /** The user knows that it is kept, and has chosen. */
    keepingTold: boolean;
    /** What tells the user's network on screen from others: see own-key.ts. */
    ownShown?: string;
    /** Its id, once it is kept. */
    ownShownId?: string;
    /** In the order in which they were kept. */
    own: readonly OwnFile[];
    /** Addresses of the thumbnails, by id. */
    thumbnails: ReadonlyMap<string, string>;
  }
  interface Events {
    /** Nothing of the user is to be kept any more. */
    forgotten: [];
  }
  interface Actions extends Bound<typeof gestures> {}
}

const CHOICE = 'cnn-playground-keep';
/** What this tab has on screen, so that a reload finds it. */
const SHOWN = 'cnn-playground-shown';

/** What was painted over a picture; of: that picture. */
interface Painted {
  of: string;
  edits: Edits;
}

interface Shown {
  picture?: string | undefined;
  painted?: Painted | undefined;
  model?: string | undefined;
  /** Of a model that is weights. */
  assume?: Assume | undefined;
}

function shownBefore(): Shown {
  try {
    return JSON.parse(remembered(SHOWN, 'session') ?? '{}') as Shown;
  } catch {
    // Of another page on this host.
    return {};
  }
}

/** Whether a reload in this tab finds the user's own network. */
export const isModelKept = (): boolean => shownBefore().model !== undefined;

function rememberShown(change: Shown): void {
  remember(SHOWN, JSON.stringify({ ...shownBefore(), ...change }), 'session');
}

/** Only a playground that has the page to itself keeps what is opened in it. */
const keeps = ({ wide, state }: Playground): boolean => wide && state.keeping;

function modelOf(
  [first, ...weights]: readonly OwnContent[],
  assume?: Assume,
): ModelSource<File> | undefined {
  if (!first) return undefined;
  const besides = weights.map(({ name, file }) => ({ path: name, file }));
  return {
    kind: 'file',
    ...first,
    ...(besides.length > 0 ? { weights: besides } : {}),
    ...(assume ? { assume } : {}),
  };
}

function pictureOf([first]: readonly OwnContent[]): PictureSource<File> | undefined {
  return first && { kind: 'file', ...first };
}

/** What distinguishes the picture from others after a reload; undefined where it will not be there. */
function openKey({ controller }: Playground): string | undefined {
  const { picture } = controller.sources();
  if (picture?.kind === 'sample') return picture.sample.file;
  return picture?.kind === 'file' ? `own:${picture.name}` : undefined;
}

/** Once, when the page goes: strokes are many, and grow with every move. */
function rememberPainting(playground: Playground): void {
  const { snapshot, editor } = playground.state;
  const of = openKey(playground);
  const isPainted = keeps(playground) && snapshot?.edited && of !== undefined;
  rememberShown({ painted: isPainted ? { of, edits: editor.edits } : undefined });
}

/** What was painted over the first picture before a reload lies on it again. */
function paintAgain(playground: Playground): void {
  const { state, set } = playground;
  const { painted } = shownBefore();
  if (!painted) return;
  rememberShown({ painted: undefined });
  if (painted.of === openKey(playground))
    set({ editor: { ...state.editor, edits: painted.edits } });
}

/** What was on screen in this tab before a reload. */
export async function ownShown(
  playground: Playground,
): Promise<{ model?: ModelSource<File> | undefined; picture?: PictureSource<File> | undefined }> {
  if (!keeps(playground)) return {};
  const { model, picture, assume } = shownBefore();
  return {
    model: model === undefined ? undefined : modelOf(await readOwn('model', model), assume),
    picture: picture === undefined ? undefined : pictureOf(await readOwn('picture', picture)),
  };
}

async function refresh(playground: Playground): Promise<void> {
  const own = await listOwn();
  show(playground, keeps(playground) ? own : []);
}

function show({ state, set }: Playground, own: readonly OwnFile[]): void {
  const thumbnails = new Map(
    own.flatMap(({ id, thumbnail }) =>
      thumbnail ? [[id, state.thumbnails.get(id) ?? URL.createObjectURL(thumbnail)]] : [],
    ),
  );
  for (const [id, url] of state.thumbnails) if (!thumbnails.has(id)) URL.revokeObjectURL(url);
  set({ own, thumbnails });
}

/** The choice is the user's from now on: nothing has to be said of it any more. */
function choose({ set }: Playground, keeping: boolean): void {
  remember(CHOICE, keeping ? 'on' : 'off');
  set({ keeping, keepingTold: true });
}

function forgetShown(playground: Playground): void {
  remember(SHOWN, null, 'session');
  playground.emit('forgotten', []);
}

/** Another tab has chosen for all of the site: it has forgotten the files, too. */
function heed(playground: Playground, { key, newValue }: StorageEvent): void {
  if (key !== CHOICE || newValue === null) return;
  const keeping = newValue === 'on';
  playground.set({ keeping, keepingTold: true });
  if (keeping) return;
  forgetShown(playground);
  show(playground, []);
  // This tab may have kept something since. A tab that slept may hear of it when the choice is another again.
  if (remembered(CHOICE) === 'off') void forgetOwn();
}

const gestures = {
  /** assume: of weights, where it is known. */
  async openOwn(
    { state, set, controller }: Playground,
    id: string,
    assume?: Assume,
  ): Promise<void> {
    const own = state.own.find((file) => file.id === id);
    if (!own) return;
    const contents = await readOwn(own.kind, id);
    // A browser that lacks room takes it back.
    if (contents.length === 0) set({ notThere: [words.notKept(own.name)] });
    const model = own.kind === 'model' ? modelOf(contents, assume) : undefined;
    const picture = own.kind === 'picture' ? pictureOf(contents) : undefined;
    if (model) await controller.openModel(model);
    if (picture) await controller.openPicture(picture);
  },
  keepFiles(playground: Playground, keeping: boolean): void {
    choose(playground, keeping);
    if (!keeping) playground.actions.forgetFiles();
  },
  forgetFiles(playground: Playground): void {
    forgetShown(playground);
    void forgetOwn().then(() => {
      show(playground, []);
      focusNext(playground, '[data-test="keep"]');
    });
  },
};

// Whoever opened it, or another tab, may choose to keep nothing while it is being kept.

async function keepModel(playground: Playground): Promise<void> {
  const { model: source } = playground.controller.sources();
  const { ownShown: key } = playground.state;
  if (source?.kind !== 'file') return rememberShown({ model: undefined, assume: undefined });
  const besides = (source.weights ?? []).map(({ path, file }) => ({ name: path, file }));
  const contents = [{ name: source.name, file: source.file }, ...besides];
  const model = await keepOwn('model', contents);
  if (!keeps(playground)) return forgetOwn();
  rememberShown({ model, assume: source.assume });
  if (key !== undefined) noteOwn(playground, key, { id: model, assume: source.assume });
  if (key === playground.state.ownShown) playground.set({ ownShownId: model });
  if (model !== undefined) await refresh(playground);
}

async function keepPicture(playground: Playground): Promise<void> {
  const { controller } = playground;
  const { picture: source } = controller.sources();
  // As it is decoded: browsers make no bitmap of an SVG file.
  const preview = controller.picture()?.preview;
  if (source?.kind !== 'file') return rememberShown({ picture: undefined });
  const contents = [{ name: source.name, file: source.file }];
  const thumbnail = preview && (await thumbnailOf(preview));
  if (!keeps(playground)) return;
  const picture = await keepOwn('picture', contents, thumbnail);
  if (!keeps(playground)) return forgetOwn();
  rememberShown({ picture });
  if (picture !== undefined) await refresh(playground);
}

/** Pictures of the user beside the samples. */
export function ownPictures(state: AppState, actions: Actions): TemplateResult[] {
  return state.own.flatMap(({ kind, id, name }) => {
    const thumbnail = state.thumbnails.get(id);
    if (kind !== 'picture' || thumbnail === undefined) return [];
    return [
      html`<button
        type="button"
        class="sample"
        title=${words.picture(name)}
        aria-pressed=${state.snapshot?.picture.name === name}
        data-test="own-picture"
        @click=${() => actions.openOwn(id)}
      >
        <img src=${thumbnail} alt=${words.picture(name)} width="40" height="40" />
      </button>`,
    ];
  });
}

export const keep: Feature = {
  name: 'keep',
  state: { keeping: true, keepingTold: true, own: [], thumbnails: new Map() },
  gestures,
  views: { end: settings },
  rest: {
    isWanted: isUntold,
    load: () => import('./rest.js'),
    giveUp: ({ set }) => set({ keepingTold: true }),
  },
  after: {
    modelReady(playground) {
      playground.set({ ownShown: keyOfShown(playground), ownShownId: undefined });
      if (keeps(playground)) void keepModel(playground);
    },
    pictureOpened(playground) {
      if (!keeps(playground)) return;
      paintAgain(playground);
      void keepPicture(playground);
    },
  },
  start(playground) {
    if (!playground.wide) return undefined;
    const isOff = remembered(CHOICE) === 'off';
    playground.set({ keeping: !isOff, keepingTold: remembered(CHOICE) !== null });
    if (!isOff) void refresh(playground);
    const goes = (): void => rememberPainting(playground);
    addEventListener('pagehide', goes);
    const heard = (event: StorageEvent): void => heed(playground, event);
    addEventListener('storage', heard);
    return () => {
      removeEventListener('pagehide', goes);
      removeEventListener('storage', heard);
      for (const url of playground.state.thumbnails.values()) URL.revokeObjectURL(url);
    };
  },
};
