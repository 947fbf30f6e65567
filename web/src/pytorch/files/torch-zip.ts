// What torch.save has written since PyTorch 1.6: a zip archive with a pickle, and each storage in an entry.

import { unpickle } from '../pickle/unpickle.js';
import type { Value } from '../pickle/values.js';
import { cutOff, damaged, Refusal, shown } from '../refusal.js';
import { openZip, type Zip } from './zip.js';

/** A pickle's value, and the bytes that its tensors are made of. */
export interface Checkpoint {
  readonly value: Value;
  readonly littleEndian: boolean;
  /** The bytes of a storage's elements, by its key. Throws a Refusal where the file does not hold them. */
  stored(key: string): Promise<Uint8Array>;
}

/**
 * @throws Refusal: 'not-a-model' for an archive of something else, 'unsupported' for TorchScript, and what openZip
 * and unpickle throw.
 */
export async function readTorchZip(bytes: Uint8Array): Promise<Checkpoint> {
  const zip = openZip(bytes);
  const root = rootOf(zip);
  const pickle = await zip.read(`${root}data.pkl`);
  if (pickle === undefined) throw cutOff('The archive lacks its data.pkl.');
  const { value } = unpickle(pickle, 0, `the pickle ${shown(root)}data.pkl`);
  return {
    value,
    littleEndian: await isLittleEndian(zip, root),
    async stored(key) {
      const bytes = await zip.read(`${root}data/${key}`);
      if (bytes !== undefined) return bytes;
      throw cutOff(`The archive lacks the storage "${shown(key)}", which its tensors are made of.`);
    },
  };
}

async function isLittleEndian(zip: Zip, root: string): Promise<boolean> {
  const entry = await zip.read(`${root}byteorder`);
  // Files from before PyTorch 2.1 do not say: those of that time are little-endian.
  const order =
    entry === undefined ? 'little' : new TextDecoder().decode(entry.subarray(0, 20)).trim();
  if (order !== 'little' && order !== 'big')
    throw damaged(`The archive says that its order of bytes is "${shown(order)}".`);
  return order === 'little';
}

/** The folder that the pickle is in, with its slash; '' at the top. */
function rootOf({ names }: Zip): string {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/(^|\/)(constants\.pkl|code\/__torch__\.py|code\/.*\.py)$/)) throw torchScript();
  if (has(/(^|\/)archive_format$|(^|\/)(models|serialized_exported_program).*\.json$/))
    throw exported();
  const pickles = names.filter((name) => /(^|\/)data\.pkl$/.test(name));
  const [first] = pickles;
  if (first === undefined) throw otherArchive(has);
  if (pickles.length > 1)
    throw new Refusal(
      'invalid-model',
      `The archive holds ${pickles.length} files of weights: ${pickles.slice(0, 3).map(shown).join(', ')}.`,
      'Unpack it, and open one of them.',
    );
  return first.slice(0, -'data.pkl'.length);
}

function torchScript(): Refusal {
  return new Refusal(
    'unsupported',
    'The file is a TorchScript program (torch.jit.save), whose code is not run here.',
    'Save its weights alone, in Python:\nmodel = torch.jit.load("model.pt", map_location="cpu")\n' +
      'torch.save(model.state_dict(), "weights.pth")',
  );
}

function exported(): Refusal {
  return new Refusal(
    'unsupported',
    'The file is a program of torch.export (.pt2), which is not read here.',
    'Write the network as ONNX instead: torch.onnx.export(model, args, "model.onnx", dynamo=True).',
  );
}

function otherArchive(has: (pattern: RegExp) => boolean): Refusal {
  const export_ = 'Export the network to ONNX.';
  const [what, hint] = has(/(^|\/)model\.weights\.h5$/)
    ? ['a Keras file', export_]
    : has(/\.npy$/)
      ? ['an archive of NumPy arrays (.npz)', export_]
      : [
          'a zip archive without the weights of PyTorch in it',
          `If there is an .onnx, .pth or .safetensors file in it, unpack it and use that. ${export_}`,
        ];
  return new Refusal('not-a-model', `The file is not a network: it is ${what}.`, hint);
}
