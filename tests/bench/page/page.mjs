// What the benchmark calls in the page, as window.bench. Only one engine is ever at work.
import { openEngine } from './engines.mjs';
import { measurePeak } from './peak.mjs';

const engines = new Map();
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const readFloats = async (address) => new Float32Array(await (await fetch(address)).arrayBuffer());

async function timedRun({ engine, data }) {
  const start = performance.now();
  await engine.run(data);
  return performance.now() - start;
}

window.bench = {
  /** Starts an engine with a model. Result: ms from nothing to ready, and what it says of itself. */
  async open(id, options) {
    const start = performance.now();
    const engine = await openEngine(options);
    const ms = performance.now() - start;
    engines.set(id, { engine });
    return { ms, ...engine.info };
  },

  async setInput(id, address) {
    engines.get(id).data = await readFloats(address);
  },

  /** At least so many runs and so long. */
  async warmUp(id, runs, ms) {
    const end = performance.now() + ms;
    for (let run = 0; run < runs || performance.now() < end; run++) await timedRun(engines.get(id));
  },

  /** Milliseconds of `runs` runs, after a pause and one run that does not count. */
  async turn(id, runs, pauseMs) {
    const entry = engines.get(id);
    await sleep(pauseMs);
    await timedRun(entry);
    const times = [];
    const operators = [];
    for (let run = 0; run < runs; run++) {
      times.push(await timedRun(entry));
      if (entry.engine.timings) operators.push(entry.engine.timings());
    }
    return { times, operators };
  },

  output: async (id) => {
    const { engine, data } = engines.get(id);
    return [...(await engine.run(data))];
  },
  memory: (id) => engines.get(id).engine.memory(),
  nodes: (id) => engines.get(id).engine.nodes(),
  peak: measurePeak,
};
