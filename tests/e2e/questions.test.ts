// What a learner asks of a network, with the actions that answer it. A click, a key, a choice or a drag is one action, and
// three are the most; scrolling is none.

import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { freshVisits } from './support/fresh-visits.js';
import { byTest, classified, map } from './support/page.js';

/** A machine may have other work. */
const SLOWLY = { timeout: 20_000 };

const visitSite = freshVisits();

type Action = (page: Page) => Promise<unknown>;

const MOST_ACTIONS = 3;

const tab =
  (name: string): Action =>
  (page) =>
    page.locator('.view-choice label', { hasText: name }).click();
const layerTab =
  (name: string): Action =>
  (page) =>
    page.locator('dialog[open] label', { hasText: name }).click();
const press =
  (name: string): Action =>
  (page) =>
    page.getByRole('button', { name }).click();
const choose =
  (list: (page: Page) => Locator, label: string): Action =>
  (page) =>
    list(page).selectOption({ label });

/** A little left of the middle of a map. */
const cellOf = (of: (page: Page) => Locator): Action => {
  return async (page) => {
    const { width = 0, height = 0 } = (await of(page).boundingBox()) ?? {};
    await of(page).click({ position: { x: 0.4 * width, y: 0.5 * height } });
  };
};

/** A layer of the map of a deep network. */
const mapped =
  (layer: string): Action =>
  (page) =>
    page.locator(`.map-item[aria-label^="${layer},"]`).click();

const enlarged = (page: Page): Locator => page.locator('dialog[open] .enlarged');
const ratherThan = (page: Page): Locator => page.locator('.why-tools select').nth(1);

const brush: Action = async (page) => {
  const { x, y, width, height } = (await byTest(page, 'editor').boundingBox()) ?? {
    ...{ x: 0, y: 0, width: 0, height: 0 },
  };
  await page.mouse.move(x + 0.35 * width, y + 0.5 * height);
  await page.mouse.down();
  await page.mouse.move(x + 0.65 * width, y + 0.5 * height, { steps: 6 });
  await page.mouse.up();
};

interface Question {
  asks: string;
  tinyvgg: readonly Action[];
  'efficientnet-lite0': readonly Action[];
  /** Where the answer is seen, and words that it has in it. */
  answer: [where: string, words: RegExp];
}

const QUESTIONS: readonly Question[] = [
  {
    asks: 'Why has this cell that value?',
    tinyvgg: [cellOf((page) => map(page, 'conv_1_2', 3))],
    'efficientnet-lite0': [mapped('stem'), cellOf(enlarged)],
    answer: ['[data-test="sum"]', /sum of products .*bias/],
  },
  {
    asks: 'What if the stride were 2 and the padding 1?',
    tinyvgg: [
      cellOf((page) => map(page, 'conv_1_2', 3)),
      press('Try this convolution in the lab'),
      (page) => byTest(page, 'lab-stride-2').click(),
    ],
    'efficientnet-lite0': [
      tab('Convolution lab'),
      choose((page) => byTest(page, 'lab-source'), 'block_3_depthwise'),
      (page) => byTest(page, 'lab-stride-2').click(),
    ],
    // Half of conv_1_2's input of 62 cells per side, and of block_3's 56.
    answer: ['.lab-side', /(10 × 31 × 31|144 × 28 × 28)/],
  },
  {
    asks: 'Which layer costs most?',
    tinyvgg: [tab('Layer table'), press('MACs')],
    'efficientnet-lite0': [tab('Layer table'), press('MACs')],
    // conv_1_2 multiplies 10 x 10 x 9 x 60 x 60 times, the head 320 x 1280 x 7 x 7.
    answer: ['[data-test="layer-table"] tbody tr:first-child', /(3.24 M|20.1 M)/],
  },
  {
    asks: 'Why golf ball, and not church?',
    tinyvgg: [tab('Why this class'), choose(ratherThan, 'church')],
    'efficientnet-lite0': [tab('Why this class'), choose(ratherThan, 'church')],
    answer: ['[data-test="why-panel"]', /lead of golf ball over church/],
  },
  {
    asks: 'What does this unit see?',
    tinyvgg: [cellOf((page) => map(page, 'conv_1_2', 3))],
    'efficientnet-lite0': [mapped('stem'), cellOf(enlarged)],
    // Two unpadded kernels of 3 x 3, and one.
    answer: [
      '[data-test="field"]',
      /It sees a (5 × 5 area of the 64 × 64|3 × 3 area of the 224 × 224)/,
    ],
  },
  {
    asks: 'What do the channels of the first convolution look for?',
    tinyvgg: [cellOf((page) => map(page, 'conv_1_1', 0)), layerTab('What it looks for')],
    'efficientnet-lite0': [mapped('stem'), layerTab('What it looks for')],
    answer: ['[data-test="patch-list"]', /All (10|32) channels/],
  },
  {
    asks: 'What did my painting change?',
    tinyvgg: [press('Edit the picture'), brush],
    'efficientnet-lite0': [press('Edit the picture'), brush],
    answer: ['[data-test="change"]', /golf ball: [\d.]+% before, [<\d.]+% now/],
  },
  {
    asks: 'How does another network differ?',
    tinyvgg: [tab('Compare'), choose((page) => byTest(page, 'compare-with'), 'MobileNetV2')],
    'efficientnet-lite0': [
      tab('Compare'),
      choose((page) => byTest(page, 'compare-with'), 'TinyVGG'),
    ],
    answer: ['.network-card', /is deeper: it has \d+ layers with weights, TinyVGG has 5/],
  },
];

describe.each(['tinyvgg', 'efficientnet-lite0'] as const)('%s', (network) => {
  test.each(QUESTIONS)('$asks', async (question) => {
    const { page } = await visitSite(network === 'tinyvgg' ? {} : { hash: `#model=${network}` });
    await classified(page);
    const actions = question[network];
    expect(actions.length).toBeLessThanOrEqual(MOST_ACTIONS);
    for (const act of actions) await act(page);
    const [where, words] = question.answer;
    await expect.poll(() => page.locator(where).first().innerText(SLOWLY), SLOWLY).toMatch(words);
  });
});
