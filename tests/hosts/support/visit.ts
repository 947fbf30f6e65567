// A page that a bundler has built, opened in Chromium.

import type { Browser } from 'playwright-core';
import { serve } from '../../e2e/support/static-server.js';

export interface Answer {
  label: string;
  info: { module: string; threads: number; notes: string[] };
  /** The code of the error for an archive that is cut off, which is told apart by a script of its own. */
  weights?: string;
}

declare const run: (
  picture: { data: Uint8Array; width: number; height: number },
  options: { threads: number },
) => Promise<Answer>;

/** White pixels; the number of bytes is that of the picture. */
export const PICTURE = { width: 80, height: 60, value: 255 };

/** What run() of the page answers. Two threads are asked for. */
export async function answerOf(browser: Browser, url: string): Promise<Answer> {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    await page.waitForFunction(() => 'run' in globalThis);
    return await page.evaluate(({ width, height, value }) => {
      const data = new Uint8Array(width * height * 4).fill(value);
      return run({ data, width, height }, { threads: 2 });
    }, PICTURE);
  } finally {
    await page.close();
  }
}

/** The same of a folder, served without isolation and with it. */
export async function answersOf(browser: Browser, folder: string) {
  const servers = [
    await serve(folder, { isolated: false }),
    await serve(folder, { isolated: true }),
  ] as const;
  try {
    const [plain, isolated] = servers;
    return {
      plain: await answerOf(browser, plain.url),
      isolated: await answerOf(browser, isolated.url),
    };
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}
