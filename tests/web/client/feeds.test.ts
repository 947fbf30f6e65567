import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import { toFeeds } from '../../../web/src/client/feeds.js';
import type { Feeds } from '../../../web/src/client/options.js';
import { choosePreprocess } from '../../../web/src/client/preprocess.js';
import { SpareBuffers } from '../../../web/src/client/spare-buffers.js';
import { Tensor } from '../../../web/src/client/tensor.js';
import { dimsOf } from '../../../web/src/protocol/index.js';
import { thrownBy } from '../support/errors.js';

const image = { name: 'image', type: 'float32', shape: [-1, 3, 4, 4] };
const factor = { name: 'factor', type: 'float32', shape: [1] };
const { preprocess } = choosePreprocess(image, {});
const tensor = () => new Tensor('float32', new Float32Array(96), [2, 3, 4, 4]);
const feed = (feeds: unknown, inputs = [image]) => toFeeds(feeds as Feeds, inputs, preprocess);

test('a tensor is copied, so that the caller keeps it', () => {
  const given = tensor();
  const [sent] = feed({ image: given });
  expect(sent).toMatchObject({ name: 'image', dims: [2, 3, 4, 4] });
  expect(sent && 'data' in sent && sent.data.buffer).not.toBe(given.data.buffer);
});

test('only the part of a buffer that a tensor covers is sent', () => {
  const data = new Float32Array(1000).subarray(500, 548);
  const [sent] = feed({ image: new Tensor('float32', data, [1, 3, 4, 4]) });
  expect(sent && 'data' in sent && sent.data.buffer.byteLength).toBe(48 * 4);
});

test('a picture is copied and goes with its preparation', () => {
  const data = new Uint8ClampedArray(2 * 3 * 4);
  const [sent] = feed({ image: { data, width: 2, height: 3 } });
  expect(sent).toMatchObject({ picture: { width: 2, height: 3 }, preprocess });
  expect(sent && 'picture' in sent && sent.picture.data).not.toBe(data);
});

test('buffers that came back are written over', () => {
  const buffers = new SpareBuffers();
  const spare = [new Uint8Array(96 * 4).fill(7).buffer, new Uint8Array(24).fill(7).buffer];
  buffers.keep(spare);
  const [floats] = toFeeds({ image: tensor() }, [image], preprocess, buffers);
  expect(floats).toMatchObject({ data: new Float32Array(96) });
  expect(floats && 'data' in floats && floats.data.buffer).toBe(spare[0]);
  const small = { data: new Uint8Array(24).fill(9), width: 2, height: 3 };
  const [bytes] = toFeeds({ image: small }, [image], preprocess, buffers);
  expect(bytes).toMatchObject({ picture: small });
  expect(bytes && 'picture' in bytes && bytes.picture.data.buffer).toBe(spare[1]);
});

test('a Buffer of Node is copied: it is a view of memory that others use', () => {
  const data = Buffer.from([1, 2, 3, 255]);
  const [sent] = feed({ image: { data, width: 1, height: 1 } });
  const copy = sent && 'picture' in sent ? sent.picture.data : data;
  expect(copy.buffer).not.toBe(data.buffer);
  structuredClone(copy.buffer, { transfer: [copy.buffer as ArrayBuffer] });
  expect([...data]).toEqual([1, 2, 3, 255]);
});

test('pixels of another realm are pixels', () => {
  const data: Uint8Array = runInContext('Uint8ClampedArray.of(9, 9, 9, 9)', createContext({}));
  const [sent] = feed({ image: { data, width: 1, height: 1 } });
  expect(sent && 'picture' in sent && [...sent.picture.data]).toEqual([9, 9, 9, 9]);
});

test.each([
  ['nothing', {}, 'invalid-argument', 'No data was given for the input "image"'],
  ['another name', { picture: tensor() }, 'invalid-argument', 'no input "picture"'],
  ['no object', null, 'invalid-argument', 'one entry per input'],
  ['a bare picture', { data: [], width: 1, height: 1 }, 'invalid-argument', 'one entry per input'],
  ['a bare array', { image: new Float32Array(3) }, 'invalid-argument', 'neither a Tensor nor'],
  ['a number', { image: 3 }, 'invalid-argument', 'neither a Tensor nor'],
  [
    'wrong sizes',
    { image: new Tensor('float32', new Float32Array(75), [1, 3, 5, 5]) },
    'invalid-shape',
    '[1, 3, 5, 5], but the model takes [any, 3, 4, 4]',
  ],
  [
    'wrong rank',
    { image: new Tensor('float32', new Float32Array(48), [3, 4, 4]) },
    'invalid-shape',
    'takes [any, 3, 4, 4]',
  ],
  [
    'a tensor made by hand whose data is too short',
    { image: { type: 'float32', dims: [1, 3, 4, 4], data: new Float32Array(3) } },
    'invalid-shape',
    'need 48 elements',
  ],
  [
    'pixels without alpha',
    { image: { data: new Uint8Array(12), width: 2, height: 2 } },
    'invalid-shape',
    'needs 16 bytes of RGBA, not 12 bytes',
  ],
  [
    'pixels as floats',
    { image: { data: new Float32Array(16), width: 2, height: 2 } },
    'invalid-argument',
    'not something else',
  ],
  [
    'a picture of no size',
    { image: { data: new Uint8Array(0), width: 0, height: 2 } },
    'invalid-shape',
    '0 x 2',
  ],
])('%s: says what is wrong', (_, feeds, code, message) => {
  const error = thrownBy(() => feed(feeds));
  expect(error.code).toBe(code);
  expect(error.message).toContain(message);
  expect(error.hint).not.toBe('');
});

test('every input has to be there', () => {
  const error = thrownBy(() => feed({ image: tensor() }, [image, factor]));
  expect(error.message).toContain('"factor"');
  expect(error.hint).toContain('"image", "factor"');
});

test('a tensor of another type than the input takes is named', () => {
  const ids = { name: 'ids', type: 'int64', shape: [1] };
  const error = thrownBy(() => feed({ ids: new Tensor('float32', [1], [1]) }, [ids]));
  expect(error.code).toBe('invalid-argument');
  expect(error.message).toContain('takes int64, but was given float32');
  expect(error.hint).toContain('new Tensor("int64"');
});

const sentTo = (type: string, tensor: unknown) => {
  const [sent] = feed({ x: tensor }, [{ name: 'x', type, shape: [-1] }]);
  return sent && 'data' in sent && sent.data;
};

test('tensors travel in the form that the engine stores', () => {
  // binary16: 1.5, -2, the smallest above 0, infinity
  const half = new Tensor('float16', Uint16Array.of(0x3e00, 0xc000, 1, 0x7c00), [4]);
  expect(sentTo('float16', half)).toEqual(Float32Array.of(1.5, -2, 2 ** -24, Infinity));
  const brain = new Tensor('bfloat16', Uint16Array.of(0x3fc0, 0xc000), [2]);
  expect(sentTo('bfloat16', brain)).toEqual(Float32Array.of(1.5, -2));
  expect(sentTo('float64', new Tensor('float64', [0.1], [1]))).toEqual(Float32Array.of(0.1));
  expect(sentTo('int16', new Tensor('int16', [-3], [1]))).toEqual(Int32Array.of(-3));
  expect(sentTo('uint32', new Tensor('uint32', [2 ** 32 - 1], [1]))).toEqual(
    BigInt64Array.of(4294967295n),
  );
  expect(sentTo('bool', new Tensor('bool', [1, 0], [2]))).toEqual(Uint8Array.of(1, 0));
  expect(sentTo('int64', new Tensor('int64', [-7n], [1]))).toEqual(BigInt64Array.of(-7n));
  expect(sentTo('float16', new Tensor('float32', [3], [1]))).toEqual(Float32Array.of(3));
});

test('a uint64 that int64 has no place for is refused by its number', () => {
  const error = thrownBy(() => sentTo('uint64', new Tensor('uint64', [1n, 2n ** 63n], [2])));
  expect(error.code).toBe('unsupported');
  expect(error.message).toContain('Element 1');
});

test('an input of any shape takes any', () => {
  const any = { name: 'x', type: 'float32', shape: [1, 3, 224, 224], anyShape: true };
  const [sent] = feed({ x: new Tensor('float32', [1, 2], [2]) }, [any] as never);
  expect(sent).toMatchObject({ dims: [2] });
});

test('a picture whose preparation does not fit the input', () => {
  const feeds = { image: { data: new Uint8Array(4), width: 1, height: 1 } };
  const wrong = preprocess && { ...preprocess, crop: [5, 4] as [number, number] };
  const error = thrownBy(() => toFeeds(feeds, [image], wrong));
  expect(error.code).toBe('invalid-shape');
  expect(error.message).toContain('[1, 3, 5, 4], but the model takes [any, 3, 4, 4]');
  expect(error.hint).toContain('crop');
});

test('a width that follows the picture is worked out, and a fixed batch filled', () => {
  const line = { name: 'image', type: 'float32', shape: [6, 3, 4, -1] };
  const prepared = preprocess && { ...preprocess, fit: 'height' as const, multiple: 8 };
  const feeds = { image: { data: new Uint8Array(4 * 30 * 10), width: 30, height: 10 } };
  // 30 x 10 at a height of 4 is 12 wide, and the nearest multiple of 8 is 16.
  const [sent] = toFeeds(feeds, [line], prepared);
  expect(sent).toMatchObject({ batch: 6, preprocess: { crop: [4, 16] } });
  expect(sent && dimsOf(sent)).toEqual([6, 3, 4, 16]);
  const fixed = thrownBy(() => toFeeds(feeds, [image], prepared));
  expect(fixed.message).toContain('[1, 3, 4, 16], but the model takes [any, 3, 4, 4]');
});

test('a picture for an input without the shape of one', () => {
  const feeds = { factor: { data: new Uint8Array(4), width: 1, height: 1 } };
  const error = thrownBy(() => toFeeds(feeds, [factor], undefined));
  expect(error.message).toContain('no picture can be fed');
});
