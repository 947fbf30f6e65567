// Every way a picture comes in, and what the page says about it.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { golden } from './support/golden.js';
import {
  byTest,
  classified,
  drawn,
  drop,
  dropAll,
  paste,
  predictions,
  shows,
} from './support/page.js';
import { encodePng, plainPng } from './support/png.js';
import { openSite, type Site, type Visit } from './support/site.js';

let site: Site;
let visit: Visit;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());
beforeEach(async () => {
  await visit?.page.context().close();
  visit = await site.visit();
  await classified(visit.page);
});

/** Colour of the middle of what the network sees. */
function seenColour(): Promise<number[]> {
  return byTest(visit.page, 'seen').evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    const { data } = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1);
    return [...data];
  });
}

test('drop', async () => {
  await drop(visit.page, 'red.png', plainPng(100, 80, [200, 10, 30]));
  await shows(visit.page, 'red.png');
  await expect.poll(() => seenColour()).toEqual([200, 10, 30, 255]);
});

test('paste', async () => {
  await paste(visit.page, 'image.png', plainPng(64, 64, [1, 2, 250]));
  await shows(visit.page, 'image.png');
  await expect.poll(() => seenColour()).toEqual([1, 2, 250, 255]);
});

test('file picker', async () => {
  const chooser = visit.page.waitForEvent('filechooser');
  await visit.page.getByRole('button', { name: 'Choose a picture' }).click();
  const file = { name: 'green.png', mimeType: 'image/png', buffer: plainPng(70, 90, [5, 180, 5]) };
  await (await chooser).setFiles(file);
  await shows(visit.page, 'green.png');
  await expect.poll(() => seenColour()).toEqual([5, 180, 5, 255]);
});

test('of two pictures that come together the last is shown, and where the other is is said', async () => {
  const { page } = visit;
  await dropAll(page, [
    ['one.png', plainPng(20, 20, [250, 10, 30])],
    ['two.png', plainPng(20, 20, [5, 10, 230])],
  ]);
  await shows(page, 'two.png');
  await byTest(page, 'several').getByText('2 pictures were opened. two.png is shown').waitFor();
  await page.getByRole('button', { name: 'Your picture one.png' }).click();
  await shows(page, 'one.png');
  await expect.poll(() => byTest(page, 'several').innerText()).toBe('');
  await expect.poll(() => seenColour()).toEqual([250, 10, 30, 255]);
});

const svg = (attributes: string, content: string) =>
  new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`,
  );

test('an SVG drawing is drawn at its own size, runs no script and fetches nothing', async () => {
  const { page } = visit;
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  const content = `<script>document.documentElement.setAttribute('fill', 'lime')</script>
    <style>rect { fill: rgb(10, 60, 200) }</style>
    <rect width="4" height="3" onload="this.style.fill='lime'"/>
    <image href="http://127.0.0.1:9/beacon.png" width="1" height="1"/>`;
  await drop(page, 'flag.svg', svg('viewBox="0 0 4 3" width="100%"', content), 'image/svg+xml');
  await shows(page, 'flag.svg');
  await expect.poll(() => seenColour()).toEqual([10, 60, 200, 255]);
  await expect
    .poll(() => page.locator('.picture-figure').first().innerText())
    .toContain('683 × 512');
  // For screen readers, too, which hear it also where a name takes all the room.
  await expect
    .poll(() => byTest(page, 'picture').getAttribute('aria-label'))
    .toContain(', 683 × 512.');
  expect(requested.filter((url) => url.includes('beacon'))).toEqual([]);
  // In the row of the user's pictures it has a small version, too.
  await byTest(page, 'own-picture').waitFor();
});

test.each([
  ['no size', 'fill="red"', '', 'does not say how large it is'],
  ['a side of a million pixels', 'width="1000000" height="10"', '', 'at most 50 megapixels'],
  ['broken XML', 'width="20" height="10"', '<g>', 'not well-formed XML'],
  [
    'parts of a web page',
    'width="20" height="10"',
    '<foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    'contains parts of a web page',
  ],
])('an SVG drawing with %s is a sentence', async (_, attributes, content, why) => {
  const { page } = visit;
  const name = (await page.locator('.picture-name').first().innerText()).trim();
  await drop(page, 'odd.svg', svg(attributes, content), 'image/svg+xml');
  await byTest(page, 'failure').getByText(why).waitFor();
  await expect
    .poll(async () => (await page.locator('.picture-name').first().innerText()).trim())
    .toBe(name);
});

test('bundled sample', async () => {
  const { page } = visit;
  const sample = page.locator('.sample').last();
  const name = (await sample.locator('img').getAttribute('alt')) ?? '';
  await sample.click();
  await shows(page, name);
  await expect.poll(() => sample.getAttribute('aria-pressed')).toBe('true');
  await expect.poll(() => page.locator('.sample[aria-pressed="true"]').count()).toBe(1);
  await expect.poll(() => page.url()).toMatch(/#model=tinyvgg&sample=[\w.-]+$/);
});

test('a link opens its sample, and the picture of a user leaves no trace in the address', async () => {
  const file = await visit.page.locator('.sample img').last().getAttribute('src');
  const name = (await visit.page.locator('.sample img').last().getAttribute('alt')) ?? '';
  const linked = await site.visit({ hash: `#model=tinyvgg&sample=${file?.split('/').at(-1)}` });
  await shows(linked.page, name);
  await drop(linked.page, 'private-name.png', plainPng(64, 64, [9, 9, 9]));
  await shows(linked.page, 'private-name.png');
  await expect.poll(() => linked.page.url()).toMatch(/#model=tinyvgg$/);
  await linked.page.context().close();
});

test('a picture of one pixel works, and the page says that it was enlarged', async () => {
  await drop(visit.page, 'dot.png', plainPng(1, 1, [90, 120, 150]));
  await shows(visit.page, 'dot.png');
  await expect.poll(() => seenColour()).toEqual([90, 120, 150, 255]);
  await expect
    .poll(() => byTest(visit.page, 'picture-notes').innerText())
    .toContain('only 1 × 1 pixels');
});

test('a wide picture is cropped to its middle, and the page says so', async () => {
  const { page } = visit;
  const [width, height] = [300, 100];
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const x = i % width;
    pixels.set(x >= 100 && x < 200 ? [0, 0, 255] : [255, 0, 0], 3 * i);
  }
  await drop(page, 'wide.png', encodePng(pixels, width, height));
  await shows(page, 'wide.png');
  await expect.poll(() => seenColour()).toEqual([0, 0, 255, 255]);
  const notes = await byTest(page, 'picture-notes').innerText();
  expect(notes).toContain('reduced from 300 × 100 to 64 × 64');
  expect(notes).toContain('67% of it, at the left and right, is outside the crop');
});

test('transparent parts are white to the network', async () => {
  await drop(visit.page, 'clear.png', encodePng(new Uint8Array(64 * 64 * 4), 64, 64, 4));
  await shows(visit.page, 'clear.png');
  await expect.poll(() => seenColour()).toEqual([255, 255, 255, 255]);
});

test('of pictures given quickly the last one wins', async () => {
  const { page, problems } = visit;
  const names = ['gradient', 'noise', 'shapes'] as const;
  for (const name of names) await drop(page, `${name}.png`, (await golden(name)).png);
  await shows(page, 'shapes.png');
  await page.waitForTimeout(500);
  await shows(page, 'shapes.png');
  const { calibrated } = await golden('shapes');
  const [first] = await predictions(page);
  expect(first?.[1]).toBe(`${(100 * Math.max(...calibrated)).toFixed(1)}%`);
  expect(problems).toEqual([]);
});

test('a run replaces all maps in the same frame', async () => {
  const { page } = visit;
  const { png } = await golden('noise');
  // Columns are built a frame each: the first look is at maps that are all there.
  await page.locator('[data-test="strip"][aria-busy="false"]').waitFor();
  await drawn(page);
  await drawn(page);
  // Looks at two far apart maps after every frame: both are old, or both are new.
  await page.evaluate(() => {
    const canvases = ['1,0', '9,5'].map(
      (at) =>
        document
          .querySelector(`[data-at="${at}"]`)
          ?.parentElement?.querySelector('canvas') as HTMLCanvasElement,
    );
    const state = () =>
      canvases.map((canvas) => {
        const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
          0,
          0,
          canvas.width,
          canvas.height,
        );
        return data.reduce((sum, byte, i) => (sum * 31 + byte * (i + 1)) % 1_000_003, 7);
      });
    const before = state();
    const seen: boolean[] = [];
    Object.assign(window, { seen });
    const look = () => {
      const now = state();
      const changed = now.map((hash, i) => hash !== before[i]);
      if (changed.some(Boolean)) seen.push(changed.every(Boolean));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await drop(page, 'noise.png', png);
  await shows(page, 'noise.png');
  await page.waitForTimeout(200);
  const seen = await page.evaluate(() => (window as unknown as { seen: boolean[] }).seen);
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.every(Boolean)).toBe(true);
});
