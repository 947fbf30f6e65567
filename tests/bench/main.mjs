// npm run bench: cnn-playground, onnxruntime-web and tfjs on the same networks in headless Chromium.
//
// Usage: npm run bench -- [options]            (after npm run build)
//   --only A,B        these models alone, by name or by export.py's name
//   --engines A,B     cnn-playground, onnxruntime-web, tfjs-wasm
//   --threads N       beside 1; default min(4, cores)
//   --rounds N        default 20; every engine runs 5 times a round
//   --before FOLDER   another build of this project (its dist/), as one more engine "before"
//   --json [FILE]     one object instead of the tables; without FILE standard output holds nothing else
// tests/README.md says how it measures.
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { dist } from '../../wasm/toolchain/paths.mjs';
import { main, PlainError } from '../../wasm/toolchain/progress.mjs';
import { launch, withPage } from './browser.mjs';
import { measureModel, RUNS_A_TURN, rowOf } from './measure.mjs';
import { exportHint, readModel } from './models.mjs';
import { byOperator } from './operators.mjs';
import { before, parseOptions } from './options.mjs';
import { provideEngines } from './packages.mjs';
import { environmentLines, operatorTable, speedTable } from './report.mjs';
import { startServer } from './server.mjs';
import { seededRandom } from './statistics.mjs';

// Standard output is the tables' or the JSON's.
const say = (sentence) => console.error(sentence);
const ours = 'cnn-playground';

/** The engines' versions and the folders to serve. */
async function provide(engines, earlier) {
  for (const folder of [dist, earlier ?? dist]) {
    if (existsSync(join(folder, 'index.js'))) continue;
    throw new PlainError(`${folder} holds no package.`, 'npm run build makes one, in dist/.');
  }
  const { version } = JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8'));
  const folders = { page: join(import.meta.dirname, 'page'), dist };
  if (earlier) folders[before] = resolve(earlier);
  const isOwn = (engine) => engine === ours || engine === before;
  if (engines.every(isOwn)) return { versions: { [ours]: version }, folders };
  const others = await provideEngines(say);
  const wanted = Object.entries(others.versions).filter(([engine]) => engines.includes(engine));
  return {
    versions: { [ours]: version, ...Object.fromEntries(wanted) },
    folders: { ...folders, ...others.folders },
  };
}

function readModels(models) {
  const read = models.map((model) => ({ model, content: readModel(model) }));
  const missing = read.filter(({ content }) => !content).map(({ model }) => model);
  if (missing.length > 0) say(exportHint(missing));
  const found = read.flatMap(({ content }) => content ?? []);
  if (found.length === 0) throw new PlainError('No model is left to measure.');
  return found;
}

/** The rows of the second table: of the single-threaded run. */
function operatorRows(entries, peak) {
  const entry = entries.find(({ engine, threads }) => engine === ours && threads === 1);
  if (!entry?.nodes) return [];
  const relaxed = entry.module.startsWith('relaxed') ? peak.relaxed : 0;
  const reachable = Math.max(peak.simd, relaxed);
  return byOperator(entry.nodes, entry.operators, reachable).map((row) => ({
    model: entry.model,
    ...row,
  }));
}

async function measureAll(bench, models) {
  const peak = await withPage(bench.browser, bench.server.url, (call) => call('peak'));
  const [rows, operators, modules] = [[], [], new Set()];
  let failures = 0;
  for (const model of models) {
    say(`Measuring ${model.name} ...`);
    const entries = await measureModel(bench, model);
    const good = entries.filter(({ problem }) => !problem);
    failures += entries.length - good.length;
    rows.push(...good.map(rowOf));
    operators.push(...operatorRows(good, peak));
    for (const { module } of good) if (module) modules.add(`cnn-${module}`);
  }
  return { rows, operators, peak, modules: [...modules], failures };
}

/** Before minutes of work, not after. */
function checkWritable(json) {
  if (!json || json === '-') return;
  try {
    closeSync(openSync(json, 'a'));
  } catch (error) {
    throw new PlainError(`${json} cannot be written (${error.code}).`);
  }
}

function print(result, json) {
  const text = `${JSON.stringify(result, null, 1)}\n`;
  if (json === '-') process.stdout.write(text);
  else if (json) writeFileSync(json, text);
  if (json) return;
  const { rows, operators, environment } = result;
  console.log(`\n${environmentLines(environment).join('\n')}\n\n${speedTable(rows)}`);
  if (operators.length === 0) return;
  console.log(`\ncnn-playground, 1 thread, by operator\n\n${operatorTable(operators)}`);
}

async function withBrowser(folders, work) {
  const browser = await launch();
  let server;
  try {
    server = await startServer(folders);
    return await work({ browser, server });
  } finally {
    await browser.close();
    await server?.close();
  }
}

await main(async () => {
  const cores = cpus();
  const options = parseOptions(process.argv.slice(2), cores.length);
  const { engines, threads, rounds, before: earlier } = options;
  checkWritable(options.json);
  const { versions, folders } = await provide(engines, earlier);
  const models = readModels(options.models);
  await withBrowser(folders, async ({ browser, server }) => {
    const bench = { browser, server, random: seededRandom(1), engines, threads, rounds, say };
    const { rows, operators, peak, modules, failures } = await measureAll(bench, models);
    const environment = {
      cpu: cores[0].model,
      cores: cores.length,
      chromium: browser.version(),
      versions,
      modules,
      peak,
      runs: rounds * RUNS_A_TURN,
    };
    print({ rows, operators, environment }, options.json);
    if (failures > 0) process.exitCode = 1;
  });
});
