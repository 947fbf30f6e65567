import { describe, expect, test } from 'vitest';
import { openZip } from '../../../web/src/pytorch/files/zip.js';
import { readWeights } from '../../../web/src/pytorch/read.js';
import { Refusal } from '../../../web/src/pytorch/refusal.js';
import { expectedTensors, numberOf, pytorchFile } from '../support/pytorch-files.js';
import { zipFile } from '../support/zip-writer.js';

async function refusal(bytes: Uint8Array): Promise<Refusal['data']> {
  const thrown = await readWeights(bytes).catch((error: unknown) => error);
  if (thrown instanceof Refusal) return thrown.data;
  throw new Error(`No Refusal, but ${thrown}`);
}

describe('files that PyTorch wrote', () => {
  test.each(Object.keys(expectedTensors))('%s', async (name) => {
    const expected = expectedTensors[name] ?? [];
    const { state } = await readWeights(pytorchFile(name));
    expect([...state.keys()]).toEqual(expected.map((tensor) => tensor.name));
    for (const tensor of expected) {
      const read = state.get(tensor.name);
      expect(read?.type, tensor.name).toBe(tensor.type);
      expect(read?.dims, tensor.name).toEqual(tensor.dims);
      // toEqual tells -0 from 0, and knows NaN.
      const values = tensor.values.map((text) => Math.fround(numberOf(text)));
      expect([...(read?.floats() ?? [])], tensor.name).toEqual(values);
    }
  });

  test('the formats are told apart', async () => {
    const formats = ['weights.pth', 'weights-legacy.pth', 'types.safetensors'].map(async (name) => {
      const { format } = await readWeights(pytorchFile(name));
      return format;
    });
    expect(await Promise.all(formats)).toEqual(['pytorch', 'pytorch-legacy', 'safetensors']);
  });

  test('where in a checkpoint the weights were found', async () => {
    const paths = ['weights.pth', 'checkpoint.pth', 'nested.pth', 'parallel.pth'].map(
      async (name) => (await readWeights(pytorchFile(name))).path,
    );
    const [plain, ...nested] = await Promise.all(paths);
    expect(plain).toEqual([]);
    expect(nested).toEqual([['model_state_dict'], ['checkpoint', 'model'], ['state_dict']]);
  });

  test.each(['weights.pth', 'weights-legacy.pth', 'parallel.pth'])(
    'modules without weights are listed in %s',
    async (name) => {
      const { modules } = await readWeights(pytorchFile(name));
      expect(modules).toEqual(['', 'block', 'block.0', 'block.1', 'block.2', 'head']);
    },
  );

  test('bytes in the middle of a buffer are read as well', async () => {
    const file = pytorchFile('types.pth');
    const shifted = new Uint8Array(file.length + 3).subarray(3);
    shifted.set(file);
    const { state } = await readWeights(shifted);
    expect([...(state.get('float32')?.floats() ?? [])].slice(0, 4)).toEqual([0, -0, 1.5, -2.25]);
  });
});

/** An archive of torch.save, written anew. */
async function rewritten(name: string, isWide: boolean): Promise<Uint8Array> {
  const zip = openZip(pytorchFile(name));
  const entries = zip.names.map(async (entry) => ({
    name: entry,
    data: (await zip.read(entry)) ?? new Uint8Array(),
  }));
  return zipFile(await Promise.all(entries), 'with a comment', isWide);
}

test.each([
  ['with a comment behind it', false],
  ['with numbers of 8 bytes', true],
])('an archive %s', async (_, isWide) => {
  const { state } = await readWeights(await rewritten('types.pth', isWide));
  expect(state.size).toBe(expectedTensors['types.pth']?.length);
  expect([...(state.get('int32')?.floats() ?? [])]).toEqual([0, 1, -1, 100, -128, 127]);
});

describe('files that are refused', () => {
  test('a whole model, by the name of its class, with the lines that save its weights', async () => {
    const { code, message, hint } = await refusal(pytorchFile('whole-model.pth'));
    expect(code).toBe('unsupported');
    expect(message).toContain('__main__.TinyNet');
    expect(hint).toContain('torch.save(model.state_dict(), "weights.pth")');
  });

  test('TorchScript, with the lines that save its weights', async () => {
    const { code, message, hint } = await refusal(pytorchFile('torchscript.pt'));
    expect(code).toBe('unsupported');
    expect(message).toContain('TorchScript');
    expect(hint).toContain('torch.jit.load');
  });

  test.each([
    ['sparse.pth', 'unsupported', '_rebuild_sparse_tensor'],
    ['complex.pth', 'unsupported', 'complex numbers'],
    ['plain-pickle.pkl', 'not-a-model', 'not one that torch.save wrote'],
  ])('%s', async (name, code, words) => {
    const data = await refusal(pytorchFile(name));
    expect(data.code).toBe(code);
    expect(data.message).toContain(words);
  });

  test.each(['types.pth', 'views-legacy.pth', 'types.safetensors', 'deflated.pth'])(
    '%s, cut off anywhere',
    async (name) => {
      const file = pytorchFile(name);
      for (let length = 0; length < file.length; length += 13) {
        const { message } = await refusal(file.subarray(0, length));
        expect(message).toMatch(/\.$/);
      }
    },
  );
});
