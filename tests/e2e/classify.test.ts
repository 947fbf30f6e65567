// From opening the page to an answer: alone, isolated or not, from any folder.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { golden } from './support/golden.js';
import { byTest, classified, column, drop, predictions, shows } from './support/page.js';
import { openSite, type Site, type Visit } from './support/site.js';

const HOSTS = [
  { title: 'cross-origin isolated', options: { isolated: true }, isolated: true },
  { title: 'not isolated', options: { isolated: false }, isolated: false },
  {
    title: 'in a folder of a host',
    options: { isolated: false, under: 'docs/cnn/' },
    isolated: false,
  },
];

describe.each(HOSTS)('$title', ({ options, isolated }) => {
  let site: Site;
  let visit: Visit;
  beforeAll(async () => {
    site = await openSite(options);
    visit = await site.visit();
    await classified(visit.page);
  });
  afterAll(() => site?.close());

  test('a sample is classified at once, without a complaint or a request elsewhere', async () => {
    const { page, problems, requests } = visit;
    await expect.poll(() => page.evaluate(() => crossOriginIsolated)).toBe(isolated);
    await expect.poll(() => predictions(page)).toHaveLength(10);
    expect(problems).toEqual([]);
    const { origin } = new URL(site.url);
    const elsewhere = requests.filter((url) => !url.startsWith(origin) && !url.startsWith('blob:'));
    expect(elsewhere).toEqual([]);
  });

  test('the percentages are those of PyTorch for the same pixels', async () => {
    const { page } = visit;
    const { png, probabilities, calibrated } = await golden('shapes');
    await drop(page, 'shapes.png', png);
    await shows(page, 'shapes.png');
    const shown = await predictions(page);
    const expected = [...calibrated].sort((a, b) => b - a);
    shown.forEach(([, text], rank) => {
      expect(text.endsWith('%')).toBe(true);
      const percent = Number(text.replace(/[<>%]/g, ''));
      expect(Math.abs(percent - 100 * (expected[rank] ?? 0)), `rank ${rank}`).toBeLessThan(0.11);
    });
    const raw = `softmax gives ${(100 * Math.max(...probabilities)).toFixed(1)}%`;
    await expect.poll(() => page.locator('.rail').innerText()).toContain(raw);
  });
});

test('while the network loads the page says so, and shows no result', async () => {
  const site = await openSite();
  try {
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { page } = await site.visit({
      before: (blank) =>
        blank.route('**/tinyvgg.onnx', async (route) => {
          await held;
          await route.continue();
        }),
    });
    await byTest(page, 'progress').getByText('Loading TinyVGG').waitFor();
    await expect.poll(() => byTest(page, 'verdict').innerText()).toBe('Loading…');
    go();
    await classified(page);
    await expect.poll(() => byTest(page, 'progress').count()).toBe(0);
  } finally {
    await site.close();
  }
});

describe('what is shown of TinyVGG', () => {
  let site: Site;
  let visit: Visit;
  beforeAll(async () => {
    site = await openSite();
    visit = await site.visit();
    await classified(visit.page);
  });
  afterAll(() => site?.close());

  test('every layer with its name, operator, shape and cost, in the order of the file', async () => {
    const { page } = visit;
    await expect
      .poll(() => page.locator('.column-name').allInnerTexts())
      .toEqual([
        'input',
        'conv_1_1',
        'relu_1_1',
        'conv_1_2',
        'relu_1_2',
        'max_pool_1',
        'conv_2_1',
        'relu_2_1',
        'conv_2_2',
        'relu_2_2',
        'max_pool_2',
        'flatten',
        'dense',
        'softmax',
      ]);
    await expect.poll(() => column(page, 'input').locator('.map').count()).toBe(3);
    for (const layer of ['conv_1_1', 'relu_2_2', 'max_pool_1']) {
      await expect.poll(() => column(page, layer).locator('.map').count()).toBe(10);
    }
    const facts = await column(page, 'conv_1_1').innerText();
    for (const fact of ['Conv', '10 × 62 × 62', '280 params', '1.04 M MACs', ' ms']) {
      expect(facts).toContain(fact);
    }
    await expect
      .poll(() => page.locator('.network-head').innerText())
      .toContain('19,920 parameters');
  });

  test('bars as long as the probability, sorted, and an announcement', async () => {
    const { page } = visit;
    const rows = await byTest(page, 'prediction').evaluateAll((items) =>
      items.map((item) => {
        const track = item.querySelector('.prediction-track') as HTMLElement;
        const bar = Number.parseFloat(getComputedStyle(track, '::before').width);
        return bar / track.getBoundingClientRect().width;
      }),
    );
    expect(rows.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 1);
    expect([...rows].sort((a, b) => b - a)).toEqual(rows);
    const [first] = await predictions(page);
    await expect.poll(() => byTest(page, 'announcement').innerText()).toContain(first?.[0]);
    await expect.poll(() => byTest(page, 'verdict').innerText()).toContain(first?.[1]);
  });

  test('"not sure" below one half, the class above', async () => {
    const { page } = visit;
    for (const name of ['gradient', 'noise', 'shapes'] as const) {
      const { png, calibrated } = await golden(name);
      const best = Math.max(...calibrated);
      await drop(page, `${name}.png`, png);
      await shows(page, `${name}.png`);
      const verdict = await byTest(page, 'verdict').innerText();
      expect(verdict.startsWith('Not sure: '), `${name}: ${best}`).toBe(best < 0.5);
      expect(verdict).toContain(`${(100 * best).toFixed(1)}%`);
    }
  });
});
