// Prints, for each golden picture of TinyVGG: the largest difference of every layer from PyTorch's
// value in the inspect plan, and of the fast plan's output from the inspect plan's.
// Usage: node compare-with-golden.mjs <threads>

import { InferenceSession, Tensor } from '../../../../dist/index.js';
import { maxDifference, readGolden, readTinyVggInput } from '../../../golden/read-golden.mjs';

const session = await InferenceSession.create('models/tinyvgg/tinyvgg.onnx', {
  threads: Number(process.argv[2]),
});
const pictures = {};
for (const picture of ['noise', 'gradient', 'shapes']) {
  const input = new Tensor('float32', readTinyVggInput(picture), [1, 3, 64, 64]);
  const inspected = await session.run({ input }, { keep: 'all' });
  const fast = await session.run({ input });
  const [output] = session.outputNames;
  pictures[picture] = {
    layers: readGolden(`tinyvgg-${picture}`).map((value) => ({
      name: value.name,
      sameShape: String(inspected[value.name]?.dims) === String(value.shape),
      difference: maxDifference(value, inspected[value.name]?.data ?? []),
    })),
    fastOutputs: Object.keys(fast),
    fastDifference: fast[output].data.reduce(
      (largest, score, i) => Math.max(largest, Math.abs(score - inspected[output].data[i])),
      0,
    ),
  };
}
await session.release();
console.log(JSON.stringify({ info: session.info, pictures }));
