// Drops every network that export_dynamo.py wrote, X.onnx and X.onnx.data together, on the built
// page in Chromium, and reads there that it opened and ran on the picture that the page shows.
//
// Usage: node tests/networks/page_dynamo.mjs
//   --in DIR      what export_dynamo.py wrote; default .cache/networks-dynamo
//   --only A,B    these networks alone
//   --site DIR    the built page; default dist/site
//   --seconds N   how long a network may take; default 120
// Prints a line a network. Ends with status 1 where one is refused, does not run, or the page
// complains.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from '../../wasm/toolchain/serve.mjs';
import { launch } from '../bench/browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = { type: 'string' };
const { values: options } = parseArgs({
  options: { in: text, only: text, site: text, seconds: text },
});
const folder = resolve(options.in ?? join(root, '.cache', 'networks-dynamo'));
const timeout = 1000 * Number(options.seconds ?? 120);

/** Drops files of this machine as a user would: the page gets their names and reads them from disk. */
async function drop(page, paths) {
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true });
    input.id = 'to-drop';
    document.body.append(input);
  });
  await page.setInputFiles('#to-drop', paths);
  await page.evaluate(() => {
    const input = document.getElementById('to-drop');
    const dataTransfer = new DataTransfer();
    for (const file of input.files) dataTransfer.items.add(file);
    input.remove();
    document.body.dispatchEvent(
      new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }),
    );
  });
}

/** What the page says about the network and its run, and the most likely class where it has any. */
async function opened(page, file) {
  const failure = page.locator('[data-test="failure"]');
  const heading = page.getByRole('heading', { name: `Inside ${file}`, exact: true });
  await heading.or(failure).first().waitFor({ timeout });
  // The time stands there once a run of this network is on the screen.
  const summary = page.locator('.network-head p', { hasText: / with \d+ threads? / });
  await summary.or(failure).first().waitFor({ timeout });
  if ((await failure.count()) > 0) throw new Error(await failure.innerText());
  const predictions = await page.locator('[data-test="prediction"]').allInnerTexts();
  const first = predictions[0]?.replace(/\s+/g, ' ') ?? 'no classes';
  return `${(await summary.innerText()).split(' on this')[0]}; ${first}`;
}

async function check(browser, url, name) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(url);
    await page.locator('[data-test="prediction"]').first().waitFor({ timeout });
    const files = [`${name}.onnx.data`, `${name}.onnx`].map((file) => join(folder, file));
    await drop(page, files.filter(existsSync));
    const seen = await opened(page, `${name}.onnx`);
    if (complaints.length > 0) throw new Error(complaints.join('; '));
    return { good: true, line: seen };
  } catch (error) {
    return { good: false, line: error.message.replace(/\s+/g, ' ').slice(0, 300) };
  } finally {
    await context.close();
  }
}

/** Networks in the folder: U-Nets have several cases each. */
function models() {
  const cases = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const names = cases.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).model);
  const wanted = options.only?.split(',');
  return [...new Set(names)].filter((name) => name && (wanted?.includes(name) ?? true));
}

if (!existsSync(folder)) {
  throw new Error(`${folder} is missing. Run tests/networks/export_dynamo.py first.`);
}
const server = await serve(options.site ?? join(root, 'dist', 'site'), 0);
const browser = await launch();
let good = 0;
const names = models();
for (const name of names) {
  const result = await check(browser, server.url, name);
  if (result.good) good++;
  console.log(`${name.padEnd(24)} ${result.good ? 'opened ' : 'REFUSED'}  ${result.line}`);
}
await browser.close();
await server.close();
console.log(`${good} of ${names.length} networks opened in the page.`);
if (good < names.length || names.length === 0) process.exitCode = 1;
