// The worker that holds an engine which brings none of its own. Answers open, run and memory.
import { memoryBytes } from './memory-watch.mjs';

let run;

const calls = {
  async open({ engine, ...options }) {
    const { open } = await import(`./${engine}.mjs`);
    run = await open(options);
  },
  // The input goes back with the result, to be filled again.
  run: async ({ data }) => [await run(data), data],
  memory: memoryBytes,
};

self.onmessage = async ({ data: { method, input } }) => {
  try {
    const value = await calls[method](input);
    const moved = method === 'run' ? value.map(({ buffer }) => buffer) : [];
    self.postMessage({ value }, moved);
  } catch (thrown) {
    self.postMessage({ error: thrown?.message ?? String(thrown) });
  }
};
