// The lines of Python that write a network as ONNX, with the file's own names in them: what remains to be done where
// weights alone do not tell which network they are of.

import type { WeightsFile } from './read.js';

/** Text of Python: JSON's strings are Python's as well. */
const quoted = (text: string): string => JSON.stringify(text);

/**
 * Four or five lines that run as they stand, once the class is imported.
 *
 * @param name what the user calls the file; '' where it has no name
 */
export function exportLines(file: WeightsFile, name: string): string {
  const plain = name || (file.format === 'safetensors' ? 'weights.safetensors' : 'weights.pth');
  const stem = plain.replace(/\.[^.]*$/, '');
  return [
    'import torch',
    `from my_code import MyNetwork  # your class, with ${attributes(file)}`,
    ...loading(file, plain),
    'model = MyNetwork().eval()',
    `model.load_state_dict(${withoutWrapper(file)})`,
    `torch.onnx.export(model, (torch.zeros(1, ${channels(file)}, 224, 224),), ${quoted(`${stem}.onnx`)})  # your picture size`,
  ].join('\n');
}

/** Names of the network's own parts: what its class has to have. */
function attributes({ state }: WeightsFile): string {
  const names = [...new Set([...state.keys()].map((key) => key.split('.')[0] ?? ''))];
  const shown = names.slice(0, 6).map((name) => `self.${name}`.slice(0, 40));
  return shown.join(', ').replace(/[^\x20-\x7e]/g, '?') + (names.length > 6 ? ', ...' : '');
}

function loading({ format, path }: WeightsFile, name: string): string[] {
  if (format === 'safetensors')
    return ['from safetensors.torch import load_file', `state = load_file(${quoted(name)})`];
  const steps = path.map((step) => (/^\[\d+\]$/.test(step) ? step : `[${quoted(step)}]`)).join('');
  return [`state = torch.load(${quoted(name)}, map_location="cpu")${steps}`];
}

const withoutWrapper = ({ prefix }: WeightsFile): string =>
  prefix === ''
    ? 'state'
    : `{key.removeprefix(${quoted(prefix)}): value for key, value in state.items()}`;

/** Channels of the picture: those that the first convolution takes. */
function channels({ state }: WeightsFile): number {
  for (const { dims } of state.values()) if (dims.length === 4) return dims[1] ?? 3;
  return 3;
}
