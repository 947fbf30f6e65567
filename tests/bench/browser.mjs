// Headless Chromium, and the benchmark's page in it.
import { PlainError } from '../../wasm/toolchain/progress.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

export async function launch() {
  const { chromium } = await import('playwright-core').catch(() => {
    throw new PlainError('node_modules is missing.', 'Run npm ci first.');
  });
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  try {
    return await chromium.launch({ executablePath, args: flags });
  } catch (error) {
    throw new PlainError(
      `Chromium did not start (${error.message.split('\n')[0]}).`,
      'Install Debian\'s package "chromium", or set CHROMIUM to the browser to use.',
    );
  }
}

/** Opens the page with a cache of its own, and hands its functions to `work`. */
export async function withPage(browser, url, work) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${url}/page/index.html`);
    await page.waitForFunction('window.bench !== undefined && crossOriginIsolated');
    return await work((method, ...words) =>
      page.evaluate(([name, given]) => window.bench[name](...given), [method, words]),
    );
  } finally {
    await context.close();
  }
}
