// Memory and idle time of many elements on one page, after a build:
//
//   node tests/bench/elements.mjs [number of elements, 20]
//
// One element of each of two networks, in one view after the other, then as many as asked for of the same networks and
// views, each time on an empty page of a browser of its own. Memory: resident bytes of the page's process that no other
// shares (private), when all have answered, the page was read from its beginning to its end, and what nobody needs was
// collected; what the many take is compared with the mean of the few. Idle: processor time of that process over ten
// seconds in which nobody does anything.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { serve } from '../../wasm/toolchain/serve.mjs';
import { launch } from './browser.mjs';

const site = new URL('../../dist/site', import.meta.url).pathname;
const NETWORKS = ['tinyvgg', 'mobilenetv2'];
const VIEWS = ['network', 'predict', 'table'];
const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Processes that show pages, of the browsers that this script started. */
function renderers() {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parentOf = new Map();
  const command = new Map();
  for (const id of all) {
    try {
      parentOf.set(
        id,
        readFileSync(`/proc/${id}/stat`, 'utf8').replace(/.*\) /s, '').split(' ')[1],
      );
      command.set(id, readFileSync(`/proc/${id}/cmdline`, 'utf8'));
    } catch {
      // It has ended meanwhile.
    }
  }
  const isOurs = (id) => {
    for (let at = id; at; at = parentOf.get(at)) if (at === String(process.pid)) return true;
    return false;
  };
  return all.filter((id) => command.get(id)?.includes('--type=renderer') && isOurs(id));
}

function privateBytes(id) {
  const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
  const parts = [...rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)];
  return parts.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
}

function processorSeconds(id) {
  const fields = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

const largest = (values) => values.reduce((most, value) => Math.max(most, value), 0);

/** A page with nothing else on it. */
async function emptyPage(browser, url) {
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
  const address = new URL('elements.html', url).href;
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Elements</title>' }),
  );
  await page.goto(address);
  return page;
}

/** Every element has then been painted. */
async function readThrough(page) {
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < (await height()); top += 600) {
    await page.evaluate((y) => scrollTo(0, y), top);
    await page.waitForTimeout(150);
  }
  await page.evaluate(() => scrollTo(0, 0));
}

async function collect(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.detach();
  await page.waitForTimeout(1500);
}

async function measure(url, count, shown) {
  const browser = await launch();
  try {
    const page = await emptyPage(browser, url);
    await page.evaluate(
      async ({ count, networks, views }) => {
        await import('/element.js');
        const answered = [];
        const tags = Array.from({ length: count }, (_, number) => {
          const element = document.createElement('cnn-playground');
          element.setAttribute('model', networks[number % networks.length]);
          const view = views[Math.floor(number / networks.length) % views.length];
          element.setAttribute('view', view);
          element.setAttribute('loading', 'eager');
          answered.push(
            new Promise((done) => element.addEventListener('result', done, { once: true })),
          );
          return element;
        });
        document.body.replaceChildren(...tags);
        await Promise.all(answered);
      },
      { count, networks: NETWORKS, views: shown },
    );
    await readThrough(page);
    await page.waitForTimeout(8000); // warm-up runs
    await collect(page);
    const before = new Map(renderers().map((id) => [id, processorSeconds(id)]));
    const memory = largest(renderers().map(privateBytes));
    await page.waitForTimeout(10_000);
    const spent = renderers().map((id) => processorSeconds(id) - (before.get(id) ?? 0));
    return { count, workers: page.workers().length, memory, idle: largest(spent) };
  } finally {
    await browser.close();
  }
}

const many = Number(process.argv[2] ?? 20);
const server = await serve(site, 0);
try {
  const few = [];
  for (const view of VIEWS) few.push(await measure(server.url, NETWORKS.length, [view]));
  const all = await measure(server.url, many, VIEWS);
  for (const { count, workers, memory, idle } of [...few, all])
    console.log(
      `${String(count).padStart(3)} elements: ${workers} workers, ${(memory / 1e6).toFixed(0)} MB, ` +
        `${(idle * 1000).toFixed(0)} ms of processor time in 10 s`,
    );
  const mean = few.reduce((sum, { memory }) => sum + memory, 0) / few.length;
  console.log(`memory: ${(all.memory / mean).toFixed(2)} times that of one for each network`);
} finally {
  await server.close();
}
