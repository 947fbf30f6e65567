import { expect, test } from 'vitest';
import { browserAndPlatform } from '../../../../../web/src/playground/features/benchmark/machine.js';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Firefox 140.0',
    'X11; Linux x86_64; rv:140.0',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15',
    'Safari 18.4',
    'Macintosh; Intel Mac OS X 10_15_7',
  ],
  [CHROME, 'Chrome 150.0.0.0', 'X11; Linux x86_64'],
  [`${CHROME} Edg/150.0.1.2`, 'Edge 150.0.1.2', 'X11; Linux x86_64'],
  ['Something else', 'Something else', ''],
])('%s', async (userAgent, browser, platform) => {
  expect(await browserAndPlatform({ userAgent })).toEqual({ browser, platform });
});

test('a list of brands tells more: the version in full, and the processor', async () => {
  const brands = [
    { brand: 'Not)A;Brand', version: '8' },
    { brand: 'Chromium', version: '150' },
    { brand: 'Google Chrome', version: '150' },
  ];
  const fullVersionList = brands.map(({ brand }) => ({ brand, version: '150.0.7000.1' }));
  const userAgentData = {
    brands,
    platform: 'Windows',
    getHighEntropyValues: async () => ({ fullVersionList, architecture: 'x86', bitness: '64' }),
  };
  expect(await browserAndPlatform({ userAgent: CHROME, userAgentData })).toEqual({
    browser: 'Google Chrome 150.0.7000.1',
    platform: 'Windows, x86, 64 bit',
  });
});

test('where the browser keeps that to itself, what it tells anyway is said', async () => {
  const userAgentData = {
    brands: [
      { brand: 'Chromium', version: '150' },
      { brand: 'Not_A Brand', version: '99' },
    ],
    platform: 'Linux',
    getHighEntropyValues: () => Promise.reject(new Error('NotAllowedError')),
  };
  expect(await browserAndPlatform({ userAgent: CHROME, userAgentData })).toEqual({
    browser: 'Chromium 150',
    platform: 'Linux',
  });
});
