// 200 runs in one session, then 20 sessions one after the other. Prints the heap sizes, and what is
// still open at the end. The program has to end by itself: nothing here calls process.exit.
// Usage: node use-and-release.mjs <threads>

import { InferenceSession } from '../../../../dist/index.js';

const options = { threads: Number(process.argv[2]) };
const data = new Uint8Array(100 * 80 * 4).map((_, index) => (index * 37) & 0xff);
const picture = { data, width: 100, height: 80 };
const create = () => InferenceSession.create('models/tinyvgg/tinyvgg.onnx', options);

/** What keeps Node from ending, after closed handles have had their turn to go. */
async function openResources() {
  // The standard streams count from their first use on, and workers use them.
  void process.stdout;
  void process.stderr;
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return process.getActiveResourcesInfo();
}
const before = await openResources();

const session = await create();
const runHeaps = [];
for (let run = 0; run < 200; run += 1) {
  await session.run({ input: picture }, run % 2 === 0 ? { keep: 'all' } : {});
  runHeaps.push((await session.memory()).heap);
}
await session.release();

const cycleHeaps = [];
for (let cycle = 0; cycle < 20; cycle += 1) {
  const next = await create();
  await next.run({ input: picture }, { keep: 'all' });
  cycleHeaps.push((await next.memory()).heap);
  await next.release();
}

const after = await openResources();
console.log(JSON.stringify({ info: session.info, runHeaps, cycleHeaps, before, after }));
