// What an element shows before the playground is there, and around it.

const STYLE = `
:host { display: block; container: cnn / inline-size; }
:host([hidden]) { display: none; }
/* What a page does to its texts would change the room that numbers and names need. */
.cnn-frame { position: relative; display: grid; text-align: start; text-indent: 0; text-transform: none;
  letter-spacing: normal; word-spacing: normal; white-space: normal; font-style: normal; font-variant: normal;
  overflow-wrap: normal; word-break: normal; hyphens: manual; text-shadow: none; }
.cnn-stage { min-height: var(--cnn-height, 0); display: grid; align-content: start; }
.cnn-cover { display: grid; place-items: center; align-content: center; gap: 12px; min-height: inherit; padding: 16px;
  border: 1px solid color-mix(in srgb, currentcolor 25%, transparent); border-radius: var(--cnn-radius, 8px);
  font: 15px/1.45 var(--cnn-font, system-ui, sans-serif); text-align: center; }
.cnn-cover[hidden] { display: none; }
.cnn-cover p { margin: 0; }
.cnn-cover button { padding: 8px 16px; border: 1px solid transparent; border-radius: var(--cnn-radius, 8px); cursor: pointer;
  background: var(--cnn-accent, light-dark(#0e6b63, #58c7ba)); color: var(--cnn-accent-ink, light-dark(#fff, #06201d));
  font: inherit; font-weight: 600; }
.cnn-cover button:focus-visible { outline: 2px solid var(--cnn-accent, light-dark(#0e6b63, #58c7ba)); outline-offset: 2px; }
.cnn-error { text-align: start; justify-items: start; }
.cnn-error ul { margin: 0; padding-inline-start: 1.2em; }
.cnn-notes { min-height: 0; margin-block-end: 8px; }
.cnn-probe { position: absolute; visibility: hidden; width: 0; height: 0; color: light-dark(rgb(0 0 0), rgb(255 255 255));
  transition: color 1ms; }
/* On paper there is the poster, if the page gives one: nobody can press its button, or wait. */
@media print {
  .cnn-stage { min-height: 0; }
  .cnn-cover:not(.cnn-error) { min-height: 0; padding: 0; border: 0; }
  .cnn-cover button, .cnn-cover [role=status] { display: none; }
}
`;

let sheet: CSSStyleSheet | undefined;

/** Made once: as a sheet of its own it needs nothing of a content security policy. */
function shellSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string>,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

const slot = (name: string): HTMLElement => make('slot', { name });

export class Shell {
  readonly stage = make('div', { class: 'cnn-stage', part: 'stage' });
  /** Tells by its colour whether it is light or dark around. */
  readonly probe = make('span', { class: 'cnn-probe', 'aria-hidden': 'true' });
  private readonly text = make('p', { part: 'progress', role: 'status' });
  private readonly button = make('button', { type: 'button', part: 'button' });
  private readonly cover = make(
    'div',
    { class: 'cnn-cover', part: 'poster' },
    slot('poster'),
    this.button,
    this.text,
  );
  private readonly notes = make('div', {
    class: 'cnn-cover cnn-error cnn-notes',
    part: 'error',
    role: 'alert',
  });
  private readonly reason = make('div', {});
  private readonly failure = make(
    'div',
    { class: 'cnn-cover cnn-error', part: 'error', role: 'alert' },
    slot('error'),
    this.reason,
  );

  constructor(readonly root: ShadowRoot) {
    root.adoptedStyleSheets = [shellSheet()];
    const frame = make('div', { class: 'cnn-frame', part: 'frame' }, this.stage, this.probe);
    root.append(frame, make('div', { part: 'caption' }, slot('caption')));
  }

  /** The poster with a button that starts it. */
  offer(words: string, start: () => void): void {
    this.button.hidden = false;
    this.button.textContent = words;
    this.button.onclick = start;
    this.text.textContent = '';
    this.stage.replaceChildren(this.cover);
  }

  /** The poster with a sentence about what is waited for. */
  wait(words: string): void {
    this.button.hidden = true;
    this.text.textContent = words;
    if (this.cover.parentNode !== this.stage) this.stage.replaceChildren(this.cover);
  }

  /** One sentence or several. */
  fail(sentences: readonly string[]): void {
    this.reason.replaceChildren(
      ...(sentences.length === 1
        ? [make('p', {}, ...sentences)]
        : [make('ul', {}, ...sentences.map((sentence) => make('li', {}, sentence)))]),
    );
    this.stage.replaceChildren(this.failure);
  }

  /** The playground, below sentences about what it was asked for and cannot do. */
  show(root: HTMLElement): void {
    this.stage.replaceChildren(this.notes, root);
  }

  note(sentences: readonly string[]): void {
    this.notes.hidden = sentences.length === 0;
    this.notes.replaceChildren(...sentences.map((sentence) => make('p', {}, sentence)));
  }

  /** height: in px, kept free while what fills it is on its way. */
  reserve(height: number): void {
    this.stage.style.setProperty('--cnn-height', `${height}px`);
  }
}
