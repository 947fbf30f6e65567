// The explorer on three networks: the bundled TinyVGG (a chain) and MobileNetV2 (deep), and one with
// branches that is made here.

import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BRANCHED_NAME, branchedBytes } from './support/branched.js';
import {
  byTest,
  classified,
  drawn,
  drop,
  enlarge,
  map,
  otherPredictions,
  predictions,
  read,
} from './support/page.js';
import { openSite, type Site, type Visit } from './support/site.js';

let site: Site;
let visit: Visit | undefined;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());
afterEach(async () => {
  expect(visit?.problems).toEqual([]);
  await visit?.page.context().close();
  visit = undefined;
});

type Name = 'tinyvgg' | 'mobilenetv2' | 'branched';
const NAMES: Name[] = ['tinyvgg', 'mobilenetv2', 'branched'];

async function opened(name: Name, hash = `#model=${name}`): Promise<Page> {
  visit = await site.visit(name === 'branched' ? {} : { hash });
  const { page } = visit;
  await classified(page);
  if (name === 'branched') {
    await drop(page, BRANCHED_NAME, branchedBytes(), '');
    await page.getByRole('heading', { name: `Inside ${BRANCHED_NAME}` }).waitFor();
    await classified(page);
  }
  return page;
}

const view = (page: Page, name: string) =>
  page.locator('.view-choice').getByRole('radio', { name }).check();

/** Opens a layer by its row in the table, which every network has. */
async function openLayer(page: Page, layer: string): Promise<void> {
  await view(page, 'Layer table');
  await byTest(page, 'table-find').fill(layer);
  await page.locator('.table-open', { hasText: new RegExp(`^${layer}$`) }).click();
  await page.locator('dialog[open]').waitFor();
}

/** What the sum panel says: the recomputed number, the engine's and their difference. */
async function check(page: Page) {
  await byTest(page, 'sum-gap').waitFor();
  const [value, own, gap] = await Promise.all(
    ['sum-value', 'sum-own', 'sum-gap'].map((name) => byTest(page, name).innerText()),
  );
  return { value: read(value ?? ''), own: read(own ?? ''), gap: read(gap ?? '') };
}

async function sumOfStrongest(page: Page) {
  await page
    .locator('.dialog-side')
    .getByRole('radio', { name: 'How this value is computed' })
    .check();
  await byTest(page, 'strongest').click();
  return check(page);
}

const LAYERS: Record<Name, string[]> = {
  tinyvgg: ['conv_1_1', 'relu_1_1', 'max_pool_2', 'dense', 'softmax'],
  mobilenetv2: ['stem', 'stem_relu6', 'block_2_depthwise', 'block_3_add', 'pool', 'dense'],
  branched: ['stem', 'first.three', 'first.pool', 'residual.add', 'logits'],
};

describe.each(NAMES)('%s', (name) => {
  test('the complete sum of a cell is the engine’s number, layer by layer', async () => {
    const page = await opened(name);
    for (const layer of LAYERS[name]) {
      await openLayer(page, layer);
      const { value, own, gap } = await sumOfStrongest(page);
      const terms = (await byTest(page, 'term').allInnerTexts()).map((text) =>
        Math.abs(read(text)),
      );
      const scale = Math.max(Math.abs(own), 1e-3, ...terms);
      expect(Math.abs(value - own) / scale, `${layer}: ${value} and ${own}`).toBeLessThan(1e-4);
      expect(gap / scale).toBeLessThan(1e-4);
      await byTest(page, 'close').click();
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
  });

  test('step, play and arrow keys move the cell, and the sum follows', async () => {
    const page = await opened(name);
    await openLayer(page, name === 'branched' ? 'second.three' : (LAYERS[name][0] ?? ''));
    await byTest(page, 'enlarged').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('y 0, x 0', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Next cell' }).click();
    await page.getByText('y 0, x 1', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Previous cell' }).click();
    await page.getByText('y 0, x 0', { exact: true }).waitFor();
    await byTest(page, 'play').click();
    const place = page.locator('.reading-place');
    await expect.poll(() => place.innerText()).toMatch(/x ([3-9]|\d\d)$/);
    await byTest(page, 'play').click();
    await expect.poll(() => byTest(page, 'play').innerText()).toBe('Play');
    const { value, own } = await check(page);
    expect(Math.abs(value - own)).toBeLessThan(1e-3);
  });

  test('the table: every layer, sorted, filtered, and as CSV', async () => {
    const page = await opened(name);
    await view(page, 'Layer table');
    const rows = byTest(page, 'layer-table').locator('tbody tr');
    await rows.first().waitFor();
    const said = await page.locator('.network-head .note').innerText();
    const count = Number(/^(\d+) layers/.exec(said)?.[1]);
    await expect
      .poll(() => page.locator('.layer-table tfoot').innerText())
      .toContain(`${count} layers`);
    // Rows come as one scrolls, to the last.
    await expect
      .poll(() =>
        page.locator('.table-frame').evaluate((frame) => {
          frame.scrollTop = frame.scrollHeight;
          return frame.querySelectorAll('tbody tr').length;
        }),
      )
      .toBe(count);
    const macs = page.locator('th', { hasText: 'MACs' });
    await macs.getByRole('button').click();
    await expect.poll(() => macs.getAttribute('aria-sort')).toBe('descending');
    // What is multiplied most is a convolution, in all three.
    await expect.poll(() => rows.first().locator('.table-op').innerText()).toBe('Convolution Conv');
    await byTest(page, 'table-find').fill('conv');
    await expect
      .poll(() => page.locator('.layer-table tfoot').innerText())
      .not.toContain(`${count} layers`);
    await page.locator('.table-frame').evaluate((frame) => {
      frame.scrollTop = frame.scrollHeight;
    });
    await drawn(page);
    await drawn(page);
    const ops = await rows.locator('.table-op').allInnerTexts();
    expect(ops.every((op) => op === 'Convolution Conv')).toBe(true);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    // The file holds all that match, drawn or not.
    const matches = Number(
      /(\d+) layer/.exec(await page.locator('.layer-table tfoot').innerText())?.[1],
    );
    expect(lines).toHaveLength(matches + 1);
    expect(lines[0]).toContain('time (ms)');
  });

  test('why this class: the cells and the bias add up to the network’s own number', async () => {
    const page = await opened(name);
    await view(page, 'Why this class');
    await byTest(page, 'why-sum').waitFor();
    const numbers = async () => {
      const [sum, logit] = await Promise.all(
        ['why-sum', 'why-logit'].map((test) => byTest(page, test).innerText()),
      );
      return [read(sum ?? ''), read(logit ?? '')] as const;
    };
    const [sum, logit] = await numbers();
    expect(Math.abs(sum - logit)).toBeLessThan(1e-3 * Math.max(1, Math.abs(logit)));
    const against = page.getByLabel('rather than');
    const other = await against.locator('option').nth(3).getAttribute('value');
    await against.selectOption(other ?? '');
    await byTest(page, 'why-sentence').getByText('the lead of').waitFor();
    const [lead, own] = await numbers();
    expect(Math.abs(lead - own)).toBeLessThan(1e-3 * Math.max(1, Math.abs(own)));
    await byTest(page, 'why').hover();
    await expect.poll(() => byTest(page, 'why-cell').innerText()).toContain('y ');
  });

  test('covering parts: told while it runs, and the page goes on as before', async () => {
    const page = await opened(name);
    await view(page, 'Why this class');
    await page.getByRole('radio', { name: 'Occlusion test' }).check();
    await byTest(page, 'occlude').click();
    await byTest(page, 'why-sentence').getByText('A grey box').waitFor();
    await byTest(page, 'occlude-cancel').waitFor({ state: 'detached', timeout: 60_000 });
    const drawn = await byTest(page, 'why').evaluate((canvas: HTMLCanvasElement) => canvas.width);
    expect(drawn).toBeGreaterThan(100);
    // Values of the picture itself can be read again.
    await openLayer(page, LAYERS[name][0] ?? '');
    const { value, own } = await sumOfStrongest(page);
    expect(Math.abs(value - own)).toBeLessThan(1e-3);
  });

  test('the guided path: eight to eleven steps, asked or shown, to the end', async () => {
    const page = await opened(name);
    await byTest(page, 'tour').click();
    const label = await byTest(page, 'guide').locator('.note').innerText();
    const steps = Number(/of (\d+)/.exec(label)?.[1]);
    expect(steps).toBeGreaterThanOrEqual(8);
    expect(steps).toBeLessThanOrEqual(11);
    const titles = new Set<string>();
    const verdicts: string[] = [];
    for (let step = 1; step <= steps; step++) {
      await byTest(page, 'guide').getByText(`Step ${step} of ${steps}`).waitFor();
      titles.add(await byTest(page, 'guide').locator('h2').innerText());
      const option = byTest(page, 'guide-option').first();
      if (await option.count()) {
        // What is asked is not shown yet.
        await page.locator('dialog[open]').waitFor({ state: 'detached' });
        // What is asked about is marked; on a map the block that it is in is opened.
        await expect.poll(() => page.locator('.network-card .is-guided').count()).toBe(1);
        // Who goes on without an answer is told it, and passes no step unseen.
        await (verdicts.length === 0 ? byTest(page, 'guide-next') : option).click();
        verdicts.push(await byTest(page, 'guide-verdict').innerText());
        await page.locator('dialog[open]').waitFor();
      }
      await byTest(page, 'guide-next').click();
    }
    expect(titles.size).toBe(steps);
    expect(verdicts.length).toBeGreaterThanOrEqual(3);
    expect(verdicts[0]).toMatch(/^The answer: /);
    expect(verdicts.slice(1).every((words) => /^(Right|Not quite): /.test(words))).toBe(true);
    await byTest(page, 'guide').waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
  });

  test('try something: bars and maps follow the box, with the bars of before behind them', async () => {
    const page = await opened(name);
    const before = await predictions(page);
    await byTest(page, 'edit').click();
    await page.getByRole('radio', { name: 'Box' }).check();
    await drawn(page);
    const box = await byTest(page, 'editor').boundingBox();
    if (!box) throw new Error('no editor');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 8, box.y + box.height / 2 + 8, { steps: 4 });
    await page.mouse.up();
    await otherPredictions(page, before);
    await expect.poll(() => byTest(page, 'change').innerText()).toContain('before');
    await expect
      .poll(() => page.locator('.prediction-track.has-ghost').count())
      .toBe(before.length);
    await page.getByRole('button', { name: 'Remove all edits' }).click();
    await expect.poll(() => predictions(page)).toEqual(before);
  });
});

describe('receptive field', () => {
  test('hovering a cell marks what it depends on and what it reaches', async () => {
    const page = await opened('tinyvgg');
    const target = map(page, 'conv_1_2', 0);
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error('no map');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.locator('.strip .field-box.is-before').first().waitFor();
    // On three channels of the input and ten of conv_1_1 and relu_1_1.
    await expect.poll(() => page.locator('.strip .field-box.is-before').count()).toBe(23);
    await expect.poll(() => page.locator('.strip .field-box.is-after').count()).toBeGreaterThan(60);
    await expect.poll(() => page.locator('.picture-seen + .field-box').count()).toBe(1);
  });

  test('in the layer: the box of a cell at the corner', async () => {
    const page = await opened('tinyvgg');
    await openLayer(page, 'conv_2_1');
    await byTest(page, 'enlarged').focus();
    await page.keyboard.press('ArrowRight');
    // Two unpadded 3 x 3, a pooling by 2, one more 3 x 3: (3 - 1) * 2 + 2 + 4 = 10 cells.
    await expect.poll(() => byTest(page, 'field').getAttribute('data-box')).toBe('0,0,10,10');
  });
});

describe('the map of a deep network', () => {
  test('MobileNetV2: blocks open and shut, layers are found, arrows walk', async () => {
    const page = await opened('mobilenetv2');
    await expect.poll(() => page.locator('.map-item.is-block').count()).toBeGreaterThan(2);
    await byTest(page, 'map-find').fill('block_12_add');
    await byTest(page, 'map-hits').getByText('1 match').waitFor();
    await byTest(page, 'map-find').press('Enter');
    await byTest(page, 'map-hits').getByText('1 of 1').waitFor();
    const found = page
      .locator('.map-item', { hasText: '' })
      .and(page.getByLabel(/^block_12_add, Add/));
    await found.waitFor();
    await found.focus();
    await page.keyboard.press('ArrowUp');
    const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await expect.poll(label).toContain('block_12_project');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    const before = await page.locator('.map-item.is-head').count();
    expect(before).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Close all' }).click();
    await expect.poll(() => page.locator('.map-item.is-head').count()).toBe(0);
  });

  test('branches stand side by side and meet again', async () => {
    const page = await opened('branched');
    await page.getByRole('button', { name: 'Open all' }).click();
    await byTest(page, 'map-find').fill('first');
    await byTest(page, 'map-find').press('Enter');
    const box = async (label: RegExp) => {
      const found = page.getByLabel(label);
      await found.waitFor();
      return (await found.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    };
    const [one, narrow] = [await box(/^first\.one, Conv/), await box(/^first\.narrow, Conv/)];
    expect(one.y).toBe(narrow.y);
    expect(one.x + one.width).toBeLessThanOrEqual(narrow.x);
    // Thumbnails of what is seen are drawn: the canvas is not one colour.
    const colours = await page
      .locator('.map-window canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(new Uint32Array(data?.buffer ?? new ArrayBuffer(0))).size;
      });
    expect(colours).toBeGreaterThan(100);
  });
});

describe('the lab', () => {
  test('formula, output, code, the picture’s numbers; an impossible setting is a sentence', async () => {
    const page = await opened('tinyvgg');
    await view(page, 'Convolution lab');
    await byTest(page, 'lab-output').getByText('8 × 4 × 4').waitFor();
    await page.locator('[name="lab-input"]').fill('10');
    await byTest(page, 'lab-output').getByText('8 × 5 × 5').waitFor();
    await expect
      .poll(() => byTest(page, 'lab-code').innerText())
      .toBe('nn.Conv2d(3, 8, kernel_size=3, stride=2, padding=1)');
    await byTest(page, 'lab-skipped').waitFor();
    // Of 12 cells per side with the padding, and of 5: drawn at one scale, with a line at the end.
    const width = (name: string) =>
      page.locator(`canvas[data-paint="${name}"]`).evaluate((canvas) => canvas.clientWidth);
    await expect
      .poll(async () => ((await width('lab-input')) - 1) / 12)
      .toBe(((await width('lab-output')) - 1) / 5);
    const before = await byTest(page, 'lab-value').innerText();
    await byTest(page, 'lab-grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByText('The output at y 1, x 0').waitFor();
    await expect.poll(() => byTest(page, 'lab-value').innerText()).not.toBe(before);
    await page.locator('[name="lab-kernel"]').fill('40');
    await byTest(page, 'lab-impossible').getByText('A kernel of size 40 does not fit').waitFor();
    await expect.poll(() => byTest(page, 'lab-output').count()).toBe(0);
    await expect.poll(() => byTest(page, 'lab-input').count()).toBe(0);
    await page.locator('[name="lab-kernel"]').fill('');
    await byTest(page, 'lab-impossible').getByText('The kernel size is missing.').waitFor();
  });
});

describe('the lab from a layer', () => {
  test('with its settings and numbers; the address leads there, and Back to the layer', async () => {
    const page = await opened('tinyvgg');
    await openLayer(page, 'conv_1_2');
    const { hash } = new URL(page.url());
    await byTest(page, 'try-in-lab').click();
    await byTest(page, 'lab-code').getByText('nn.Conv2d(10, 10, kernel_size=3)').waitFor();
    await byTest(page, 'lab-shown').getByText('1 of 10 input channels').waitFor();
    await page.locator('.lab-figure', { hasText: 'relu_1_1, channel 0' }).waitFor();
    await page.locator('[name="lab-stride"]').fill('2');
    await page.locator('[name="lab-padding"]').fill('1');
    await byTest(page, 'lab-output').getByText('10 × 31 × 31').waitFor();
    await byTest(page, 'lab-skipped').getByText('hatched').waitFor();
    // Beside the drawing stands what the lines in its cells say.
    await byTest(page, 'lab-padding').getByText('padding: a 0').waitFor();
    const value = await byTest(page, 'lab-value').innerText();
    const at = () => page.evaluate(() => location.hash);
    // The lab has an address of its own settings until the layer's have come.
    await expect.poll(at).toMatch(/lab=i62k3p1s2\w+&from=conv_1_2$/);
    const reached = await at();
    await page.goBack();
    await byTest(page, 'enlarged').waitFor();
    await expect.poll(at).toBe(hash);

    const other = await opened('tinyvgg', reached);
    await byTest(other, 'lab-output').getByText('10 × 31 × 31').waitFor();
    await expect.poll(() => byTest(other, 'lab-value').innerText()).toBe(value);
    await other.locator('[name="lab-kernel"]').fill('5');
    await byTest(other, 'lab-trouble').getByText('has a size of 3').waitFor();
  });
});

describe('the camera', () => {
  const live = async (page: Page) => {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await byTest(page, 'camera-status').getByText('Live.').waitFor();
    await page.locator('.picture-name', { hasText: 'Camera' }).waitFor();
  };
  const off = (page: Page) => byTest(page, 'camera-status').getByText(/off/).waitFor();

  test('is live until it is switched off, or another picture is opened', async () => {
    const page = await opened('tinyvgg');
    await live(page);
    await expect.poll(async () => (await predictions(page)).length).toBe(10);
    await page.getByRole('button', { name: 'Switch the camera off' }).click();
    await off(page);
    await live(page);
    await page.locator('.sample').nth(1).click();
    await off(page);
    await page.locator('.picture-name', { hasText: 'Camera' }).waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => location.hash)).toContain('sample=');
  });

  test('goes off when the page is hidden, with the tracks that it held', async () => {
    const page = await opened('tinyvgg');
    await page.evaluate(() => {
      const own = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wish) => {
        const stream = await own(wish);
        Object.assign(window, { stream });
        return stream;
      };
    });
    await live(page);
    const tracks = () =>
      page.evaluate(() =>
        (window as unknown as { stream: MediaStream }).stream
          .getTracks()
          .map(({ readyState }) => readyState),
      );
    await expect.poll(() => tracks()).toEqual(['live']);
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await off(page);
    await expect.poll(() => tracks()).toEqual(['ended']);
  });
});

describe('links and files', () => {
  test('an address holds model, sample, layer, channel and cell; reading it again shows the same', async () => {
    const page = await opened('tinyvgg');
    await openLayer(page, 'conv_1_2');
    await byTest(page, 'enlarged').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const hash = () => page.evaluate(() => location.hash);
    await expect.poll(hash).toContain('cell=0%2C1');
    const link = await hash();
    expect(link).toContain('model=tinyvgg');
    expect(link).toContain('view=table');
    expect(link).toContain('layer=conv_1_2');
    const value = await byTest(page, 'value').innerText();
    const again = await site.visit({ hash: link });
    await again.page.getByText('y 0, x 1', { exact: true }).waitFor();
    await expect.poll(() => byTest(again.page, 'value').innerText()).toBe(value);
    expect(again.problems).toEqual([]);
    await again.page.context().close();
  });

  test('a model of the user leaves nothing in the address', async () => {
    const page = await opened('branched');
    const hash = () => page.evaluate(() => location.hash);
    await expect.poll(hash).toBe('#sample=golf-ball.webp');
    await openLayer(page, 'stem');
    // The address is written a moment after a change.
    await page.waitForTimeout(1000);
    await expect.poll(() => hash()).toBe('#sample=golf-ball.webp');
  });

  test('a layer as NPY and PNG, named after model and layer', async () => {
    const page = await opened('tinyvgg');
    await openLayer(page, 'conv_1_1');
    await page.locator('.take-home summary').click();
    const save = async (button: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button }).click(),
      ]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    };
    const npy = await save('The layer as NPY');
    expect(npy.name).toBe('TinyVGG-conv_1_1.npy');
    expect(npy.bytes.length).toBe(128 + 4 * 10 * 62 * 62);
    const png = await save('This map as PNG');
    expect(png.name).toMatch(/^TinyVGG-conv_1_1-channel_\d\.png$/);
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  });

  test('a saved picture carries names, answer, scale and channel numbers; a CSV file names axes and classes', async () => {
    const page = await opened('tinyvgg');
    const save = async (button: string) => {
      if (!(await page.getByRole('button', { name: button }).isVisible()))
        await page.locator('.take-home summary').click();
      // What is written on a picture while it is made.
      await page.evaluate(() => {
        const texts: string[] = [];
        const { prototype } = CanvasRenderingContext2D;
        const { fillText } = prototype;
        prototype.fillText = function (text, ...rest) {
          texts.push(text);
          fillText.call(this, text, ...rest);
        };
        Object.assign(window, { texts });
      });
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button }).click(),
      ]);
      const texts = await page.evaluate(() => (window as unknown as { texts: string[] }).texts);
      return { texts, text: String(await readFile(await download.path())) };
    };
    await openLayer(page, 'conv_1_2');
    const name = await page.locator('.picture-name').first().innerText();
    const verdict = await byTest(page, 'verdict').first().innerText();
    const numbers = await byTest(page, 'dialog-legend')
      .locator('.legend-numbers span')
      .allInnerTexts();
    const { texts } = await save('All maps as PNG');
    expect(texts).toContain('TinyVGG, conv_1_2, all channels');
    expect(texts).toContain(`Picture: ${name.trim()}. Answer: ${verdict.trim()}`);
    expect(numbers.filter((number) => number !== '')).toHaveLength(3);
    for (const number of numbers) expect(texts).toContain(number);
    for (let channel = 0; channel < 10; channel++) expect(texts).toContain(String(channel));
    expect((await save('The layer as CSV')).text).toMatch(/^channel,row,column,value\r\n0,0,0,/);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await openLayer(page, 'softmax');
    const { text } = await save('The layer as CSV');
    expect(text).toMatch(/^index,class,value\r\n0,tench,/);
  });
});

test('fifty openings and closings leave no timer, observer, worker or node behind', async () => {
  visit = await site.visit({
    before: (page) =>
      page.addInitScript(() => {
        const live = new Set<unknown>();
        const counts = { timers: live, observers: 0, workers: 0 };
        Object.assign(window, { counts });
        const [set, clear] = [window.setInterval, window.clearInterval];
        window.setInterval = ((...given: Parameters<typeof set>) => {
          const id = set(...given);
          live.add(id);
          return id;
        }) as typeof set;
        window.clearInterval = (id) => {
          live.delete(id);
          clear(id);
        };
        for (const name of ['ResizeObserver', 'IntersectionObserver'] as const) {
          const Own = window[name];
          window[name] = class extends Own {
            constructor(...given: ConstructorParameters<typeof Own>) {
              super(...(given as [never]));
              counts.observers++;
            }
          } as never;
        }
        const OwnWorker = window.Worker;
        window.Worker = class extends OwnWorker {
          constructor(...given: ConstructorParameters<typeof OwnWorker>) {
            super(...given);
            counts.workers++;
          }
        };
      }),
  });
  const { page } = visit;
  await classified(page);
  const client = await page.context().newCDPSession(page);
  const nodes = async () => {
    await client.send('HeapProfiler.collectGarbage');
    const { nodes: count } = await client.send('Memory.getDOMCounters');
    return count;
  };
  const counts = () =>
    page.evaluate(() => {
      const { timers, observers, workers } = (
        window as unknown as {
          counts: { timers: Set<unknown>; observers: number; workers: number };
        }
      ).counts;
      return { timers: timers.size, observers, workers };
    });
  const round = async () => {
    await map(page, 'conv_1_1', 3).click();
    await byTest(page, 'strongest').click();
    await byTest(page, 'play').click();
    await byTest(page, 'close').click();
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    for (const name of ['Layer table', 'Why this class', 'Convolution lab', 'Network']) {
      await view(page, name);
      await drawn(page);
    }
  };
  // What is drawn in idle time, and code that comes late, is there once nothing is added any more.
  let dom = 0;
  const settled = async () => {
    const last = dom;
    dom = await nodes();
    return dom === last;
  };
  for (let i = 0; i < 5; i++) await round();
  await expect.poll(settled, { interval: 1000 }).toBe(true);
  const before = await counts();
  for (let i = 0; i < 50; i++) await round();
  await expect.poll(() => counts()).toEqual(before);
  expect(before.timers).toBe(0);
  // One watches the width of the page.
  expect(before.observers).toBe(1);
  // Templates that were shown once are kept; nothing is added by showing them again.
  await expect.poll(nodes).toBeLessThan(dom + 50);
}, 300_000);

test('Back after a layer was opened and shut leads to what was there before', async () => {
  visit = await site.visit();
  const { page } = visit;
  await classified(page);
  await page.getByRole('radio', { name: 'Layer table' }).check();
  await page.waitForURL(/view=table/);
  await page.getByRole('radio', { name: 'Network' }).check();
  await page.waitForURL((url) => !url.hash.includes('view'));
  for (const layer of ['conv_1_1', 'conv_1_2']) {
    await enlarge(page, map(page, layer, 0));
    await page.waitForURL(new RegExp(`layer=${layer}`));
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.hash.includes('layer'));
  }
  await page.goBack();
  await page.waitForURL(/view=table/);
  await expect.poll(() => page.getByRole('radio', { name: 'Layer table' }).isChecked()).toBe(true);
});

test('Back undoes a change of view and an opened layer', async () => {
  const page = await opened('tinyvgg');
  const chosen = () => page.locator('.view-choice input:checked').getAttribute('value');
  await view(page, 'Layer table');
  await byTest(page, 'layer-table').waitFor();
  await view(page, 'Network');
  await map(page, 'conv_1_1', 2).click();
  await page.locator('.enlarged').waitFor();
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('channel=2');
  await page.goBack();
  await page.locator('.enlarged').waitFor({ state: 'detached' });
  await expect.poll(() => chosen()).toBe('network');
  await page.goBack();
  await byTest(page, 'layer-table').waitFor();
  await page.goForward();
  await byTest(page, 'layer-table').waitFor({ state: 'detached' });
  await page.goForward();
  await page.locator('.enlarged').waitFor();
});

test('the table on a narrow screen: the name and one figure that is chosen, nothing to scroll sideways', async () => {
  visit = await site.visit({
    hash: '#view=table',
    context: { viewport: { width: 390, height: 844 } },
  });
  const { page } = visit;
  await classified(page);
  const table = byTest(page, 'layer-table');
  // Its code is fetched when it is wanted.
  await table.waitFor();
  /** First lines of the cells that are to be seen. */
  const seen = async (cells: Locator) =>
    (await cells.filter({ visible: true }).allInnerTexts()).map((text) => text.split('\n')[0]);
  const shown = () => seen(table.locator('thead th'));
  const row = () => seen(table.locator('tbody tr').nth(11).locator('th, td'));
  await expect.poll(() => shown()).toEqual(['# ↑', 'Layer', 'Time']);
  for (const [figure, value] of [
    ['Parameters', '16,910'],
    ['Operator', 'Dense (fully connected) Gemm'],
  ] as const) {
    await byTest(page, 'table-figure').selectOption({ label: figure });
    await expect.poll(shown).toEqual(['# ↑', 'Layer', figure]);
    await expect.poll(() => row()).toEqual(['11', 'dense', value]);
  }
  const frame = await page
    .locator('.table-frame')
    .evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
  expect(frame[0]).toBe(frame[1]);
});

test('what an address names and the page does not have is said', async () => {
  visit = await site.visit({ hash: '#model=nosuch&sample=nosuch.webp' });
  const { page } = visit;
  await classified(page);
  const says = await byTest(page, 'not-there').innerText();
  expect(says).toContain('A network "nosuch" is asked for, which does not exist here.');
  expect(says).toContain('TinyVGG is shown instead. Choose another one under "Network"');
  expect(says).toMatch(/A sample picture "nosuch.webp".*There are: golf-ball.webp,/s);
  await page.evaluate(() => {
    location.hash = '#model=tinyvgg&layer=conv_9_9';
  });
  await byTest(page, 'not-there').getByText('A layer "conv_9_9"').waitFor();
  await expect.poll(() => byTest(page, 'not-there').innerText()).not.toContain('nosuch');
  await page.evaluate(() => {
    location.hash = '#model=tinyvgg&layer=conv_1_2&channel=99&cell=5,600';
  });
  const wrong = byTest(page, 'not-there');
  await wrong.getByText('Channel 99 is asked for, but conv_1_2 has 10: 0 to 9.').waitFor();
  await wrong.getByText('Cell 5,600 is asked for, but the maps of conv_1_2 have 60 rows').waitFor();
  // The sentence may be there before the layer, whose code is fetched when it is first opened.
  await page.locator('.enlarged').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => byTest(page, 'not-there').count()).toBe(0);
});

test.each([
  ['#layer=dense&channel=99', 'Number 99 is asked for, but dense has 10: 0 to 9.'],
  ['#layer=flatten&channel=1690', 'Number 1690 is asked for, but flatten has 1690: 0 to 1689.'],
  // 42 is the square root of 1690, rounded up: 40 rows of that, and one of 10.
  ['#layer=flatten&cell=2,60', 'Cell 2,60 is asked for, but the maps of flatten have 41 rows'],
  ['#step=99', 'step=99 is asked for, but the tour of this network has 11 steps: 0 to 10.'],
  ['#layer=conv_1_1&cell=5', 'cell=5 means nothing here: it is a row and a column'],
  ['#view=lab&lab=zzz', 'lab=zzz means nothing here: it is letters and numbers, as in i7k3p1s2'],
  ['#layer=conv_1_1&channel=x', 'channel=x means nothing here: it is a whole number from 0.'],
  ['#layer=conv_1_1&steps=all', 'steps=all is asked for, which does not exist. There are: product'],
  ['#class=999', 'Class 999 is asked for, but the network has 10: 0 to 9.'],
  ['#view=foo', 'A view "foo" is asked for, which does not exist. There are: network, table'],
])('an address that names what is not there: %s', async (hash, says) => {
  visit = await site.visit({ hash });
  const { page } = visit;
  await byTest(page, 'not-there').getByText(says).waitFor();
});

test('a number of a long vector that an address names is the one that is read', async () => {
  visit = await site.visit({ hash: '#layer=flatten&channel=100' });
  const { page } = visit;
  await page.locator('.enlarged').waitFor();
  await byTest(page, 'reading').getByText('index 100').waitFor();
});

test.each(['input', 'max_pool_1'])(
  'a link to %s opens its gallery as wide as a click does',
  async (layer) => {
    visit = await site.visit({ hash: `#model=tinyvgg&layer=${layer}&channel=1` });
    const { page } = visit;
    await page.locator('.enlarged').waitFor();
    await drawn(page);
    const frame = page.locator('.gallery-frame');
    const [canvas, room] = await Promise.all([
      frame.locator('canvas').evaluate((element) => element.getBoundingClientRect().width),
      frame.evaluate((element) => element.clientWidth),
    ]);
    expect(canvas).toBeGreaterThan(room / 2);
  },
);

test('of a vector an address names a number', async () => {
  visit = await site.visit({ hash: '#model=tinyvgg&layer=dense&channel=8' });
  const { page } = visit;
  await page.locator('dialog[open]').getByText('index 8 (golf ball)').waitFor();
});
