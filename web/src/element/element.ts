// <cnn-playground>: a playground in somebody else's page. This file is small: what it shows is fetched when it
// is about to be seen, or asked for.

import { heightOf } from '../playground/kit/heights.js';
import type { ResultDetail } from './public.js';
import { Shell } from './shell.js';
import type { Widget } from './widget.js';
import { ATTRIBUTES, type Attribute, type Wish, wishOf } from './wish.js';

/** Starts when it is this near to what is seen, in heights of the window. */
const AHEAD = '200% 0px';

/** Where there is no DOM, as when a page is rendered on a server, the class can be named all the same. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** Bytes of code and engine for one thread, gzipped, as tests/e2e/element.test.ts measures them. */
const CODE_BYTES = 350_000;

/** Least height of a poster, px. */
const POSTER = 240;

declare const MODEL_BYTES: Record<string, number>;

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Why the code did not come. reason: what the browser says. */
function whyNot(reason: string): string[] {
  if (/createPolicy|TrustedT/.test(reason))
    return [
      'This page demands Trusted Types, and does not allow those of this view.',
      'Add "trusted-types lit-html cnn-playground" to its content security policy.',
    ];
  return [
    'The code of this view could not be loaded.',
    'Check the connection, and that the folder "element" lies beside element.js and may be loaded by this page (script-src of its content security policy).',
    reason,
  ];
}

/**
 * A network, or one part of it, live.
 *
 * @example
 * <cnn-playground model="tinyvgg" view="layer" layer="conv_1_2" channel="3"></cnn-playground>
 *
 * @fires load - the network is there: { model, id, threads }
 * @fires progress - it is on its way: { what, loaded, total }
 * @fires result - a run is on screen: { model, picture, predictions, milliseconds, warm }
 * @fires change - something else is looked at: { model, image, view, layer, channel, cell }
 * @fires error - something failed: { code, message, hint }
 */
export class CnnPlaygroundElement extends Base {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  /** Folder of the engine's files and of models/, for pages that keep them elsewhere; ends in a slash. */
  static base: string | URL | undefined;

  private shell: Shell | undefined;
  private widget: Widget | undefined;
  private starting: Promise<Widget> | undefined;
  private watcher: IntersectionObserver | undefined;
  private isWanted = false;
  /** Counts how often it was taken out of a page. */
  private life = 0;
  /** Attributes are written by the element itself. */
  private isReflecting = false;

  connectedCallback(): void {
    this.shell ??= new Shell(this.attachShadow({ mode: 'open' }));
    if (this.starting) return;
    this.reserve();
    const wish = this.wish();
    if (wish.reveal === 'manual' && !this.isWanted) this.offer(wish);
    else if (wish.loading === 'eager' || this.isWanted) void this.begin();
    else {
      this.shell.wait('');
      this.watch(() => void this.begin());
    }
  }

  disconnectedCallback(): void {
    // Who moves an element takes it out and puts it in again at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.stop();
    });
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (this.isReflecting || before === now || !this.isConnected) return;
    if (!this.starting) {
      this.reserve();
      if (name === 'reveal' || name === 'loading') this.connectedCallback();
      return;
    }
    this.starting.then((widget) => widget.changed(this.wish(), name as Attribute)).catch(() => {});
  }

  /** Runs the network on a picture. Rejects with what `error` says. */
  async run(image: Blob | string | URL): Promise<ResultDetail> {
    return (await this.start()).run(image);
  }

  /** What is shown, as PNG with its colour scale, the names and the answer. */
  async toBlob(): Promise<Blob> {
    return (await this.start()).toBlob();
  }

  /** Fetches what it shows, as it does by itself when it is about to be seen. */
  start(): Promise<Widget> {
    this.isWanted = true;
    this.reserve();
    this.watcher?.disconnect();
    this.starting ??= this.load();
    return this.starting;
  }

  /** The same for what nobody waits for: whoever looks at it sees what failed. */
  private begin(): Promise<unknown> {
    return this.start().catch(() => {});
  }

  private async load(): Promise<Widget> {
    const { shell } = this;
    if (!shell) throw new Error('<cnn-playground> is not in a document.');
    const wish = this.wish();
    const { life } = this;
    shell.wait('Loading…');
    try {
      const { Widget } = await import('./widget.js');
      await Widget.speak(this);
      // It may have been taken out of the page meanwhile, and even put in again, which starts another one.
      if (life !== this.life || !this.isConnected)
        throw new Error('<cnn-playground> was taken out of the page.');
      const widget = new Widget(this, shell, wish, CnnPlaygroundElement.base);
      this.widget = widget;
      return widget;
    } catch (thrown) {
      if (life !== this.life) throw thrown;
      this.starting = undefined;
      shell.fail(whyNot(String(thrown)));
      throw thrown;
    }
  }

  private stop(): void {
    this.life += 1;
    this.watcher?.disconnect();
    this.widget?.dispose();
    this.widget = undefined;
    this.starting = undefined;
  }

  private wish(): Wish {
    return wishOf((name) => this.getAttribute(name));
  }

  private offer(wish: Wish): void {
    const size = MODEL_BYTES[wish.model];
    const name = wish.isAddress ? 'the network' : wish.model;
    const words = size === undefined ? '' : ` (${megabytes(size + CODE_BYTES)})`;
    this.shell?.offer(`Show ${name}${words}`, () => void this.begin());
  }

  private watch(near: () => void): void {
    this.watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) near();
      },
      { rootMargin: AHEAD },
    );
    this.watcher.observe(this);
  }

  private reserve(): void {
    const { view, reveal } = this.wish();
    // Who presses the button expects something to move.
    const isPoster = reveal === 'manual' && !this.isWanted;
    this.shell?.reserve(isPoster ? POSTER : heightOf(view, this.clientWidth));
  }

  /** Attributes as they are to be, without being told of them. null takes one away. */
  reflect(values: Partial<Record<Attribute, string | null>>): void {
    this.isReflecting = true;
    for (const [name, value] of Object.entries(values)) {
      if (value === null) this.removeAttribute(name);
      else if (this.getAttribute(name) !== value) this.setAttribute(name, value);
    }
    this.isReflecting = false;
  }
}

/** Each attribute as a property: `element.layer = 'conv_1_2'`; null takes the attribute away. */
for (const name of ATTRIBUTES) {
  const property = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (property in Base.prototype) continue;
  Object.defineProperty(CnnPlaygroundElement.prototype, property, {
    configurable: true,
    enumerable: true,
    get(this: HTMLElement) {
      return this.getAttribute(name);
    },
    set(this: HTMLElement, value: unknown) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    },
  });
}
