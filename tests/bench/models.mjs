// What is measured: files of this repository, and networks that tests/networks/export.py writes.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../../wasm/toolchain/paths.mjs';

const networks = join(cache, 'networks');
const exported = (id, name) => ({ id, name });
const shipped = (id, name, folder, shape) => ({
  id,
  name,
  file: join(root, 'models', folder, `${folder}.onnx`),
  shape,
});

export const models = [
  exported('mobilenet_v2', 'MobileNetV2'),
  exported('mobilenet_v3_small', 'MobileNetV3-Small'),
  exported('squeezenet1_1', 'SqueezeNet'),
  exported('resnet18', 'ResNet-18'),
  exported('efficientnet_b0', 'EfficientNet-B0'),
  shipped('tinyvgg', 'TinyVGG', 'tinyvgg', [1, 3, 64, 64]),
  // Weights stored as float16, and a Cast behind each.
  shipped('mobilenetv2-f16', 'MobileNetV2-Imagenette', 'mobilenetv2', [1, 3, 224, 224]),
];

/** Same numbers everywhere and always, between 0 and 1 (a linear congruential generator). */
export function seededInput(count) {
  let state = 1;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
}

const floatsOf = (path) => {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};
const product = (sizes) => sizes.reduce((result, size) => result * size, 1);

/**
 * { ...model, bytes, shape, input: Float32Array NCHW, expected: PyTorch's output or undefined };
 * undefined where it has not been exported.
 */
export function readModel(model) {
  if (model.file) {
    const input = seededInput(product(model.shape));
    return { ...model, bytes: readFileSync(model.file), input, expected: undefined };
  }
  const path = (ending) => join(networks, `${model.id}.${ending}`);
  if (!['onnx', 'json', 'input.f32', 'values.f32'].every((ending) => existsSync(path(ending)))) {
    return undefined;
  }
  const { input: shape, values } = JSON.parse(readFileSync(path('json'), 'utf8'));
  const expected = floatsOf(path('values.f32')).slice(-product(values.at(-1).shape));
  const input = floatsOf(path('input.f32'));
  return { ...model, bytes: readFileSync(path('onnx')), shape, input, expected };
}

export const exportHint = (missing) =>
  `Not exported yet, and left out: ${missing.map(({ name }) => name).join(', ')}. With PyTorch, run ` +
  `python3 tests/networks/export.py --only ${missing.map(({ id }) => id).join(' ')}`;
