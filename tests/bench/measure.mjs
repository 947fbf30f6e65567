// One model through every engine: loads, warm-up, comparison of the outputs, then interleaved rounds.
import { gzipSync } from 'node:zlib';
import { withPage } from './browser.mjs';
import { distance, median, shuffled } from './statistics.mjs';
import { storeNetwork } from './tfjs/stored.mjs';
import { toNhwc } from './tfjs/weights.mjs';

const LOADS = 5;
const WARM_UP = { runs: 20, ms: 1000 };
export const RUNS_A_TURN = 5;
const PAUSE_MS = 10;
const TOLERANCE = 1e-3;

const bytesOf = (floats) => Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength);

/** Puts the model's files on the server. Result: what every engine is opened with. */
function publish(server, { id, bytes, shape, input }, engines) {
  const address = (name) => `/models/${id}${name}`;
  server.files.clear();
  server.files.set(address('.onnx'), bytes);
  server.files.set(address('.nchw.f32'), bytesOf(input));
  server.files.set(address('.nhwc.f32'), bytesOf(toNhwc(input, shape)));
  if (engines.includes('tfjs-wasm')) {
    const { json, weights } = storeNetwork(bytes, shape);
    server.files.set(address('.tfjs.json'), Buffer.from(json));
    server.files.set(address('.tfjs.bin'), weights);
  }
  return { model: address('.onnx'), prepared: address('.tfjs'), shape };
}

const inputAddress = ({ id }, engine) =>
  `/models/${id}.${engine === 'tfjs-wasm' ? 'nhwc' : 'nchw'}.f32`;

const sizes = new Map();
/** gzip -9 of the scripts and modules of the engine; neither the model nor the benchmark's own. */
function downloaded(asked) {
  let sum = 0;
  for (const [path, body] of asked) {
    if (!/^\/(dist|before|ort|tfjs)\//.test(path)) continue;
    if (!sizes.has(path)) sizes.set(path, gzipSync(body, { level: 9 }).length);
    sum += sizes.get(path);
  }
  return sum;
}

/** Loads each engine into a fresh page, in a new order each time. */
async function measureLoads({ browser, server, random, say }, entries) {
  for (let round = 0; round < LOADS; round++) {
    for (const entry of shuffled(entries, random)) {
      if (entry.problem) continue;
      try {
        await withPage(browser, server.url, async (call) => {
          server.asked.clear();
          const { ms } = await call('open', entry.id, entry.options);
          entry.loads.push(ms);
          entry.bytes = downloaded(server.asked);
        });
      } catch (error) {
        fail(entry, `it did not load: ${firstLine(error)}`, say);
      }
    }
  }
}

const firstLine = (error) =>
  error.message.replace(/^page\.evaluate: (Error: )?/, '').split('\n')[0];

function fail(entry, why, say) {
  entry.problem = why;
  say(`No row for ${entry.engine} with ${entry.threads} thread(s) on ${entry.model}: ${why}`);
}

/** Opens and warms all engines in one page; what computes something else gets no row. */
async function prepareRuns(call, entries, model, say) {
  let reference = model.expected;
  for (const entry of entries.filter(({ problem }) => !problem)) {
    try {
      const { threads, module, note } = await call('open', entry.id, entry.options);
      if (note) say(`${entry.engine}, ${entry.model}: ${note}`);
      else if (threads !== entry.threads) throw new Error(`it runs on ${threads} thread(s).`);
      entry.module = module;
      await call('setInput', entry.id, inputAddress(model, entry.engine));
      const output = await call('output', entry.id);
      reference ??= output;
      const gap = distance(output, reference);
      if (!(gap <= TOLERANCE)) throw new Error(`its output is off by ${gap.toExponential(1)}.`);
      entry.gap = gap;
      await call('warmUp', entry.id, WARM_UP.runs, WARM_UP.ms);
    } catch (error) {
      fail(entry, firstLine(error), say);
    }
  }
}

/** Each engine's turn, in a new order in each round. */
async function measureRuns(call, entries, { rounds, random }) {
  const running = entries.filter(({ problem }) => !problem);
  for (let round = 0; round < rounds; round++) {
    for (const entry of shuffled(running, random)) {
      const { times, operators } = await call('turn', entry.id, RUNS_A_TURN, PAUSE_MS);
      entry.times.push(...times);
      entry.operators.push(...operators);
    }
  }
  for (const entry of running) {
    entry.memory = await call('memory', entry.id);
    if (entry.engine === 'cnn-playground') entry.nodes = await call('nodes', entry.id);
  }
}

function newEntry(model, engine, threads, shared) {
  return {
    id: `${engine}-${threads}`,
    model: model.name,
    engine,
    threads,
    options: { engine, threads, ...shared },
    loads: [],
    times: [],
    operators: [],
  };
}

/**
 * bench: { browser, server, random, engines, threads, rounds, say }.
 * Result: an entry an engine and number of threads: { model, engine, threads, times, loads (ms), bytes,
 * memory, module, operators (ms a node, by run), nodes } or with `problem`.
 */
export async function measureModel(bench, model) {
  const shared = publish(bench.server, model, bench.engines);
  const entries = bench.threads.flatMap((threads) =>
    bench.engines.map((engine) => newEntry(model, engine, threads, shared)),
  );
  await measureLoads(bench, entries);
  await withPage(bench.browser, bench.server.url, async (call) => {
    await prepareRuns(call, entries, model, bench.say);
    await measureRuns(call, entries, bench);
  });
  return entries;
}

/** The row of --json. */
export function rowOf({ model, engine, threads, times, loads, bytes, memory }) {
  const [middle, load] = [median(times), median(loads)];
  return { model, engine, threads, median: middle, min: Math.min(...times), load, bytes, memory };
}
