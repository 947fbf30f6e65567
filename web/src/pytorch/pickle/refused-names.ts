// A name that is not in the allow-list: which file is it then, and what can be done about it?

import { Refusal, shown } from '../refusal.js';

/** The lines that save weights alone; `load` makes `model` of what the reader has. */
const savingLines = (load: string): string =>
  'Load the file in Python, where its classes are at hand, and save the weights alone:\n' +
  `${load}\n` +
  'torch.save(model.state_dict(), "weights.pth")';

const WHOLE_MODEL = /^torch\.nn\.modules\.|^torch\.fx\.|^torchvision\.models\.|^timm\.models\./;

/** Whoever writes these into a file means harm: no advice to load it after all. */
const HARMFUL =
  /^(os|posix|nt|sys|subprocess|builtins|__builtin__|importlib|runpy|socket|shutil|pty|ctypes|code|webbrowser|pickle|marshal|operator|functools|torch\.(hub|utils|jit|ops|_C))\./;

/** What tensors can be that are not read, by the names of the functions that make them. */
const TENSORS: readonly (readonly [RegExp, string])[] = [
  [/_rebuild_qtensor|Q(U?Int|2x|4x)\w*Storage/, 'quantised weights'],
  [/_rebuild_sparse|_rebuild_nested/, 'sparse or nested tensors'],
  [/_rebuild_meta|_rebuild_wrapper_subclass/, 'tensors without values'],
  [/^torch\.\w*(complex|Complex)/, 'complex numbers'],
  [/^torch\.(u?int|float|bits)\d+|^torch\.storage\./, 'an element type that is not read here'],
];

/**
 * name: "module.name" as the file has it. isModel: whether the pickle names layers of PyTorch further on, as
 * torch.save(model) writes them.
 */
export function refusedName(name: string, isModel: boolean): Refusal {
  const plain = shown(name);
  if (!HARMFUL.test(name) && (isModel || WHOLE_MODEL.test(name)))
    return new Refusal(
      'unsupported',
      `The file holds a whole model, pickled with its class ${plain}, whose code is needed to open it.`,
      savingLines(
        'model = torch.load("model.pth", weights_only=False)  # only if you trust the file',
      ),
    );
  const kind = TENSORS.find(([pattern]) => pattern.test(name));
  if (kind)
    return new Refusal(
      'unsupported',
      `The file holds ${kind[1]} (${plain}), which cannot be read.`,
      'Convert the weights to float32 in PyTorch, and save the state_dict again.',
    );
  return new Refusal(
    'unsupported',
    `The file's pickle names ${plain}, which is no part of weights. It was not run, and the file is refused.`,
    HARMFUL.test(name)
      ? 'Files of weights have no use for that name: do not load this file in Python either, unless you made it yourself.'
      : 'If you know who made the file, load it in Python and save its weights alone: ' +
          'torch.save(model.state_dict(), "weights.pth").',
  );
}
