// The built page in a browser, with everything it complained about and everything it asked for.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launch } from './browser.js';
import { comeLate } from './late.js';
import { type StaticServer, serve } from './static-server.js';

export interface Site {
  /** Ends in a slash. */
  url: string;
  /** Opens the page; `before` may set routes. Does not wait for the network. */
  visit(options?: VisitOptions): Promise<Visit>;
  close(): Promise<void>;
}

export interface VisitOptions {
  hash?: string;
  context?: BrowserContextOptions;
  before?: (page: Page) => Promise<unknown>;
}

export interface Visit {
  page: Page;
  /** Console errors and warnings, uncaught exceptions, refusals of the content security policy. */
  problems: string[];
  requests: string[];
}

/** What Playwright itself has to say about that. */
const BLOCKED = 'Service Worker registration blocked by Playwright';

export function siteFolder(): string {
  const folder =
    process.env.CNN_SITE ?? fileURLToPath(new URL('../../../dist/site', import.meta.url));
  if (!existsSync(`${folder}/index.html`)) {
    throw new Error(`${folder} holds no page: run "npm run build" first.`);
  }
  return folder;
}

async function visit(
  browser: Browser,
  server: StaticServer,
  options: VisitOptions,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    // What a service worker answers, page.route does not see.
    serviceWorkers: 'block',
    ...options.context,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.text() === BLOCKED) return;
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  await comeLate(page);
  await options.before?.(page);
  await page.goto(`${server.url}${options.hash ?? ''}`);
  return { page, problems, requests };
}

export async function openSite(
  options: { isolated?: boolean; under?: string } = {},
): Promise<Site> {
  const server = await serve(siteFolder(), options);
  const browser = await launch();
  return {
    url: server.url,
    visit: (visitOptions = {}) => visit(browser, server, visitOptions),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
