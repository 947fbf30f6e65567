import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figuresOf } from '../../../web/src/pytorch/figures.js';
import reader from '../../../web/src/pytorch/index.js';
import { pytorchFile } from '../support/pytorch-files.js';

/** Minimum, maximum, mean and deviation of every tensor, as PyTorch has them in double precision. */
const FIGURES: Record<string, [number, number, number, number]> = JSON.parse(
  readFileSync(new URL('../../golden/pytorch/figures.json', import.meta.url), 'utf8'),
);

test('figures of every tensor are those of PyTorch', async () => {
  const { tensors } = await reader.figures(pytorchFile('weights.pth'), 'weights.pth');
  expect(tensors.map(({ name }) => name)).toEqual(Object.keys(FIGURES));
  for (const { name, min, max, mean, std, notFinite } of tensors) {
    const expected = FIGURES[name] ?? [];
    [min, max, mean, std].forEach((value, index) => {
      expect(value, `${name} ${index}`).toBeCloseTo(expected[index] ?? Number.NaN, 6);
    });
    expect(notFinite).toBe(0);
  }
});

const tensor = (dims: number[], values: number[]) => ({
  type: 'float32' as const,
  dims,
  floats: () => Float32Array.from(values),
});

test('what is not finite is counted, and left out of the figures', () => {
  const [figures] = figuresOf(
    new Map([['w', tensor([5], [1, Number.NaN, 3, Number.POSITIVE_INFINITY, 5])]]),
  );
  expect(figures).toMatchObject({ min: 1, max: 5, mean: 3, notFinite: 2 });
  const [none] = figuresOf(new Map([['w', tensor([1], [Number.NaN])]]));
  expect(none).toMatchObject({ min: Number.NaN, mean: Number.NaN, notFinite: 1 });
});

test('kernels are those for the first input channel', () => {
  // Two outputs, two inputs, 1 x 2: [output][input][column] counts up.
  const [figures] = figuresOf(new Map([['w', tensor([2, 2, 1, 2], [0, 1, 2, 3, 4, 5, 6, 7])]]));
  expect(figures?.kernels).toEqual({
    count: 2,
    height: 1,
    width: 2,
    data: Float32Array.of(0, 1, 4, 5),
  });
  const flat = figuresOf(new Map([['w', tensor([2, 2, 1, 1], [0, 1, 2, 3])]]));
  expect(flat[0]?.kernels).toBeUndefined();
});

const lines = async (file: string, name: string) =>
  (await reader.figures(pytorchFile(file), name)).exportLines.split('\n');

test('the lines of Python have the names of the file', async () => {
  expect(await lines('nested.pth', 'run 3.pth')).toEqual([
    'import torch',
    'from my_code import MyNetwork  # your class, with self.block, self.head',
    'state = torch.load("run 3.pth", map_location="cpu")["checkpoint"]["model"]',
    'model = MyNetwork().eval()',
    'model.load_state_dict(state)',
    'torch.onnx.export(model, (torch.zeros(1, 1, 224, 224),), "run 3.onnx")  # your picture size',
  ]);
});

test('a prefix of wrappers is taken off in Python too', async () => {
  expect(await lines('parallel.pth', '')).toContain(
    'model.load_state_dict({key.removeprefix("module."): value for key, value in state.items()})',
  );
});

test('safetensors are loaded by their own library', async () => {
  expect((await lines('types.safetensors', 'a"b.safetensors')).slice(2, 4)).toEqual([
    'from safetensors.torch import load_file',
    'state = load_file("a\\"b.safetensors")',
  ]);
});

test('a network within another one is recognised without its name', async () => {
  const bytes = pytorchFile('tinyvgg-inner.pth');
  const { source } = await reader.recognise(bytes, '', {});
  expect(source).toMatchObject({ family: 'tiny-vgg', path: ['state_dict'], format: 'pytorch' });
});
