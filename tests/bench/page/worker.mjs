// The worker that holds an engine which brings none of its own. Answers open, run and memory.
import { memoryBytes } from './memory-watch.mjs';

let run;

const calls = {
  async open({ engine, ...options }) {
    const { open } = await import(`./${engine}.mjs`);
    run = await open(options);
  },
  run: ({ data }) => run(data),
  memory: memoryBytes,
};

self.onmessage = async ({ data: { method, input } }) => {
  try {
    const value = await calls[method](input);
    const moved = ArrayBuffer.isView(value) ? [value.buffer] : [];
    self.postMessage({ value }, moved);
  } catch (thrown) {
    self.postMessage({ error: thrown?.message ?? String(thrown) });
  }
};
