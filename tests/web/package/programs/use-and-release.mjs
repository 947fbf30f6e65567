// 200 runs in one session, then 20 sessions one after the other. Prints the heap sizes, and what is
// still open at the end. The program has to end by itself: nothing here calls process.exit.
// Usage: node use-and-release.mjs <threads>

import { InferenceSession } from '../../../../dist/index.js';

const options = { threads: Number(process.argv[2]) };
const data = new Uint8Array(100 * 80 * 4).map((_, index) => (index * 37) & 0xff);
const picture = { data, width: 100, height: 80 };
const create = () => InferenceSession.create('models/tinyvgg/tinyvgg.onnx', options);
const before = process.getActiveResourcesInfo();

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

// A terminated worker's handles are closed in the turn after.
await new Promise((resolve) => setImmediate(resolve));
const after = process.getActiveResourcesInfo();
console.log(JSON.stringify({ info: session.info, runHeaps, cycleHeaps, before, after }));
