// How long the page takes to open on a slow network: what is on screen when, and what was downloaded.
//
// Usage: node tests/bench/loading.mjs [options] [FOLDER ...]      (default: dist/site)
//   --kbit N       default 400
//   --latency MS   default 400
//   --rounds N     default 3; several folders take turns
//   --isolated     with the headers for threads
//   --brotli       compressed by brotli 11 instead of gzip 9, as some hosts do
//   --cpu N        how many times slower the processor is; default 1
// The server is what is slow: a latency before every answer, and one line that all of them share in turns,
// as the developer tools of browsers have it. Theirs leave out what a service worker downloads.
// Answers are compressed as static hosts do it.
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { contentType } from '../../wasm/toolchain/mime-types.mjs';
import { site } from '../../wasm/toolchain/paths.mjs';
import { main } from '../../wasm/toolchain/progress.mjs';
import { launch } from './browser.mjs';

const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const PIECE = 1024;
const TICK_MS = 10;

/** A line of so many bytes a second. send(): the answer's body, piece by piece, in turns with others. */
function slowLine(bytesASecond) {
  const waiting = [];
  let credit = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    // What was not used is lost.
    credit = Math.min(credit + ((now - last) * bytesASecond) / 1000, bytesASecond / 10);
    last = now;
    while (credit > 0 && waiting.length > 0) {
      const one = waiting.shift();
      const piece = one.body.subarray(one.at, one.at + PIECE);
      one.at += piece.length;
      credit -= piece.length;
      one.response.write(piece);
      if (one.at < one.body.length) waiting.push(one);
      else one.response.end();
    }
  }, TICK_MS);
  return {
    send: (response, body) => waiting.push({ response, body, at: 0 }),
    stop: () => clearInterval(timer),
  };
}

const isCompressed = (file) => /\.(webp|png)$/.test(file);

/** What is sent of each file of a folder. Made before anything is measured: brotli takes its time. */
function compressedFiles(folder, brotli) {
  const bodies = new Map();
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, name);
    // Larger ones are asked for by nobody's first visit.
    if (!statSync(file).isFile() || statSync(file).size > 2e6) continue;
    const bytes = readFileSync(file);
    const compress = brotli ? brotliCompressSync : (given) => gzipSync(given, { level: 9 });
    bodies.set(file, isCompressed(file) ? bytes : compress(bytes));
  }
  return bodies;
}

/** sent: bytes of every answer's body, by path, as they are asked for. */
async function serveSlowly(folder, { kbit, latency, isolated, brotli, bodies }, sent) {
  const line = slowLine((kbit * 1000) / 8);
  const server = createServer(async (request, response) => {
    await setTimeout(latency);
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = join(folder, normalize(pathname.replace(/\/$/, '/index.html')));
    const body = bodies.get(folder).get(file);
    if (body === undefined) {
      response.writeHead(404).end();
      return;
    }
    const etag = `"${body.length}"`;
    const headers = {
      'content-type': contentType(file),
      'cache-control': 'no-cache',
      etag,
      ...(isolated ? isolation : {}),
    };
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end();
      return;
    }
    sent.push([pathname, body.length]);
    response.writeHead(200, {
      ...headers,
      ...(isCompressed(file) ? {} : { 'content-encoding': brotli ? 'br' : 'gzip' }),
      'content-length': body.length,
    });
    line.send(response, body);
  });
  server.on('close', line.stop);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** What is on screen, noted by the page itself as it comes. */
function watch() {
  const seen = { shifts: 0, texts: [] };
  globalThis.__seen = seen;
  const look = () => {
    const now = performance.now();
    if (!seen.heading && document.querySelector('h1')) seen.heading = now;
    if (!seen.prediction && document.querySelector('[data-test="prediction"]'))
      seen.prediction = now;
    const text = document.querySelector('[data-test="progress"] span')?.textContent;
    if (text && seen.texts.at(-1)?.[1] !== text) seen.texts.push([Math.round(now), text]);
    if (!seen.prediction) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries())
      if (!hadRecentInput) seen.shifts += value;
  }).observe({ type: 'layout-shift', buffered: true });
}

async function visit(browser, folder, options) {
  const sent = [];
  const server = await serveSlowly(folder, options, sent);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const { cpu } = options;
    if (cpu > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    await page.addInitScript(watch);
    await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: 'commit' });
    await page.locator('[data-test="prediction"]').first().waitFor({ timeout: 120_000 });
    const before = sent.slice();
    const figures = await page.evaluate(() => ({
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      ...globalThis.__seen,
    }));
    return { ...figures, sent: before };
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
  }
}

/** The first and the last sentence of each phase. */
function phases(texts) {
  const phase = ([, text] = [0, '']) => text.split(':')[0];
  return texts.filter(
    (entry, index) =>
      phase(entry) !== phase(texts[index - 1]) || phase(entry) !== phase(texts[index + 1]),
  );
}

const seconds = (ms) => (ms / 1000).toFixed(1).padStart(6);

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kbit: { type: 'string', default: '400' },
      latency: { type: 'string', default: '400' },
      rounds: { type: 'string', default: '3' },
      cpu: { type: 'string', default: '1' },
      isolated: { type: 'boolean', default: false },
      brotli: { type: 'boolean', default: false },
    },
  });
  const { isolated, brotli } = values;
  const [kbit, latency, rounds, cpu] = ['kbit', 'latency', 'rounds', 'cpu'].map((name) =>
    Number(values[name]),
  );
  const folders = positionals.length > 0 ? positionals : [site];
  const bodies = new Map(folders.map((folder) => [folder, compressedFiles(folder, brotli)]));
  const options = { kbit, latency, isolated, brotli, cpu, bodies };
  const browser = await launch();
  try {
    const last = new Map();
    console.log('   paint  heading  prediction   shifts      kB');
    for (let round = 0; round < rounds; round += 1) {
      for (const folder of folders) {
        const figures = await visit(browser, folder, options);
        last.set(folder, figures);
        const kB = figures.sent.reduce((sum, [, bytes]) => sum + bytes, 0) / 1000;
        console.log(
          `${seconds(figures.paint)} s ${seconds(figures.heading)} s  ${seconds(figures.prediction)} s  ` +
            `${figures.shifts.toFixed(3).padStart(9)} ${kB.toFixed(0).padStart(7)}  ${folder}`,
        );
      }
    }
    for (const [folder, { sent, texts }] of last) {
      console.log(`\n${folder}, asked for before the prediction:`);
      for (const [path, bytes] of sent)
        console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${path}`);
      for (const [ms, text] of phases(texts)) console.log(`${seconds(ms)} s  ${text}`);
    }
  } finally {
    await browser.close();
  }
});
