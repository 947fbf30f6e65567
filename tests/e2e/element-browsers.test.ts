// The element in the three browsers: a layer of a network, with its values, and another one after a change.

import { afterAll, beforeAll, describe, test } from 'vitest';
import { openChromium } from './support/drivers/chromium.js';
import { type Driver, poll } from './support/drivers/driver.js';
import { firefoxPath, openFirefox } from './support/drivers/firefox.js';
import { hasWebKit, openWebKit } from './support/drivers/webkit.js';
import { type ElementHost, openElementHost } from './support/element-host.js';

const BROWSERS = [
  { name: 'Chromium', isHere: true, open: openChromium },
  { name: 'Firefox ESR', isHere: firefoxPath() !== undefined, open: openFirefox },
  { name: 'WebKitGTK', isHere: hasWebKit(), open: openWebKit },
];

/** What stands in the shadow root of an element. */
const inside = (at: number): string => {
  const element = document.querySelectorAll('cnn-playground')[at];
  return element?.shadowRoot?.querySelector<HTMLElement>('.cnn-frame')?.innerText ?? '';
};

describe.each(BROWSERS)('$name', ({ name, isHere, open }) => {
  if (!isHere) {
    test.skip(`${name} is not on this machine, so what is tested in it is skipped`);
    return;
  }

  let host: ElementHost;
  let driver: Driver;
  beforeAll(async () => {
    host = await openElementHost();
    driver = await open();
    await driver.resize(1000, 900);
    await driver.open(
      host.page(
        `<cnn-playground view="sum" layer="conv_1_2" channel="3" cell="20,30"></cnn-playground>
         <cnn-playground view="predict" image="church"></cnn-playground>
         <script type="module" src="../../cnn/element.js"></script>`,
      ),
    );
  });
  afterAll(async () => {
    await driver?.close();
    await host?.close();
  });

  const shows = (at: number, text: RegExp) =>
    poll(`${text} in element ${at}`, async () =>
      text.test(await driver.evaluate(inside, at)) ? true : undefined,
    );

  test('the sum of a cell, and the answer to another picture', async () => {
    await shows(0, /conv_1_2, channel 3[\s\S]*y 20, x 30[\s\S]*sum of products/);
    // What is far below rests, and Firefox has no text of it before somebody comes there.
    await driver.evaluate(() => document.querySelectorAll('cnn-playground')[1]?.scrollIntoView());
    await shows(1, /church, \d+/);
  });

  test('another layer, by its attribute', async () => {
    await driver.evaluate(() => {
      document.querySelector('cnn-playground')?.setAttribute('layer', 'max_pool_1');
    });
    await shows(0, /max_pool_1, channel 3/);
  });
});
