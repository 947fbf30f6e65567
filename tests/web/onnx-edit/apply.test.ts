// Changed ONNX files: what the engine answers to them is what onnxruntime answers to networks that were built that way
// (tests/golden/make_onnx_edits.py).

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fieldsOf } from '../../../web/src/onnx-edit/fields.js';
import { applyChanges, type Change, isChanged } from '../../../web/src/onnx-edit/index.js';
import { onnxModel } from '../support/onnx-model.js';
import { fromRoot, importPackage } from '../support/package.js';

const { InferenceSession, Tensor } = await importPackage();

interface Expected {
  picture: number[];
  unchanged: number[];
  cases: { name: string; changes: Change[]; logits: number[] }[];
}

const folder = fromRoot('tests/golden/onnx-edits/');
const net = new Uint8Array(readFileSync(`${folder}net.onnx`));
const expected = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')) as Expected;
const SHAPE = [1, 2, 9, 9];

async function answerOf(bytes: Uint8Array): Promise<number[]> {
  const session = await InferenceSession.create(bytes as Uint8Array<ArrayBuffer>, {
    threads: 1,
    warmup: false,
  });
  try {
    const picture = new Tensor('float32', Float32Array.from(expected.picture), SHAPE);
    const { logits } = await session.run({ picture });
    return Array.from(logits?.data ?? [], Number);
  } finally {
    await session.release();
  }
}

/** Largest difference, as a share of the largest value. */
function apart(found: readonly number[], wanted: readonly number[]): number {
  expect(found.length).toBe(wanted.length);
  const largest = Math.max(...wanted.map(Math.abs));
  return Math.max(...found.map((value, index) => Math.abs(value - (wanted[index] ?? 0)))) / largest;
}

describe('a changed network answers as onnxruntime does', () => {
  test.each(expected.cases)('$name', async ({ changes, logits }) => {
    const found = await answerOf(applyChanges(net, changes));
    expect(apart(found, logits)).toBeLessThan(1e-5);
    // The change is one: else the test could not fail.
    expect(apart(logits, expected.unchanged)).toBeGreaterThan(1e-4);
  });
});

const python = process.env.CNN_PYTHON;

describe.skipIf(!python)(
  'onnxruntime opens the file itself (CNN_PYTHON names a Python that has it)',
  () => {
    test.each(expected.cases)('$name', ({ changes, logits }) => {
      const at = mkdtempSync(join(tmpdir(), 'onnx-edit-'));
      try {
        writeFileSync(join(at, 'net.onnx'), applyChanges(net, changes));
        const picture = JSON.stringify([[0, 1].map((c) => square(c))]);
        writeFileSync(join(at, 'picture.json'), picture);
        const script = fromRoot('tests/golden/make_onnx_edits.py');
        const args = [script, '--answer', join(at, 'net.onnx'), join(at, 'picture.json')];
        const found = JSON.parse(
          execFileSync(python ?? '', args, { encoding: 'utf8' }),
        ) as number[];
        expect(apart(found, logits)).toBeLessThan(1e-5);
      } finally {
        rmSync(at, { recursive: true });
      }
    });
  },
);

function square(channel: number): number[][] {
  const row = (y: number) => expected.picture.slice(channel * 81 + y * 9, channel * 81 + y * 9 + 9);
  return Array.from({ length: 9 }, (_, y) => row(y));
}

describe('what a change does not touch', () => {
  test('stays byte for byte: with no change at all the file is the same', () => {
    expect(Buffer.from(applyChanges(net, [])).equals(Buffer.from(net))).toBe(true);
  });

  test('stays where it is: fields of the model that are not its graph', () => {
    const changed = applyChanges(net, [{ kind: 'activation', node: 'bend', to: 'Tanh' }]);
    const others = (bytes: Uint8Array) =>
      fieldsOf(bytes)
        .filter(({ number }) => number !== 7)
        .map(({ whole }) => Buffer.from(whole).toString('hex'));
    // One more comes last: the entry that says that the file is changed.
    expect(others(changed).slice(0, -1)).toEqual(others(net));
    expect(others(net).length).toBeGreaterThan(3);
  });

  test('keeps its names, so that what is open on the page stays open', async () => {
    const changes: Change[] = [
      { kind: 'scale', value: 'bend', channel: 0, factor: 0, shape: [1, 4, 9, 9] },
      { kind: 'pool', node: 'pool', to: 'AveragePool' },
    ];
    const session = await InferenceSession.create(
      applyChanges(net, changes) as Uint8Array<ArrayBuffer>,
      { threads: 1, warmup: false },
    );
    const outputs = session.graph().nodes.flatMap(({ outputs }) => outputs);
    for (const name of [
      'first',
      'norm',
      'bend',
      'pool',
      'second',
      'clip',
      'mean',
      'flat',
      'logits',
    ])
      expect(outputs).toContain(name);
    expect(session.labels).toEqual(['a', 'b', 'c', 'd', 'e']);
    await session.release();
  });
});

describe('what was measured of a network is not said of a changed one', () => {
  const tinyvgg = new Uint8Array(readFileSync(fromRoot('models/tinyvgg/tinyvgg.onnx')));
  const swapped: Change[] = [{ kind: 'activation', node: 'relu_1_1', to: 'Tanh' }];
  const openedFile = (bytes: Uint8Array) =>
    InferenceSession.create(bytes as Uint8Array<ArrayBuffer>, { threads: 1, warmup: false });

  test('its temperature and its sign of unfamiliar pictures go, its names stay', async () => {
    const own = await openedFile(tinyvgg);
    const changed = await openedFile(applyChanges(tinyvgg, swapped));
    expect(own.temperature).toBeGreaterThan(0);
    expect(own.unfamiliar).toBeDefined();
    expect(changed.temperature).toBeUndefined();
    expect(changed.unfamiliar).toBeUndefined();
    expect(changed.labels).toEqual(own.labels);
    expect(isChanged(own.graph().metadata)).toBe(false);
    expect(isChanged(changed.graph().metadata)).toBe(true);
    await own.release();
    await changed.release();
  });

  test('what another program calls changed is none of it', () => {
    expect(isChanged({ changed: 'yes' })).toBe(false);
    expect(isChanged({ 'cnn_playground.changed': 'no' })).toBe(false);
  });

  test('a file that is changed twice says so once', () => {
    const twice = applyChanges(applyChanges(tinyvgg, swapped), [
      { kind: 'activation', node: 'relu_1_1', to: 'Relu' },
    ]);
    const metadata = fieldsOf(twice).filter(({ number }) => number === 14);
    const says = metadata.filter(({ content }) => Buffer.from(content).includes('changed network'));
    expect(says.length).toBe(1);
  });
});

describe('what cannot be changed is refused by name', () => {
  const refused: [why: string, change: Change, refusal: { reason: string; subject: string }][] = [
    [
      'a layer that is not there',
      { kind: 'activation', node: 'none', to: 'Relu' },
      { reason: 'no-node', subject: 'none' },
    ],
    [
      'a pool as an activation',
      { kind: 'activation', node: 'pool', to: 'Relu' },
      { reason: 'operator', subject: 'MaxPool' },
    ],
    [
      'a convolution as a pool',
      { kind: 'pool', node: 'first', to: 'MaxPool' },
      { reason: 'operator', subject: 'Conv' },
    ],
    [
      'a kind of its own',
      { kind: 'pool', node: 'pool', to: 'Conv' },
      { reason: 'operator', subject: 'MaxPool' },
    ],
    [
      'numbers that are computed',
      { kind: 'numbers', weight: 'bend', numbers: [[0, 1]] },
      { reason: 'no-weight', subject: 'bend' },
    ],
    [
      'a number beyond the last',
      { kind: 'numbers', weight: 'first.bias', numbers: [[4, 1]] },
      { reason: 'no-number', subject: 'first.bias[4]' },
    ],
  ];
  test.each(refused)('%s', (_, change, refusal) => {
    expect(() => applyChanges(net, [change])).toThrow(expect.objectContaining(refusal));
  });

  test('weights in another file, and integers', () => {
    const external = new Uint8Array(readFileSync(fromRoot('tests/golden/onnx/external-data.onnx')));
    const weight = externalName(external);
    const numbers: Change = { kind: 'numbers', weight, numbers: [[0, 1]] };
    expect(() => applyChanges(external, [numbers])).toThrow(
      expect.objectContaining({ reason: 'external', subject: weight }),
    );
    const whole = onnxModel({
      input: [1, 4],
      nodes: [{ op: 'Reshape', inputs: ['input', 'shape'], output: 'out' }],
      weights: { shape: { dims: [2], data: BigInt64Array.of(2n, 2n) } },
    });
    expect(() => applyChanges(whole, [{ ...numbers, weight: 'shape' }])).toThrow(
      expect.objectContaining({ reason: 'type', subject: 'shape' }),
    );
  });

  test('an old set of operators', () => {
    const old = onnxModel({
      input: [1, 4],
      nodes: [{ op: 'Relu', inputs: ['input'], output: 'out' }],
      weights: {},
      opset: 5,
    });
    expect(() => applyChanges(old, [{ kind: 'activation', node: 'out', to: 'Tanh' }])).toThrow(
      expect.objectContaining({ reason: 'opset', subject: '5' }),
    );
  });

  test('bytes that are no file, cut off anywhere', () => {
    for (let length = 1; length < net.length; length += 97) {
      const cut = net.slice(0, length);
      try {
        applyChanges(cut, [{ kind: 'activation', node: 'bend', to: 'Tanh' }]);
        expect.fail(`${length} bytes were taken`);
      } catch (thrown) {
        expect(thrown).toMatchObject({ name: 'EditRefusal' });
      }
    }
  });
});

/** Of the first initializer that lies elsewhere. */
function externalName(bytes: Uint8Array): string {
  const graph = fieldsOf(bytes).find(({ number }) => number === 7)?.content ?? new Uint8Array();
  for (const { number, content } of fieldsOf(graph)) {
    if (number !== 5) continue;
    const fields = fieldsOf(content);
    const isElsewhere = fields.some(({ number, value }) => number === 14 && value === 1);
    const name = fields.find(({ number }) => number === 8)?.content;
    if (isElsewhere && name) return new TextDecoder().decode(name);
  }
  throw new Error('no weight lies elsewhere');
}
