// How soon the page answers a hand on a slow machine, and what holds its main thread up.
//
// Usage: node tests/bench/interaction.mjs [options] [FOLDER ...]      (default: dist/site)
//   --cpu N       how many times slower the main thread is; default 4
//   --rounds N    default 5; several folders take turns
//   --model ID    one that is shown as columns; default tinyvgg
// Times are from the browser's event to the frame in which what was asked for is on screen.
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { site } from '../../wasm/toolchain/paths.mjs';
import { main } from '../../wasm/toolchain/progress.mjs';
import { serve } from '../../wasm/toolchain/serve.mjs';
import { launch } from './browser.mjs';
import { median } from './statistics.mjs';

/** In the page: milliseconds from a click on `target` to a frame with `there`; isNew: with other words than before. */
async function timeClick({ target, there, isNew }) {
  const before = document.querySelector(there)?.textContent;
  const isThere = () => {
    const found = document.querySelector(there);
    return found && !(isNew && found.textContent === before);
  };
  const shown = () =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (performance.now() - start > 10_000) reject(new Error(`${target} brought no ${there}`));
        else if (!isThere()) requestAnimationFrame(look);
        // A message comes after the frame has been handed over.
        else {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now());
          port2.postMessage(undefined);
        }
      };
      requestAnimationFrame(look);
    });
  const element = document.querySelector(target);
  if (!element) throw new Error(`Nothing is there for ${target}`);
  const start = performance.now();
  element.click();
  return (await shown()) - start;
}

const LAYER = '.layer-dialog[open] [data-test="enlarged"]';

/** Tasks above 50 ms from now on. */
function watchTasks() {
  globalThis.__tasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.__tasks.push(Math.round(duration));
  }).observe({ type: 'longtask' });
}

async function visit(browser, url, { cpu, model }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await page.goto(`${url}#model=${model}`);
    await page.locator('[data-test="prediction"]').first().waitFor({ timeout: 120_000 });
    // Parts of the page that are fetched later, and the warm runs.
    await setTimeout(5000);
    await page.evaluate(watchTasks);
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    const samples = [];
    for (const index of [2, 3, 4, 1]) {
      const target = `.samples button:nth-of-type(${index})`;
      const answer = '[data-test="prediction"]';
      samples.push(await page.evaluate(timeClick, { target, there: answer, isNew: true }));
      await setTimeout(1200);
    }
    const layers = [];
    for (const column of [1, 3, 6, 2]) {
      const target = `[data-at="${column},0"]`;
      layers.push(await page.evaluate(timeClick, { target, there: LAYER }));
      await setTimeout(1200);
      await page.keyboard.press('Escape');
      await setTimeout(600);
    }
    return { samples, layers, tasks: await page.evaluate(() => globalThis.__tasks) };
  } finally {
    await context.close();
  }
}

const line = (times) =>
  `${median(times).toFixed(0).padStart(5)} ms, at most ${Math.max(...times).toFixed(0)} ms`;

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      cpu: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '5' },
      model: { type: 'string', default: 'tinyvgg' },
    },
  });
  const folders = positionals.length > 0 ? positionals : [site];
  const servers = await Promise.all(folders.map((folder) => serve(folder, 0)));
  const browser = await launch();
  const all = folders.map(() => ({ samples: [], layers: [], tasks: [] }));
  try {
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const [index, { url }] of servers.entries()) {
        const figures = await visit(browser, url, { cpu: Number(values.cpu), model: values.model });
        for (const name of Object.keys(figures)) all[index][name].push(...figures[name]);
      }
    }
  } finally {
    await browser.close();
    for (const { close } of servers) await close();
  }
  for (const [index, folder] of folders.entries()) {
    const { samples, layers, tasks } = all[index];
    console.log(`${folder}, ${values.model}, ${values.cpu} times slower`);
    console.log(`  a sample is answered after ${line(samples)}`);
    console.log(`  a layer is open after      ${line(layers)}`);
    console.log(`  longest task               ${Math.max(0, ...tasks)} ms`);
  }
});
