// The playground of one element: what its attributes ask for, and what it tells the page.

import { formatHash, type Link, parseHash } from '../playground/features/address/index.js';
import type {} from '../playground/features/network/state.js';
import type {} from '../playground/features/selection/index.js';
import { picturesToSave } from '../playground/features/take-home/index.js';
import type {} from '../playground/features/why/index.js';
import { isOneLayer, type Shown, USUAL_PARTS } from '../playground/kit/shown.js';
import { speak } from '../playground/kit/words.js';
import { LANGUAGES } from '../playground/languages/index.js';
import { type Mounted, mountPlayground } from '../playground/mount.js';
import { followPrinting } from '../playground/print.js';
import { sampleName } from '../playground/run/catalogue.js';
import type { Failure } from '../playground/run/failures.js';
import type {} from '../playground/run/index.js';
import { answerOf } from '../playground/run/predictions.js';
import type { CatalogEntry, LoadedModel, Snapshot } from '../playground/run/state.js';
import { Complaints } from './complaints.js';
import type { CnnPlaygroundElement } from './element.js';
import { fetchedPicture, labelsOf, pictureFrom } from './fetched.js';
import { isFar, isKnown, sampleFile } from './image.js';
import { loaderAt, picturesAt, siteOf } from './networks.js';
import { heedPolicy, whyNoWorker } from './policy.js';
import type { ChangeDetail, ErrorDetail, LoadDetail, ResultDetail } from './public.js';
import { type Rest, restUnseen } from './rest.js';
import { playgroundSheet } from './sheets.js';
import type { Shell } from './shell.js';
import { hostSurroundings } from './surroundings.js';
import { type Attribute, isAddress, type Wish } from './wish.js';
import './widget.css';

/** What is kept or chosen for all pages of a site is nothing for one part of one of them. */
const NEVER = ['keep', 'language', 'embed'];
/** What only all of it needs. */
const WHOLE = ['header', 'credits', 'guide', 'blank', 'models'];
/** What belongs to the choice of a picture. */
const WITH_SAMPLES = ['camera', 'edit', 'opinion'];
function leftOut(view: Wish['view'], { parts }: Shown): string[] {
  if (view === 'full') return NEVER;
  return [...NEVER, ...WHOLE, ...(parts.has('samples') ? [] : WITH_SAMPLES)];
}

const TABS: Partial<Record<Wish['view'], string>> = { why: 'why', lab: 'lab', table: 'table' };

function shownOf({ view, controls }: Wish): Shown {
  return { view, parts: new Set(controls ?? USUAL_PARTS[view]) };
}

/** samples: their files, once they are known. */
function linkOf(wish: Wish, samples?: readonly string[]): Link {
  const { model, image, layer, channel, cell, view } = wish;
  const tab = TABS[view];
  return {
    ...(wish.isAddress ? {} : { model }),
    ...(image === undefined || isFar(image, samples) ? {} : { sample: sampleFile(image) }),
    ...(tab ? { view: tab } : {}),
    ...(layer === undefined ? {} : { layer }),
    ...(layer === undefined || channel === undefined ? {} : { channel }),
    ...(layer === undefined || !cell ? {} : { cell }),
  };
}

/** Views that show a layer in place; the others show one in a dialog above the page. */
const IN_PLACE: readonly Wish['view'][] = ['layer', 'sum', 'slide', 'patches'];

/** What it begins with: nothing opens above a page that nobody has touched. */
function firstLinkOf(wish: Wish): Link {
  if (IN_PLACE.includes(wish.view)) return linkOf(wish);
  return linkOf({ ...wish, layer: undefined });
}

function entryAt({ model, integrity }: Wish): CatalogEntry {
  const url = new URL(model, document.baseURI).href;
  const title = url.split(/[?#]/)[0]?.split('/').at(-1) || url;
  return { id: url, title, url, ...(integrity ? { sha256: integrity } : {}) };
}

/** Where names of classes come from, as the page says it. */
const LABELS = 'labels';

let spoken: Promise<void> | undefined;

/** One language for all elements of a document: that of the first one that starts. English where it has no words. */
function speakAs(lang: string): Promise<void> {
  const load = LANGUAGES.find(({ code }) => code === lang.split('-')[0])?.load;
  spoken ??= (async () => {
    if (load) speak(await load());
  })().catch(() => {});
  return spoken;
}

export class Widget {
  /** Call before the first one is made. */
  static speak(element: HTMLElement): Promise<void> {
    return speakAs(element.closest<HTMLElement>('[lang]')?.lang ?? '');
  }

  private readonly mounted: Mounted;
  private link: Link;
  private follow: ((to: string) => void) | undefined;
  private wish: Wish;
  /** What was told last. */
  private told: {
    model?: LoadedModel | undefined;
    run?: number | undefined;
    picture?: number | undefined;
    failure?: Failure | undefined;
    progress?: unknown;
    notThere?: readonly string[];
  } = {};
  private readonly ends: (() => void)[] = [];
  private hasMoved = false;
  /** The address of a picture that was asked for, and its file once that is there. */
  private own: { address: string; file?: File } | undefined;
  private readonly rest: Rest | undefined;
  private isImageSettled = false;
  /** Above the view, and as an event once whoever waits for it has had time to listen. */
  private readonly complaints = new Complaints(
    (sentences) => this.shell.note(sentences),
    (message) => queueMicrotask(() => this.say('error', { code: 'attribute', message, hint: '' })),
  );

  constructor(
    private readonly element: CnnPlaygroundElement,
    private readonly shell: Shell,
    wish: Wish,
    base: string | URL | undefined,
  ) {
    this.wish = wish;
    this.link = firstLinkOf(wish);
    const root = document.createElement('div');
    shell.root.adoptedStyleSheets = [
      ...shell.root.adoptedStyleSheets.slice(0, 1),
      playgroundSheet(),
    ];
    const site = siteOf(wish.base ?? base, wish.threads);
    const shown = shownOf(wish);
    this.mounted = mountPlayground(root, {
      site,
      shown,
      load: loaderAt(site),
      pictures: picturesAt(site),
      without: leftOut(wish.view, shown),
      theme: wish.theme,
      surroundings: hostSurroundings(shell.probe),
      address: {
        read: () => {
          this.settleImage();
          return formatHash(this.link);
        },
        write: (hash) => this.moved(parseHash(hash)),
        follow: (changed) => {
          this.follow = changed;
          return () => {
            this.follow = undefined;
          };
        },
      },
      onDrawn: (run) => {
        this.tellRun(run);
        this.rest?.drawn();
      },
      first: wish.isAddress ? { model: { kind: 'catalog', entry: entryAt(wish) } } : {},
    });
    // From the first frame on: the network itself is not shown before it.
    const tab = TABS[wish.view];
    if (tab) this.playground.set({ view: tab });
    shell.show(root);
    const rest = restUnseen(element, root, this.mounted);
    this.rest = rest;
    this.ends.push(rest.end, followPrinting(root, this.mounted, rest));
    this.complaints.set('attributes', wish.wrong);
    this.ends.push(this.playground.subscribe(() => this.tell()));
    this.isImageSettled = isKnown(wish.image, undefined);
    if (isFar(wish.image, undefined)) void this.open(wish.image);
    this.ends.push(heedPolicy(site, (sentence) => this.complaints.add('policy', sentence)));
  }

  private get playground() {
    return this.mounted.playground;
  }

  /** Attributes were changed by the page. */
  changed(wish: Wish, name: Attribute): void {
    const before = this.wish;
    this.wish = wish;
    this.complaints.set('attributes', wish.wrong);
    const { playground } = this;
    if (name === 'theme') playground.set({ theme: wish.theme });
    else if (name === 'view' || name === 'controls') playground.set({ shown: shownOf(wish) });
    else if (name === 'for-class') this.choose();
    else if (name === 'labels') void this.label();
    if (name === 'model' && wish.isAddress)
      void playground.controller.openModel({ kind: 'catalog', entry: entryAt(wish) });
    if (name === 'image') {
      this.isImageSettled = isKnown(wish.image, this.samples());
      if (isFar(wish.image, this.samples())) {
        if (wish.image !== before.image) void this.open(wish.image);
      } else {
        this.own = undefined;
        this.complaints.set('image', []);
      }
    }
    this.link = linkOf(wish, this.samples());
    // Without the attribute it is the first of all samples again.
    const [first] = playground.state.samples;
    if (name === 'image' && wish.image === undefined && first) this.link.sample = first.file;
    this.follow?.(formatHash(this.link));
  }

  async run(image: Blob | string | URL): Promise<ResultDetail> {
    const { controller, state } = this.playground;
    const before = state.snapshot?.id;
    const sample = state.samples.find(({ file }) => file === sampleFile(String(image)));
    if (typeof image === 'string' && sample) {
      const done = this.next(before, sample.title);
      void controller.openPicture({ kind: 'sample', sample });
      return done;
    }
    const [name, file] = await pictureFrom(image);
    const done = this.next(before, name);
    const picture = new File([file], name, { type: file.type });
    void controller.openPicture({ kind: 'file', name, file: picture });
    return done;
  }

  async toBlob(): Promise<Blob> {
    this.rest?.wake();
    const { playground } = this;
    const { shown, view, open } = playground.state;
    const { pictureOf, stripOf } = await picturesToSave();
    const picture = pictureOf.bind(undefined, playground);
    const taken =
      isOneLayer(shown) || open
        ? await picture('.enlarged canvas', [this.wish.layer ?? ''])
        : shown.view === 'predict'
          ? await picture('[data-test="picture"], [data-paint="picture"]', [])
          : view === 'why'
            ? await picture('[data-test="why"]', [])
            : view === 'lab'
              ? await picture('[data-test="lab-input"]', [])
              : view === 'network'
                ? ((await stripOf(playground)) ?? (await picture('[data-paint="map-canvas"]', [])))
                : undefined;
    if (!taken) throw new Error('Nothing is shown that a picture could be made of.');
    return taken.blob;
  }

  dispose(): void {
    for (const end of this.ends.splice(0)) end();
    this.mounted.dispose();
    this.shell.wait('');
  }

  /** The next run after that one on a picture of that name, or what failed. */
  private next(before: number | undefined, name: string): Promise<ResultDetail> {
    return new Promise((resolve, reject) => {
      const { failure } = this.playground.state;
      const end = this.playground.subscribe(() => {
        const { state } = this.playground;
        if (state.failure && state.failure !== failure) {
          end();
          reject(new Error(`${state.failure.message} ${state.failure.hint}`));
        }
        const { model, snapshot } = state;
        if (!model || !snapshot || snapshot.id === before || snapshot.picture.name !== name) return;
        end();
        resolve(resultOf(model, snapshot));
      });
      this.ends.push(end);
    });
  }

  /** Their files; undefined while the list is on its way. */
  private samples(): string[] | undefined {
    const { models, samples } = this.playground.state;
    return models.length === 0 ? undefined : samples.map(({ file }) => file);
  }

  /** The list of samples tells whether a name is one of them; the address is read as soon as it is there. */
  private settleImage(): void {
    const { image } = this.wish;
    const samples = this.samples();
    if (this.isImageSettled || !samples) return;
    this.isImageSettled = true;
    if (!isFar(image, samples)) return;
    delete this.link.sample;
    void this.open(image);
  }

  private async open(address: string): Promise<void> {
    const own: Widget['own'] = { address };
    this.own = own;
    this.complaints.set('image', []);
    try {
      const [name, fetched] = await fetchedPicture(address);
      // Another one was asked for meanwhile.
      if (this.own !== own) return;
      own.file = new File([fetched], name, { type: fetched.type });
      await this.playground.controller.openPicture({ kind: 'file', name, file: own.file });
    } catch (thrown) {
      if (this.own !== own) return;
      this.own = undefined;
      const names = isAddress(address) ? [] : (this.samples() ?? []).map(sampleName);
      const hint = names.length > 0 ? ` There is no sample of that name: ${names.join(', ')}.` : '';
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      this.complaints.set('image', [`${why}${hint}`]);
    }
  }

  private async label(): Promise<void> {
    const { labels } = this.wish;
    const wrong: string[] = [];
    try {
      const names = labels === undefined ? undefined : await labelsOf(labels);
      // Others were asked for meanwhile.
      if (labels !== this.wish.labels) return;
      if (names) this.playground.controller.label(names, LABELS);
    } catch (thrown) {
      if (labels !== this.wish.labels) return;
      wrong.push(thrown instanceof Error ? thrown.message : String(thrown));
    }
    this.complaints.set('labels', wrong);
    // Where they could not be had, those on screen are others.
    if (wrong.length > 0) this.complaints.set('count', []);
    else this.countLabels();
  }

  /** As soon as there are both names and a run, which alone tells how many classes there are. */
  private countLabels(): void {
    const { model, snapshot } = this.playground.state;
    const classes = snapshot?.scores?.probabilities.length;
    const names = model?.info.labels.length;
    const isOwn = this.wish.labels !== undefined && model?.info.labelsFrom === LABELS;
    const isWrong = isOwn && classes !== undefined && names !== classes;
    const count = names === 1 ? 'one name' : `${names} names`;
    this.complaints.set(
      'count',
      isWrong ? [`labels has ${count}, and the network has ${classes} classes.`] : [],
    );
  }

  /** The class that `why` speaks of. */
  private choose(): void {
    const { state } = this.playground;
    const { forClass } = this.wish;
    const { labels } = state.model?.info ?? {};
    if (forClass === undefined || !labels) {
      this.complaints.set('class', []);
      return;
    }
    const index = /^\d+$/.test(forClass) ? Number(forClass) : labels.indexOf(forClass);
    const isThere = index >= 0 && index < Math.max(labels.length, 1);
    if (isThere) this.playground.set({ why: { ...state.why, index } });
    const some = labels.slice(0, 20).join(', ');
    const none = `There is no class "${forClass}". Classes: ${some}${labels.length > 20 ? ', …' : '.'}`;
    this.complaints.set('class', isThere ? [] : [none]);
  }

  /** What the attribute `image` is to be. sample: the one that is shown; null where no attribute could name it. */
  private imageFor(sample: string | undefined): string | null {
    const { picture } = this.playground.controller.sources();
    const file = picture?.kind === 'file' ? picture.file : undefined;
    // While it is on its way the picture before it is shown.
    if (this.own && (!this.own.file || this.own.file === file)) return this.own.address;
    return sample ?? null;
  }

  /** Something else is looked at: the attributes say so. */
  private moved(link: Link): void {
    this.link = { ...link };
    const { layer = null, channel, cell, model, sample } = link;
    const image = this.imageFor(sample);
    const detail: ChangeDetail = {
      model: model ?? this.wish.model,
      image,
      layer,
      channel: channel ?? null,
      cell: cell ? `${cell.y},${cell.x}` : null,
    };
    // What it begins with nobody has changed.
    const isFirst = !this.hasMoved;
    this.hasMoved = true;
    this.element.reflect({
      layer,
      channel: channel === undefined ? null : String(channel),
      cell: detail.cell,
      ...(isFirst || model === undefined || this.isUsual('model', model) ? {} : { model }),
      ...(isFirst || (image && this.isUsual('image', image)) ? {} : { image }),
    });
    if (!isFirst) this.say('change', detail);
  }

  /** What is shown where the attribute is not there needs none. */
  private isUsual(name: 'model' | 'image', value: string): boolean {
    if (name === 'model' && this.wish.isAddress) return true;
    const { models, samples } = this.playground.state;
    const first = name === 'model' ? models[0]?.id : samples[0]?.file;
    return !this.element.hasAttribute(name) && value === first;
  }

  private say(name: string, detail: unknown): void {
    this.element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  private tell(): void {
    const { model, failure, progress, notThere } = this.playground.state;
    const { told } = this;
    this.told = { ...told, model, failure, progress, notThere };
    if (notThere !== told.notThere)
      for (const message of notThere)
        this.say('error', { code: 'not-there', message, hint: '' } satisfies ErrorDetail);
    if (model && model.info !== told.model?.info && model.id !== told.model?.id) {
      this.say('load', { model: model.info.title, id: model.id } satisfies LoadDetail);
      // It was about the classes of another network.
      this.complaints.set('class', []);
      void this.label();
    }
    if (progress && progress !== told.progress) this.say('progress', progress);
    if (failure !== told.failure) this.tellFailure(failure);
  }

  /** undefined: what failed before is over. */
  private tellFailure(failure: Failure | undefined): void {
    const why = failure?.code === 'worker-failed' ? whyNoWorker(this.playground.site) : undefined;
    this.complaints.set('worker', why ? [why] : []);
    if (!failure) return;
    const { code, message, hint } = failure;
    this.say('error', { code, message, hint } satisfies ErrorDetail);
  }

  /** run: what is on screen now. */
  private tellRun(run: number | undefined): void {
    const { model, snapshot } = this.playground.state;
    const { told } = this;
    if (!model || !snapshot || snapshot.id !== run || run === told.run) return;
    const { picture } = snapshot;
    this.told = { ...told, run, picture: picture.id };
    if (told.run === undefined) {
      this.countLabels();
      this.choose();
    }
    // From one picture of the reader's to another the address stays as it is, which names none of them. Of the camera
    // and the pad the next one is there at once.
    else if (
      told.picture !== picture.id &&
      !picture.sample &&
      !picture.live &&
      !picture.drawn &&
      !this.link.sample
    )
      this.moved(this.link);
    this.say('result', resultOf(model, snapshot));
  }
}

function resultOf(model: LoadedModel, { picture, scores, timings, warm }: Snapshot): ResultDetail {
  const answer = answerOf(scores, model.info.labels);
  return {
    model: model.info.title,
    picture: picture.name,
    predictions: (answer?.predictions ?? [])
      .slice(0, 10)
      .map(({ label, probability, index }) => ({ label, score: probability, index })),
    milliseconds: timings.reduce((sum, time) => sum + time, 0),
    warm,
  };
}
