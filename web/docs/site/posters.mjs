// Pictures of the widgets that pages show, for readers without JavaScript: web/docs/posters.
// Usage, after a build: node web/docs/site/posters.mjs [NAME ...], by default those that are missing.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { contentType } from '../../../wasm/toolchain/mime-types.mjs';
import { PAGES } from './contents.mjs';
import { isCourse } from './course/pages.mjs';
import { PICTURE } from './course/values.mjs';
import { readSource, root } from './sources.mjs';
import { widgetsOf } from './widgets.mjs';

const WIDTH = 760;
const site = join(root, 'dist/site');
const folder = join(root, 'web/docs/posters');

const pageWith = (attributes) => {
  const given = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  return `<!doctype html><meta charset="utf-8"><style>body { margin: 0; width: ${WIDTH}px }</style>
    <script type="module" src="/element.js"></script><cnn-playground ${given.join(' ')}></cnn-playground>`;
};

const server = createServer(({ url }, response) => {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  if (pathname === '/page') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(pageWith(Object.fromEntries(searchParams)));
    return;
  }
  const file = join(site, pathname);
  const isThere = extname(file) !== '' && existsSync(file);
  response.writeHead(isThere ? 200 : 404, { 'content-type': contentType(file) });
  response.end(isThere ? readFileSync(file) : '');
});

async function take(browser, { attributes, poster }) {
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: 900 },
    colorScheme: 'light',
  });
  const address = `http://127.0.0.1:${server.address().port}/page?${new URLSearchParams(attributes)}`;
  await page.goto(address);
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const element = document.querySelector('cnn-playground');
        element.addEventListener('result', resolve);
        element.addEventListener('error', ({ detail }) => reject(new Error(detail.message)));
      }),
  );
  // What is drawn after the first frame: maps, the weights of a layer.
  await page.waitForTimeout(2000);
  const png = await page.locator('cnn-playground').screenshot();
  await sharp(png)
    .webp({ quality: 80, effort: 6 })
    .toFile(join(folder, `${poster}.webp`));
  await page.close();
}

const widgets = new Map(
  PAGES.flatMap(({ name }) =>
    widgetsOf(readSource(`web/docs/pages/${name}.md`)).map(({ attributes, poster }) => {
      const { shows: _, ...given } = attributes;
      // Where a page of the course names no picture, it shows that of the course.
      return [
        poster,
        { poster, attributes: { ...(isCourse(name) && { image: PICTURE }), ...given } },
      ];
    }),
  ),
);
const asked = process.argv.slice(2);
const wanted = [...widgets.values()].filter(({ poster }) =>
  asked.length > 0 ? asked.includes(poster) : !existsSync(join(folder, `${poster}.webp`)),
);
mkdirSync(folder, { recursive: true });
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const widget of wanted) {
  await take(browser, widget);
  console.log(`${widget.poster}.webp`);
}
await browser.close();
server.close();
