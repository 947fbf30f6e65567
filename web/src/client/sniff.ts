// What a file is, by its first bytes: the one list of signatures, and the one place that decides. Bytes come before the
// name, which anybody may have changed; where they tell nothing, the name and the stated type do.

import { containerOf, type WeightsContainer } from '../protocol/index.js';

/** Bytes of a file's beginning that are looked at: an SVG may begin with comments. */
export const HEAD_LENGTH = 1024;

/** text: the same bytes, one character each. */
type Test = (bytes: Uint8Array, text: string) => boolean;

const starts =
  (...magic: number[]): Test =>
  (bytes) =>
    magic.every((byte, index) => bytes[index] === byte);

const reads =
  (pattern: RegExp): Test =>
  (_, text) =>
    pattern.test(text);

const holds =
  (container: WeightsContainer): Test =>
  (bytes) =>
    containerOf(bytes) === container;

/** What may stand before the root of an XML text. */
const BEFORE_ROOT =
  /^\s*(?:(?:<\?[^>]*>|<!--[\s\S]*?-->|<!doctype svg[^[>]*(?:\[[^\]]*\]\s*)?>)\s*)*/i;
const beginsWith =
  (root: RegExp): Test =>
  (_, text) =>
    root.test(text.replace(BEFORE_ROOT, ''));

/** "BM" alone begins names, too: the size of the header that follows has to be one. */
const isBmp: Test = (bytes, text) => {
  const [size = 0, ...zeros] = bytes.subarray(14, 18);
  return /^BM/.test(text) && size >= 12 && zeros.length === 3 && zeros.every((byte) => byte === 0);
};

/** A zip archive whose first entry is an array: its name stands behind the header of 30 bytes. */
const isNpz: Test = (bytes, text) => {
  const length = (bytes[26] ?? 0) + 256 * (bytes[27] ?? 0);
  return containerOf(bytes) === 'zip' && /\.npy$/.test(text.slice(30, 30 + length));
};

/** In this order: the first one that fits. */
const FORMATS = {
  'git-lfs': [reads(/^version https:\/\/git-lfs/), 'a Git LFS pointer, not the file itself'],
  svg: [beginsWith(/^<svg[\s>/]/i), 'an SVG drawing'],
  html: [
    beginsWith(/^<((!doctype html|html|head|body|script|title|meta|div|pre)[\s>]|!--)/i),
    'an HTML page',
  ],
  xml: [reads(/^\s*<\?xml/i), 'an XML text'],
  json: [reads(/^\s*[{[]\s*["\]}{[]/), 'a JSON text'],
  npz: [isNpz, 'an archive of NumPy arrays (.npz)'],
  zip: [holds('zip'), 'a zip archive (PyTorch .pt files and Keras .keras files are zips too)'],
  gzip: [starts(0x1f, 0x8b), 'a gzip archive'],
  zstd: [starts(0x28, 0xb5, 0x2f, 0xfd), 'a Zstandard archive'],
  '7z': [starts(0x37, 0x7a, 0xbc, 0xaf), 'a 7-Zip archive'],
  bzip2: [reads(/^BZh\d/), 'a bzip2 archive'],
  xz: [starts(0xfd, 0x37, 0x7a, 0x58, 0x5a), 'an xz archive'],
  rar: [starts(0x52, 0x61, 0x72, 0x21, 0x1a, 7), 'a RAR archive'],
  tar: [reads(/^.{257}ustar/s), 'a tar archive'],
  hdf5: [starts(0x89, 0x48, 0x44, 0x46), 'an HDF5 file, such as Keras writes'],
  tflite: [reads(/^.{4}TFL3/s), 'a TensorFlow Lite model'],
  pickle: [holds('pickle'), 'a PyTorch file'],
  gguf: [reads(/^GGUF/), 'a GGUF file'],
  safetensors: [holds('safetensors'), 'a safetensors file'],
  npy: [starts(0x93, 0x4e, 0x55, 0x4d), 'a NumPy array'],
  png: [starts(0x89, 0x50, 0x4e, 0x47), 'a PNG picture'],
  jpeg: [starts(0xff, 0xd8, 0xff), 'a JPEG picture'],
  gif: [reads(/^GIF8[79]a/), 'a GIF picture'],
  webp: [reads(/^RIFF.{4}WEBP/s), 'a WebP picture'],
  bmp: [isBmp, 'a BMP picture'],
  iso: [reads(/^.{4}ftyp/s), 'an AVIF or HEIC picture, or a film'],
  tiff: [reads(/^(II\*\0|MM\0\*)/), 'a TIFF picture'],
  wasm: [starts(0x00, 0x61, 0x73, 0x6d), 'a WebAssembly module'],
  pdf: [reads(/^%PDF-/), 'a PDF document'],
} satisfies Readonly<Record<string, readonly [Test, string]>>;

/** Of all files that have a signature: an ONNX file has none, see looksLikeOnnx. */
export type Format = keyof typeof FORMATS | 'empty';

const UNPACK = 'Unpack it, and use the .onnx file inside.';
const EXPORT = 'Export the network to ONNX, for example with torch.onnx.export.';
const HINTS: readonly (readonly [hint: string, of: readonly Format[]])[] = [
  ['Save or download the file again.', ['empty']],
  ['Run "git lfs pull", or download the file through the web page of its repository.', ['git-lfs']],
  [
    'The address probably leads to a web page about the file: use the address of the download itself.',
    ['html'],
  ],
  ['A server probably sent an error in place of the file: download it again.', ['xml']],
  [`${UNPACK} ${EXPORT}`, ['zip']],
  [UNPACK, ['gzip', 'zstd', '7z', 'bzip2', 'xz', 'rar', 'tar']],
  [EXPORT, ['hdf5', 'tflite', 'pickle', 'gguf', 'safetensors']],
];
/** They come in place of a file of any kind. */
const STAND_INS: readonly Format[] = ['empty', 'git-lfs', 'html', 'xml'];
const PICTURES: readonly Format[] = ['png', 'jpeg', 'gif', 'webp', 'bmp', 'iso', 'svg', 'tiff'];
/** PyTorch's, perhaps: an archive can hold anything. */
const WEIGHTS: readonly Format[] = ['zip', 'pickle', 'safetensors'];

/** latin1 maps every byte to the one character of the same number, NUL and line breaks included. */
function textOf(bytes: Uint8Array): string {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return new TextDecoder('latin1').decode(bytes.subarray(isMarked ? 3 : 0, HEAD_LENGTH));
}

/** undefined where the bytes have no known signature. */
export function formatOf(bytes: Uint8Array): Format | undefined {
  if (bytes.length === 0) return 'empty';
  const text = textOf(bytes);
  const formats = Object.entries(FORMATS) as [Format, readonly [Test, string]][];
  return formats.find(([, [test]]) => test(bytes, text))?.[0];
}

export interface Description {
  format: Format;
  /** Fits after "it is". */
  what: string;
  /** What to do where a network was wanted; '' where nothing helps. */
  hint: string;
  /** Of what this program opens: a picture, or weights (perhaps: an archive can hold anything). */
  kind: 'picture' | 'weights' | undefined;
  /** It comes in place of a file of any kind: the hint helps with any. */
  general: boolean;
}

/**
 * undefined where the bytes match nothing known, as an ONNX file does.
 * contentType: what the server calls them, where one sent them.
 */
export function describeBytes(bytes: Uint8Array, contentType = ''): Description | undefined {
  const found = formatOf(bytes);
  // Some servers call every file text/html: only what reads as text is one.
  const isPage =
    isHtmlType(contentType) && !(found && STAND_INS.includes(found)) && isText(textOf(bytes));
  const format = isPage ? 'html' : found;
  if (format === undefined) return undefined;
  return {
    format,
    what: format === 'empty' ? 'empty' : FORMATS[format][1],
    hint: HINTS.find(([, of]) => of.includes(format))?.[0] ?? '',
    kind: PICTURES.includes(format) ? 'picture' : WEIGHTS.includes(format) ? 'weights' : undefined,
    general: STAND_INS.includes(format),
  };
}

const isHtmlType = (type: string) => /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type);

/** Models and pictures have control characters in their first bytes. */
function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text.slice(0, 256));
}
