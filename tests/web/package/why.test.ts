// Class maps of the bundled networks against NumPy's (tests/golden/make_class_maps.py).

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { classMap, difference } from '../../../web/src/playground/network/class-map.js';
import { headOf, needsOfWhy } from '../../../web/src/playground/network/linear-head.js';
import { fromRoot, importPackage } from '../support/package.js';

const { InferenceSession, Tensor } = await importPackage();

interface Expected {
  side: number;
  maps: string;
  shape: number[];
  classes: Record<string, { bias: number; logit: number; map: number[] }>;
}

const golden: Record<string, Expected> = JSON.parse(
  readFileSync(fromRoot('tests/golden/class-maps.json'), 'utf8'),
);

/** The same formula as picture() of the script. */
function picture(side: number): Float32Array {
  return Float32Array.from({ length: 3 * side * side }, (_, i) => ((i * 7919) % 251) / 125 - 1);
}

async function measured(name: string, side: number) {
  const file = readFileSync(fromRoot(`models/${name}/${name}.onnx`));
  const session = await InferenceSession.create(new Uint8Array(file), {
    threads: 1,
    warmup: false,
  });
  const input = new Tensor('float32', picture(side), [1, 3, side, side]);
  await session.run({ input }, { keep: [] });
  const head = headOf(session.graph());
  if (!head) throw new Error(`${name} has no linear head`);
  const tensors = await session.values(needsOfWhy(head));
  await session.release();
  const kept = new Map(
    Object.entries(tensors).map(([key, { dims, data }]) => [
      key,
      { dims, data: data as Float32Array },
    ]),
  );
  return { head, sources: { values: kept, weights: kept } };
}

test.each(Object.keys(golden))('%s: every cell, and the sum is the logit', async (name) => {
  const { side, maps, shape, classes } = golden[name] as Expected;
  const { head, sources } = await measured(name, side);
  expect(head.maps).toBe(maps);
  expect(head.shape).toEqual(shape);
  for (const [index, expected] of Object.entries(classes)) {
    const found = classMap(head, sources, Number(index));
    if (!found) throw new Error('no map');
    const scale = Math.max(...expected.map.map(Math.abs));
    expected.map.forEach((value, i) => {
      expect(Math.abs(value - (found.data[i] as number))).toBeLessThan(1e-4 * scale);
    });
    expect(Math.abs(found.bias - expected.bias)).toBeLessThan(1e-6);
    expect(Math.abs(found.sum - found.logit)).toBeLessThan(
      1e-4 * Math.max(1, Math.abs(found.logit)),
    );
    expect(Math.abs(found.logit - expected.logit)).toBeLessThan(1e-3);
    const byChannel = found.channels.reduce((all, amount) => all + amount, found.bias);
    expect(Math.abs(byChannel - found.sum)).toBeLessThan(1e-9 * Math.max(1, Math.abs(found.sum)));
  }
});

test('two classes: the difference of their maps is the difference of their logits', async () => {
  const { side } = golden.tinyvgg as Expected;
  const { head, sources } = await measured('tinyvgg', side);
  const [a, b] = [classMap(head, sources, 4), classMap(head, sources, 0)];
  if (!a || !b) throw new Error('no map');
  const less = difference(a, b);
  const { classes } = golden.tinyvgg as Expected;
  expect(Math.abs(less.sum - (a.logit - b.logit))).toBeLessThan(1e-3);
  expect(Math.abs((classes[4]?.logit ?? 0) - (classes[0]?.logit ?? 0) - less.logit)).toBeLessThan(
    2e-3,
  );
  expect(less.data[5]).toBeCloseTo((classes[4]?.map[5] ?? 0) - (classes[0]?.map[5] ?? 0), 4);
});
