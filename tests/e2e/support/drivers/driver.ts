// The little that the tests of all browsers need of a browser. Chromium is driven by Playwright, the other
// two by WebDriver's own commands: Playwright cannot drive the system's Firefox or WebKitGTK.

import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Driver {
  /** Settles when the page's scripts have run. */
  open(url: string): Promise<void>;
  /** Runs a function in the page. It is sent as text, so it can use nothing but its arguments, plain data. */
  evaluate<R, A extends unknown[]>(body: (...given: A) => R, ...given: A): Promise<Awaited<R>>;
  /** Waits for the first visible element of that kind with that text in it, and clicks on its middle. */
  click(selector: string, text?: string): Promise<void>;
  /** Waits until an element of that kind is visible, with that text in it. */
  waitFor(selector: string, text?: string): Promise<void>;
  /** Gives the window this size, in CSS pixels with what the browser draws around the page. */
  resize(width: number, height: number): Promise<void>;
  /** A PNG of what is on screen. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

/** The commands of WebDriver that a driver is made of. */
export interface Commands {
  navigate(url: string): Promise<unknown>;
  /** script: the body of a function; a promise that it returns is waited for. */
  execute(script: string, args: unknown[]): Promise<unknown>;
  /** element: its reference. */
  click(element: string): Promise<unknown>;
  resize(width: number, height: number): Promise<unknown>;
  /** In base64. */
  screenshot(): Promise<string>;
  close(): Promise<void>;
}

/** The key under which an element's reference stands in an answer. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** For machines that are busy with something else. */
const PATIENCE = 30_000;

/** Asks again until there is an answer. */
export async function poll<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > until) throw new Error(`Waited ${PATIENCE / 1000} s in vain for ${what}.`);
    await pause(50);
  }
}

/** The first visible element of that kind with that text in it, and where it is. */
function shown(selector: string, text: string): [Element, string] | undefined {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find(
    (element) => element.checkVisibility() && element.innerText.includes(text),
  );
  const { x, y, width, height } = found?.getBoundingClientRect() ?? new DOMRect();
  return found && [found, `${x} ${y} ${width} ${height}`];
}

function bring(selector: string, text: string): void {
  [...document.querySelectorAll<HTMLElement>(selector)]
    .find((element) => element.checkVisibility() && element.innerText.includes(text))
    ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

export function driverOf(commands: Commands): Driver {
  async function evaluate<R, A extends unknown[]>(
    body: (...given: A) => R,
    ...given: A
  ): Promise<Awaited<R>> {
    const script = `return (${body}).apply(null, arguments);`;
    return (await commands.execute(script, given)) as Awaited<R>;
  }

  const sought = (selector: string, text: string) =>
    text === '' ? selector : `"${text}" in ${selector}`;

  /** Its reference, and where it is. */
  async function find(
    selector: string,
    text: string,
  ): Promise<[element: string, place: string] | undefined> {
    const found: unknown = await evaluate(shown, selector, text);
    const [element, place] = (found ?? []) as [Record<string, string>?, string?];
    return element?.[ELEMENT] && place ? [element[ELEMENT], place] : undefined;
  }

  /** The reference of one that stands where it stood when it was asked before: others may be missed. */
  function findStill(selector: string, text: string): Promise<string> {
    let before = '';
    return poll(sought(selector, text), async () => {
      const [element, place] = (await find(selector, text)) ?? [undefined, ''];
      const isStill = place === before;
      before = place;
      return isStill ? element : undefined;
    });
  }

  return {
    async open(url) {
      await commands.navigate(url);
    },
    evaluate,
    async click(selector, text = '') {
      // A driver scrolls the page itself, and not every one what scrolls within it.
      await poll(sought(selector, text), () => find(selector, text));
      await evaluate(bring, selector, text);
      await commands.click(await findStill(selector, text));
    },
    async waitFor(selector, text = '') {
      await poll(sought(selector, text), () => find(selector, text));
    },
    async resize(width, height) {
      await commands.resize(width, height);
    },
    screenshot: async () => Buffer.from(await commands.screenshot(), 'base64'),
    close: () => commands.close(),
  };
}

/** Full path of a program, undefined where it is not on PATH. */
export function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Ends a program, and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
