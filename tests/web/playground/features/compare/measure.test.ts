// Networks of PyTorch against PyTorch's own values (tests/golden/make_npz.py, which runs the lines of the documentation): all
// layers agree, and a number that is changed in one kernel is found where it is.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readNpz } from '../../../../../web/src/npz/index.js';
import { applyChanges, type Change } from '../../../../../web/src/onnx-edit/index.js';
import type { Theirs } from '../../../../../web/src/playground/features/compare/match.js';
import {
  firstFar,
  measured,
  type Row,
} from '../../../../../web/src/playground/features/compare/measure.js';
import { type Column, columnsOf } from '../../../../../web/src/playground/network/columns.js';
import type { KeptValue } from '../../../../../web/src/playground/network/network.js';
import { fromRoot, importPackage } from '../../../support/package.js';

const { InferenceSession, Tensor } = await importPackage();

const TOLERANCE = 1e-3;
const read = (path: string) => new Uint8Array(readFileSync(fromRoot(path)));

interface Side {
  columns: Column[];
  values: Map<string, KeptValue>;
}

/** Every value of a run on that input. */
async function runOf(bytes: Uint8Array, input: KeptValue): Promise<Side> {
  const session = await InferenceSession.create(bytes as Uint8Array<ArrayBuffer>, {
    threads: 1,
    warmup: false,
  });
  try {
    const [name = ''] = session.inputNames;
    const fed = new Tensor('float32', input.data, [...input.dims]);
    const out = await session.run({ [name]: fed }, { keep: 'all' });
    const values = new Map(
      Object.entries(out).flatMap(([key, { dims, data }]): [string, KeptValue][] =>
        data instanceof Float32Array ? [[key, { dims, data }]] : [],
      ),
    );
    return { columns: columnsOf(session.graph(), undefined, session.file?.modules), values };
  } finally {
    await session.release();
  }
}

async function compared(
  { columns, values }: Side,
  others: ReadonlyMap<string, KeptValue>,
): Promise<{ rows: Row[]; names: string[]; first: string | undefined }> {
  const theirs: Theirs[] = [...others].map(([name, { dims }]) => ({ name, shape: dims }));
  const rows = await measured({
    columns,
    theirs,
    own: async (name) => values.get(name),
    other: async (name) => others.get(name),
    isSame: true,
    tolerance: TOLERANCE,
    step: () => {},
  });
  const far = firstFar(rows, TOLERANCE);
  const nameOf = ({ column }: Row) => columns[column]?.value ?? '';
  return { rows, names: rows.map(nameOf), first: far && nameOf(far) };
}

function apartFromInput(arrays: ReadonlyMap<string, KeptValue>) {
  const others = new Map(arrays);
  const input = others.get('input');
  others.delete('input');
  if (!input) throw new Error('the fixture has no input');
  return { input, others };
}

const arrays = await readNpz(read('tests/golden/npz/net-values.npz'));

describe.each(['net-old.onnx', 'net-new.onnx'])('%s', (name) => {
  const bytes = read(`tests/golden/npz/${name}`);
  const { input, others } = apartFromInput(arrays);

  test('as exported, every layer that PyTorch kept agrees, and most are matched', async () => {
    const { rows, first } = await compared(await runOf(bytes, input), others);
    expect(first).toBeUndefined();
    // stem, in each of two blocks two convolutions and two activations, pool, flat, head.
    expect(rows.length).toBeGreaterThanOrEqual(11);
    expect(Math.max(...rows.map(({ difference }) => difference?.relative ?? 1))).toBeLessThan(1e-4);
  });

  test('with one number changed in any of its convolutions that one is named', async () => {
    const { columns } = await runOf(bytes, input);
    const convolutions = columns.filter(({ op }) => op === 'Conv');
    expect(convolutions.length).toBe(5);
    const session = await InferenceSession.create(bytes as Uint8Array<ArrayBuffer>, {
      threads: 1,
      warmup: false,
    });
    const { nodes } = session.graph();
    await session.release();
    for (const { value, node = 0 } of convolutions) {
      const weight = nodes[node]?.inputs[1] ?? '';
      const change: Change = { kind: 'numbers', weight, numbers: [[4, 3]] };
      const { first } = await compared(await runOf(applyChanges(bytes, [change]), input), others);
      expect(first).toBe(value);
    }
  });

  test('an input that is another makes the first layer depart', async () => {
    const data = input.data.map((value) => value + 0.1);
    const side = await runOf(bytes, { ...input, data });
    const { first, names } = await compared(side, others);
    expect(first).toBe(names[0]);
  });
});

describe('TinyVGG against itself', () => {
  const bytes = read('models/tinyvgg/tinyvgg.onnx');
  const data = Float32Array.from({ length: 3 * 64 * 64 }, (_, index) => Math.sin(index / 7));
  const input = { dims: [1, 3, 64, 64], data };

  const isLayer = ([name]: [string, KeptValue]) => name !== 'input';
  const renamed = (values: ReadonlyMap<string, KeptValue>) =>
    new Map([...values].map(([, value], index) => [`v${index}`, value]));

  test('by names, and by order where no name fits, all layers agree', async () => {
    const side = await runOf(bytes, input);
    const ordered = side.columns.slice(1).map(({ value }) => value);
    const own = new Map(
      ordered.flatMap((name) => [...side.values].filter(([key]) => key === name)),
    );
    for (const others of [new Map([...own].filter(isLayer)), renamed(own)]) {
      const { rows, first } = await compared(side, others);
      expect(rows.length).toBe(13);
      expect(first).toBeUndefined();
    }
  });

  test('a number of a later kernel is found by names and by order', async () => {
    const plain = await runOf(bytes, input);
    const ordered = plain.columns.slice(1).map(({ value }) => value);
    const own = new Map(
      ordered.flatMap((name) => [...plain.values].filter(([key]) => key === name)),
    );
    const change: Change = { kind: 'numbers', weight: 'conv_2_1.weight', numbers: [[373, 1]] };
    const faulty = await runOf(applyChanges(bytes, [change]), input);
    for (const others of [own, renamed(own)]) {
      const { first, rows } = await compared(faulty, others);
      expect(first).toBe('conv_2_1');
      expect(rows.length).toBe(13);
    }
  });
});

describe('layers of another network, of whose names and shapes none fits', () => {
  const column = (name: string, index: number, op: string, shape: number[]) =>
    ({ ...{ name, value: name, index, op, shape, node: index }, path: [], kind: 'maps' }) as never;
  const columns = [
    column('a', 0, 'Conv', [10, 62, 62]),
    column('b', 1, 'Relu', [10, 62, 62]),
    column('c', 2, 'Conv', [10, 60, 60]),
    column('d', 3, 'Conv', [10, 58, 58]),
  ];
  const theirs = [
    { name: 'p', node: 'p', op: 'Conv', shape: [32, 80, 80] },
    { name: 'q', node: 'q', op: 'Clip', shape: [32, 80, 80] },
    { name: 'r', node: 'r', op: 'Conv', shape: [16, 40, 40] },
  ];

  test('the first ones of a kind stand beside each other, and the last ones', async () => {
    const none = async () => undefined;
    const rows = await measured({
      ...{ columns, theirs, own: none, other: none },
      ...{ isSame: false, tolerance: TOLERANCE, step: () => {} },
    });
    expect(rows.map(({ column, theirs: other, how }) => [column, other, how])).toEqual([
      [0, 0, 'first'],
      [3, 2, 'last'],
    ]);
  });
});
