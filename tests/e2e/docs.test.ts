// The documentation, from its first page on, below a path: every link, both widths, both themes, the widgets, the
// search, and all of it without JavaScript.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from './support/browser.js';
import { siteFolder } from './support/site.js';
import { type StaticServer, serve } from './support/static-server.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const UNDER = 'some/where/';
/** All pages, one after the other, on a machine that is busy with something else. */
const LONG = 300_000;

let server: StaticServer;
let browser: Browser;
/** Of every page that links lead to: its path below docs/, and its HTML. */
let pages: Map<string, string>;

beforeAll(async () => {
  server = await serve(siteFolder(), { under: UNDER });
  browser = await launch();
  pages = await crawl();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const at = (path: string): string => `${server.url}docs/${path}`;

/** Addresses that a page's HTML names, as a browser resolves them; none that is somebody else's. */
function addressesIn(html: string, page: string): URL[] {
  const named = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, target = '']) =>
    target.replaceAll('&amp;', '&'),
  );
  return named
    .map((target) => new URL(target, page))
    .filter(({ href }) => href.startsWith(server.url));
}

/** Follows links from the first page on, within the documentation. */
async function crawl(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const waiting = ['index.html'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const answer = await fetch(at(path));
    const html = answer.ok ? await answer.text() : '';
    found.set(path, html);
    for (const { href, pathname } of addressesIn(html, at(path)))
      if (href.startsWith(at('')) && pathname.endsWith('.html'))
        waiting.push(pathname.slice(new URL(at('')).pathname.length));
  }
  return found;
}

const inFolder = (path: string): Buffer => readFileSync(join(siteFolder(), path));

test('every address leads somewhere, and every anchor is there', async () => {
  const problems: string[] = [];
  const known = new Map<string, string | undefined>();
  async function textAt(url: string): Promise<string | undefined> {
    if (!known.has(url)) {
      const answer = await fetch(url);
      known.set(url, answer.ok ? await answer.text() : undefined);
    }
    return known.get(url);
  }
  expect(pages.size).toBeGreaterThan(20);
  for (const [path, html] of pages)
    for (const { href, hash } of addressesIn(html, at(path))) {
      const text = await textAt(href.split('#')[0] ?? '');
      const anchor = hash.slice(1);
      if (text === undefined) problems.push(`${path}: nothing at ${href}`);
      else if (anchor && href.startsWith(at('')) && !text.includes(` id="${anchor}"`))
        problems.push(`${path}: no ${hash} at ${href}`);
    }
  expect(problems).toEqual([]);
});

test('the folder of the course answers with its chapters, each named once', async () => {
  const answer = await fetch(at('course/'));
  expect(answer.status).toBe(200);
  const [, table = ''] = /<tbody>(.*?)<\/tbody>/s.exec(await answer.text()) ?? [];
  const chapters = [...table.matchAll(/href="(\w+)\.html"/g)].map(([, name]) => name);
  expect(chapters).toHaveLength(10);
  expect(new Set(chapters).size).toBe(10);
  expect(pages.get('index.html')).toContain('href="course/index.html"');
});

test('everything that a page asks for comes from this folder, and before a widget it is less than 60 kB', () => {
  const size = (path: string): number => gzipSync(inFolder(path)).length;
  const around = ['docs.css', 'theme.js', 'docs.js', 'search.js', 'docs.svg']
    .map((file) => size(`docs/${file}`))
    .reduce((sum, bytes) => sum + bytes);
  const element = size('element.js');
  for (const [path, html] of pages) {
    expect(html).toContain('http-equiv="Content-Security-Policy"');
    // What loads by itself; a link to another site is no request.
    const loaded = [
      ...html.matchAll(/<(?:script|img|link|iframe)\b[^>]*?\s(?:src|href)="([^"]*)"/g),
    ];
    for (const [, target = ''] of loaded) expect(target).not.toMatch(/^(https?:)?\/\//);
    expect(around + element + gzipSync(html).length, path).toBeLessThan(60_000);
  }
});

/** How a page is looked at. */
interface Look {
  colorScheme: 'light' | 'dark';
  width: number;
}

interface Opened {
  page: Page;
  problems: string[];
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(server.url))
      problems.push(`asked for ${request.url()}`);
  });
  await page.goto(at(path));
  return { page, problems };
}

/** Brings every widget of the page to an end: a run is on screen. */
async function widgetsRun(page: Page): Promise<void> {
  const widgets = await page.locator('cnn-playground:defined').all();
  // All of them start; then each is waited for.
  for (const widget of widgets) await widget.scrollIntoViewIfNeeded();
  for (const widget of widgets) {
    await widget.scrollIntoViewIfNeeded();
    // Of every view: what it is of is drawn, and nothing is waited for.
    const drawn = widget.locator('.playground canvas, .playground tbody tr');
    await drawn.filter({ visible: true }).first().waitFor();
  }
}

/** The rules whose answer another theme or another width can change. */
const OF_LOOKS = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable'];

/** rules: by default all. */
async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  const given = { iframes: false, resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  // Through the debugger, which the page's content security policy does not concern.
  const client = await page.context().newCDPSession(page);
  await client.send('Runtime.evaluate', { expression: AXE });
  const { result } = await client.send('Runtime.evaluate', {
    expression: `axe.run(document, ${JSON.stringify(given)}).then(({ violations }) => violations.flatMap(
      ({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`,
    awaitPromise: true,
    returnByValue: true,
  });
  return result.value as string[];
}

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const WIDE: Look = { colorScheme: 'light', width: 1440 };
const NARROW: Look = { colorScheme: 'dark', width: 390 };

/** Pages with the same widgets, of which one is enough to see them run. */
const widgetsOf = (html: string): string => (html.match(/<cnn-playground[^>]*>/g) ?? []).join();

/** What a page is made of, as far as styles tell it apart: tags with their classes, and widgets with their views. */
const kindsIn = (html: string): string[] =>
  [...html.matchAll(/<([a-z][\w-]*)\b([^>]*)>/g)].flatMap(([, tag = '', attributes = '']) => {
    const named = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
    const view = tag === 'cnn-playground' ? named('view') : '';
    return named('class')
      .split(' ')
      .map((name) => `${tag} ${name} ${view}`);
  });

interface Planned {
  path: string;
  /** Its widgets are those of a page before it. */
  isSeen: boolean;
  looks: readonly [first: Look, second: Look];
  /** It has something that axe has seen in its second look on no other page. */
  isNew: boolean;
}

/** Half of the pages come up narrow and dark. Each is read by axe as it comes up, and again where it is new. */
function visits(): Planned[] {
  const widgets = new Set<string>();
  const known = new Map<Look, Set<string>>([WIDE, NARROW].map((look) => [look, new Set()]));
  const planned = [...pages].map(([path, html], at) => {
    const own = widgetsOf(html);
    const isSeen = own !== '' && widgets.has(own);
    widgets.add(own);
    const looks = at % 2 === 0 ? ([WIDE, NARROW] as const) : ([NARROW, WIDE] as const);
    const kinds = kindsIn(html);
    for (const kind of kinds) known.get(looks[0])?.add(kind);
    return { path, isSeen, looks, kinds };
  });
  return planned.map(({ kinds, ...page }) => {
    const seen = known.get(page.looks[1]) ?? new Set();
    const isNew = kinds.some((kind) => !seen.has(kind));
    for (const kind of kinds) seen.add(kind);
    return { ...page, isNew };
  });
}

/** Does it for every item, two at a time: a page that is waited for leaves a core to the other one. */
async function twoAtATime<Item, Worker>(
  items: readonly Item[],
  worker: () => Promise<Worker>,
  work: (worker: Worker, item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    [0, 1].map(async () => {
      const mine = await worker();
      for (let next = waiting.shift(); next; next = waiting.shift()) await work(mine, next);
    }),
  );
}

/** What is wrong with a page, opened in one look and seen in the other as well. */
async function wrongWith(
  { page, problems }: Opened,
  { path, isSeen, looks, isNew }: Planned,
): Promise<string[]> {
  // Where its widgets have been seen, the pictures in their place are looked at.
  if (isSeen)
    await page.route('**/element.js', (route) =>
      route.fulfill({ body: '', contentType: 'text/javascript' }),
    );
  const wrong: string[] = [];
  const look = async ({ colorScheme, width }: Look) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
  };
  for (const [turn, one] of looks.entries()) {
    await look(one);
    if (turn === 0) await page.goto(at(path));
    await widgetsRun(page);
    const found = turn === 0 ? await violations(page) : [];
    if (turn > 0 && isNew) found.push(...(await violations(page, OF_LOOKS)));
    if ((await sideways(page)) !== 0) found.push('scrolls sideways');
    // The other width of a theme costs no second visit.
    await look({ ...one, width: one.width === 390 ? 1440 : 390 });
    if ((await sideways(page)) !== 0) found.push('scrolls sideways, other width');
    found.push(...problems.splice(0));
    const where = `${path}, ${one.colorScheme}, ${one.width} px`;
    wrong.push(...found.map((problem) => `${where}: ${problem}`));
  }
  await page.unroute('**/element.js');
  return wrong;
}

test(
  'axe finds nothing, nothing scrolls sideways, nothing is complained about, widgets run: in both themes and widths',
  async () => {
    const found: string[] = [];
    await twoAtATime(
      visits(),
      () => open('index.html'),
      async (opened, planned) => {
        found.push(...(await wrongWith(opened, planned)));
      },
    );
    expect(found).toEqual([]);
    expect(visits().filter(({ isSeen }) => !isSeen).length).toBeGreaterThan(4);
    expect(visits().filter(({ isNew }) => isNew).length).toBeGreaterThan(4);
  },
  LONG,
);

test(
  'without JavaScript all words are there, and a picture for every widget',
  async () => {
    const without = () => open('index.html', { javaScriptEnabled: false });
    await twoAtATime([...pages], without, async ({ page }, [path, html]) => {
      await page.goto(at(path));
      const seen = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
      // The last paragraph that is plain words.
      const last = [...html.matchAll(/<p>([^<>&]{20,}?)<\/p>/g)].at(-1)?.[1] ?? '';
      expect(seen).toContain(last.replaceAll(/\s+/g, ' '));
      await expect
        .poll(() => page.getByRole('navigation', { name: 'Pages' }).isVisible())
        .toBe(true);
      const pictures = page.locator('cnn-playground > img');
      await expect.poll(() => pictures.count()).toBe(await page.locator('cnn-playground').count());
      for (const picture of await pictures.all()) {
        await picture.scrollIntoViewIfNeeded();
        await expect
          .poll(() => picture.evaluate((element) => (element as HTMLImageElement).naturalWidth))
          .toBeGreaterThan(300);
      }
    });
  },
  LONG,
);

test('a word is found, by the keyboard alone', async () => {
  const { page, problems } = await open('index.html');
  await page.getByRole('searchbox').fill('einsum');
  await page.locator('#found a').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/docs/operators.html#einsum');
  await expect.poll(() => page.locator('#einsum').isVisible()).toBe(true);
  await page.getByRole('searchbox').fill('zzzz');
  await page.getByText('Nothing found').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('');
  expect(problems).toEqual([]);
  await page.context().close();
});

test('the theme that is chosen holds on the next page, and in its widget', async () => {
  const { page, problems } = await open('getting-started.html', { colorScheme: 'light' });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect.poll(() => ground()).toBe('dark');
  await page.goto(at('index.html'));
  await expect.poll(() => ground()).toBe('dark');
  await widgetsRun(page);
  const words = page.locator('cnn-playground .playground');
  // Light letters.
  await expect
    .poll(() => words.evaluate((root) => getComputedStyle(root).color))
    .toBe('rgb(232, 237, 237)');
  expect(problems).toEqual([]);
  await page.context().close();
});

test('on a phone the list of pages opens, and leads from page to page', async () => {
  const { page } = await open('index.html', { viewport: { width: 390, height: 844 } });
  const list = page.getByRole('navigation', { name: 'Pages' });
  await expect.poll(() => list.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Pages' }).click();
  await list.getByRole('link', { name: 'Sphinx' }).click();
  await page.getByRole('heading', { name: 'Sphinx', level: 1 }).waitFor();
  await page.context().close();
});

test('the page leads to the documentation, and back', async () => {
  const { page } = await open('../index.html');
  await page.locator('[data-test="docs"]').click();
  await page.waitForURL(at('index.html'));
  await page.getByText('In three sentences').first().waitFor();
  await page.getByRole('link', { name: 'Playground', exact: true }).click();
  await page.waitForURL(`${server.url}index.html`);
  await page.context().close();
});
