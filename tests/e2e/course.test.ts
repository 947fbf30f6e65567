// The course in the documentation: every exercise answered right and wrong, with the engine of the page; the choice of a
// picture; answers that are saved and read as those of a class; links of teachers.

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from './support/browser.js';
import { encodePng } from './support/png.js';
import { siteFolder } from './support/site.js';
import { type StaticServer, serve } from './support/static-server.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LONG = 120_000;

/**
 * By page: exercise, right answer, wrong answer, words of the reason that is given for the wrong one. Numbers from
 * PyTorch, and from ONNX Runtime for those of the picture of the church; choices by their first words.
 */
const ANSWERS: Record<string, readonly (readonly [string, string, string, string])[]> = {
  pixels: [
    ['how-many-numbers', '3072', '1024', 'You counted the pixels.'],
    ['one-number', '0.67', '171', 'before it was divided by 255'],
    ['brightest-channel', 'Channel 2', 'Channel 0', 'Red is 0.541 there'],
  ],
  kernel: [
    ['by-hand', '1', '-1', 'You forgot the bias'],
    ['three-channels', '1.5', '2.5', 'once for each channel'],
    ['learned-numbers', '280', '270', 'You forgot the biases'],
  ],
  size: [
    ['output-size', '31', '31.5', 'You forgot to round down'],
    ['keep-size', 'Padding 3', 'Padding 6', 'padding counts on both sides: 70 cells'],
    ['height-and-width', '79', '47', 'That is the height.'],
  ],
  relu: [
    ['one-value', '0', '1,7', 'You dropped the sign.'],
    ['share-of-zeros', '62 %', '37', 'That is the share that stays.'],
    ['same-shape', 'The same shape', 'Fewer cells', 'it holds a 0'],
  ],
  pooling: [
    ['one-window', '5', '7', 'The row comes first'],
    ['odd-size', '15', '16', 'ceil_mode=True'],
    ['what-is-left', 'A quarter', 'A half', 'are halved'],
  ],
  tinyvgg: [
    ['flat-size', '1,690', '169', 'That is one map.'],
    ['where-weights-are', 'The layer dense', 'The four convolutions', 'Together they have 3,010.'],
    ['which-costs-most', 'conv_1_2', 'conv_2_1', 'It has 705,600'],
    ['which-class-wins', 'church', 'parachute', 'It gives parachute 0.4%.'],
  ],
  depth: [
    ['two-convolutions', '5', '6', 'The patches overlap'],
    ['after-pooling', '10', '8', 'one cell further is 2 pixels further'],
    ['wider-than-the-picture', 'Larger', 'Smaller', 'five of them have stride 2'],
  ],
  families: [
    ['depthwise-numbers', '960', '83040', 'That is an ordinary convolution'],
    ['which-has-a-shortcut', 'Block 3', 'Block 2', 'Only maps of the same shape'],
    ['vector-length', '1280', '32000', 'Those are all the cells.'],
  ],
  uses: [
    ['new-last-layer', '5073', '5070', 'You forgot the biases'],
    ['work-per-weight', 'conv_1_2', 'dense', 'It takes 16,900'],
    ['half-the-side', 'A quarter', 'A half', 'are halved'],
  ],
  why: [
    ['score-as-sum', '5.73', '6.01', 'You left out the bias.'],
    ['cover-the-sky', 'It falls', 'It rises', 'when the canopy is covered'],
    ['cover-the-middle', 'It falls', 'It stays', 'from 99.1% to 22.2%'],
  ],
};

let server: StaticServer;
let browser: Browser;

beforeAll(async () => {
  server = await serve(siteFolder(), { under: 'a/course/' });
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Opened {
  page: Page;
  problems: string[];
  asked: string[];
  context: BrowserContext;
}

/** Widgets are looked at by docs.test.ts; without them a page is quick. */
async function open(
  path: string,
  { script = true, width = 1440, widgets = false } = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled: script,
  });
  if (!widgets)
    await context.route('**/element.js', (route) =>
      route.fulfill({ body: '', contentType: 'text/javascript' }),
    );
  const page = await context.newPage();
  const problems: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${server.url}docs/course/${path}`);
  return { page, problems, asked, context };
}

async function answer(section: Locator, given: string): Promise<void> {
  const field = section.locator('input[id$="-answer"]');
  if (await field.count()) await field.fill(given);
  else
    await section
      .locator('fieldset label')
      .filter({ hasText: new RegExp(`^${given}`) })
      .first()
      .click();
  await section.getByRole('button', { name: 'Check my prediction' }).click();
}

const verdictOf = (section: Locator): Promise<string> => section.locator('.verdict').innerText();

async function violations(page: Page): Promise<string[]> {
  const client = await page.context().newCDPSession(page);
  await client.send('Runtime.evaluate', { expression: AXE });
  const { result } = await client.send('Runtime.evaluate', {
    expression: `axe.run(document).then(({ violations }) => violations.flatMap(
      ({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
    awaitPromise: true,
    returnByValue: true,
  });
  return result.value as string[];
}

test.each(Object.entries(ANSWERS))(
  '%s: each exercise, wrong with its reason and then right',
  async (name, exercises) => {
    const { page, problems, context } = await open(`${name}.html`);
    const ids = await page.locator('.exercise').evaluateAll((all) => all.map(({ id }) => id));
    expect(ids).toEqual(exercises.map(([id]) => id));
    for (const [id, right, wrong, reason] of exercises) {
      const section = page.locator(`#${id}`);
      await answer(section, wrong);
      await section.and(page.locator('[data-verdict="wrong"]')).waitFor({ timeout: 30_000 });
      expect(await verdictOf(section), id).toMatch(/^Not right\. /);
      expect(await verdictOf(section), id).toContain(reason);
      await answer(section, right);
      await section.and(page.locator('[data-verdict="right"]')).waitFor();
      expect(await verdictOf(section), id).toMatch(/^Right: /);
    }
    await expect.poll(() => violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  },
  LONG,
);

test('what is no answer is no prediction, and the answer is told on request, by the keyboard', async () => {
  const { page, context } = await open('size.html#output-size');
  const section = page.locator('#output-size');
  await section.getByLabel('Your prediction').fill('some');
  await page.keyboard.press('Enter');
  await section.getByText('Type a number, such as 31 or −0.25.').waitFor();
  await section.getByLabel('Your prediction').fill('7');
  await page.keyboard.press('Enter');
  await section.getByText('Add the padding on both sides').waitFor();
  await section.getByRole('button', { name: 'Show the answer' }).press('Enter');
  await section.getByText('The answer: 31 cells.').waitFor();
  const choice = page.locator('#keep-size');
  await choice.getByRole('button', { name: 'Check my prediction' }).click();
  await choice.getByText('Choose one of the answers first.').waitFor();
  await context.close();
});

test('without JavaScript the question, the choices and the folded answer are there', async () => {
  const { page, context } = await open('size.html', { script: false });
  for (const [id, right] of ANSWERS.size ?? []) {
    const section = page.locator(`#${id}`);
    await expect.poll(() => section.locator('.question').isVisible()).toBe(true);
    await section.getByText('Show the answer').click();
    const told = await section.locator('.solution strong').innerText();
    expect(told.startsWith(right), `${id}: ${told}`).toBe(true);
  }
  await expect.poll(() => page.locator('#keep-size li').count()).toBe(4);
  await expect.poll(() => page.locator('form').count()).toBe(0);
  await context.close();
});

/** A picture of one colour. */
const plain = (colour: readonly [number, number, number]): Buffer =>
  encodePng(
    Uint8Array.from({ length: 40 * 30 * 3 }, (_, at) => colour[at % 3] ?? 0),
    40,
    30,
  );

test(
  'the numbers that a question gives are those of the chosen picture, from its choice on and at the next visit',
  async () => {
    const { page, problems, context } = await open('pixels.html');
    await page
      .locator('.course-picture input[type="file"]')
      .setInputFiles({ name: 'flat.png', mimeType: 'image/png', buffer: plain([200, 40, 90]) });
    const section = page.locator('#one-number');
    const given = section.locator('.question data');
    for (const message of ['at once', 'later']) {
      // Kept as a JPEG, so that a level more or less is no fault.
      await expect.poll(async () => Number(await given.innerText()), { message }).closeTo(40, 2);
      await answer(section, String(Number(await given.innerText()) / 255));
      await section.and(page.locator('[data-verdict="right"]')).waitFor({ timeout: 30_000 });
      await page.reload();
    }
    await page.locator('#course-picture').selectOption('church');
    await expect.poll(() => given.innerText()).toBe('171');
    expect(problems).toEqual([]);
    await context.close();
  },
  LONG,
);

test(
  'one choice of a picture holds for widgets, exercises and the next page',
  async () => {
    const { page, problems, asked, context } = await open('pixels.html', { width: 390 });
    const widget = page.locator('cnn-playground');
    await expect.poll(() => widget.getAttribute('image')).toBe('church');
    await page.getByLabel('Picture', { exact: true }).selectOption('golf-ball');
    await expect.poll(() => widget.getAttribute('image')).toBe('golf-ball');
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'red.png', mimeType: 'image/png', buffer: plain([200, 10, 10]) });
    await page.getByText('Yours stays in this browser.').waitFor();
    await page.goto(`${server.url}docs/course/tinyvgg.html`);
    await expect
      .poll(() => page.locator('cnn-playground').getAttribute('image'))
      .toMatch(/^data:image\/jpeg/);
    await page.goBack();
    expect(
      await page.getByLabel('Picture', { exact: true }).locator('option:checked').innerText(),
    ).toBe('Yours: red.png');
    const section = page.locator('#brightest-channel');
    await answer(section, 'Channel 0');
    await section.getByText('Right: Channel 0, red.').waitFor({ timeout: 30_000 });
    // A picture of another page's file does no harm, and nothing was sent anywhere.
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'a.txt', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.getByText('"a.txt" is no picture that this browser can read.').waitFor();
    expect(
      asked.filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(server.url)),
    ).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  },
  LONG,
);

test(
  'a widget runs on the picture that is chosen, and an exercise beside it in an engine of its own',
  async () => {
    const { page, problems, context } = await open('tinyvgg.html', { widgets: true });
    const best = page.locator('cnn-playground [data-test="prediction"]').first();
    const chosen = page.locator('#course-picture');
    await best.filter({ hasText: 'church' }).waitFor({ timeout: 30_000 });
    await chosen.selectOption('golf-ball');
    await best.filter({ hasText: 'golf ball' }).waitFor();
    const section = page.locator('#which-class-wins');
    await answer(section, 'golf ball');
    await section.getByText('Right: golf ball.').waitFor({ timeout: 30_000 });
    await page
      .locator('.course-picture input[type="file"]')
      .setInputFiles({ name: 'blue.png', mimeType: 'image/png', buffer: plain([20, 60, 200]) });
    await page.locator('cnn-playground .picture-name', { hasText: 'picture' }).waitFor();
    await expect.poll(() => verdictOf(section)).toBe('');
    await chosen.selectOption('church');
    await best.filter({ hasText: 'church' }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  },
  LONG,
);

const saved = async (page: Page, name: string): Promise<string> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  return readFileSync((await download.path()) ?? '', 'utf8');
};

test(
  'answers are saved, read as those of a class, and refused where a file is hostile',
  async () => {
    const { page, problems, context } = await open('size.html');
    const section = page.locator('#output-size');
    for (const given of ['30', '31']) {
      await answer(section, given);
      await section
        .getByText(given === '31' ? 'Right: 31 cells.' : 'without the padding')
        .waitFor({ timeout: 30_000 });
    }
    await page.getByLabel('Name in the file').fill('=Ada');
    const json = await saved(page, 'Save my answers');
    expect(JSON.parse(json)).toMatchObject({
      format: 'cnn-playground-answers',
      version: 1,
      name: '=Ada',
      answers: [
        {
          page: 'size',
          exercise: 'output-size',
          prediction: '30',
          right: false,
          tries: 2,
          solved: true,
          picture: 'church',
        },
      ],
    });
    await page.goto(`${server.url}docs/course/class.html`);
    const hostile = JSON.stringify({ ...JSON.parse(json), answers: [{ page: '<img src=x>' }] });
    await page.getByLabel('Drop the files here').setInputFiles([
      { name: 'ada.json', mimeType: 'application/json', buffer: Buffer.from(json) },
      { name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from(hostile) },
      { name: 'big.json', mimeType: 'application/json', buffer: Buffer.alloc(200_001, ' ') },
    ]);
    await page
      .getByText('"bad.json" was not read: its answer 1 is not as the course writes it.')
      .waitFor();
    await page.getByText('"big.json" was not read: it has more than 200 kB').waitFor();
    await expect
      .poll(() => page.locator('.class-answers tbody tr').allInnerTexts())
      .toEqual(['=Ada\t0 of 1\tright at try 2 30']);
    await expect
      .poll(() => page.getByRole('link', { name: 'output size' }).getAttribute('href'))
      .toBe('size.html#output-size');
    expect(await saved(page, 'Save as CSV')).toContain(
      `"'=Ada","size","output-size","30","false","2","true","church"`,
    );
    await expect.poll(() => violations(page)).toEqual([]);
    await page.goto(`${server.url}docs/course/kernel.html`);
    await page.getByText('1 answered in the course, 0 right at first.').waitFor();
    await page.getByRole('button', { name: 'Forget them' }).click();
    await page.getByText('You have not answered any exercise').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  },
  LONG,
);

/** A teacher's site on another origin. */
async function teacher(allows: boolean): Promise<{ url: string; asked: string[]; server: Server }> {
  const asked: string[] = [];
  const site = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(200, {
      'content-type': 'image/png',
      ...(allows ? { 'access-control-allow-origin': '*' } : {}),
      'cross-origin-resource-policy': 'cross-origin',
    });
    response.end(plain([10, 10, 200]));
  });
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
  const { port } = site.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/blue.png`, asked, server: site };
}

test(
  'a link of a teacher: the host is told first, then the picture is fetched and leads to the exercise',
  async () => {
    const school = await teacher(true);
    const { page, problems, context } = await open('picture.html');
    await page.getByLabel('Address of the picture').fill(school.url);
    await page.getByLabel('Exercise', { exact: true }).selectOption('pixels/brightest-channel');
    const link = await page.getByLabel('Link for your class').inputValue();
    await page.goto(link);
    const { host } = new URL(school.url);
    await page.getByText(`This link brings a picture from ${host}:`).waitFor();
    expect(school.asked).toEqual([]);
    await expect.poll(() => violations(page)).toEqual([]);
    await page.getByRole('button', { name: `Fetch it from ${host}` }).click();
    await page.waitForURL('**/pixels.html#brightest-channel');
    expect(school.asked).toEqual(['/blue.png']);
    await answer(page.locator('#brightest-channel'), 'Channel 2');
    await page.getByText('Right: Channel 2, blue.').waitFor({ timeout: 30_000 });
    expect(problems).toEqual([]);
    await context.close();
    school.server.close();
  },
  LONG,
);

test('a site that gives nothing, and an address that is none, are said with the way on', async () => {
  const school = await teacher(false);
  const { page, context } = await open(
    `picture.html?from=${encodeURIComponent(school.url)}&exercise=kernel/by-hand`,
  );
  await page.getByRole('button', { name: 'Fetch it from' }).click();
  await page.getByText('did not give the picture. It may not let other sites read it.').waitFor();
  await expect
    .poll(() => page.getByRole('link', { name: 'Go on without it' }).getAttribute('href'))
    .toBe('kernel.html#by-hand');
  await page.goto(
    `${server.url}docs/course/picture.html?from=javascript:alert(1)&exercise=../../x`,
  );
  await page.getByText('has to begin with https://').waitFor();
  expect(
    await page.getByRole('link', { name: 'Go on without a picture' }).getAttribute('href'),
  ).toBe('pixels.html#how-many-numbers');
  await context.close();
  school.server.close();
});

test('a page costs less than 60 kB before a widget is in view, and asks for no engine', async () => {
  const { page, asked, context } = await open('tinyvgg.html');
  await page.getByRole('button', { name: 'Save my answers' }).waitFor();
  const files = new Set(asked.map((url) => new URL(url).pathname.replace('/a/course/', '')));
  const bytes = [...files]
    .filter((file) => !file.endsWith('.webp'))
    .map((file) => gzipSync(readFileSync(join(siteFolder(), file))).length)
    .reduce((sum, size) => sum + size, 0);
  console.log(
    `a page of the course: ${(bytes / 1000).toFixed(1)} kB gzipped in ${files.size} files`,
  );
  expect(files).toContain('element.js');
  expect([...files].filter((file) => /^engine|package\//.test(file))).toEqual([]);
  expect(bytes).toBeLessThan(60_000);
  await context.close();
});
