// What a file is, by its first bytes: the one list of them. Whoever expected something else gets words for it.

import { containerOf, type WeightsContainer } from '../protocol/index.js';

type Test = (bytes: Uint8Array, text: string) => boolean;

const starts =
  (...magic: number[]): Test =>
  (bytes) =>
    magic.every((byte, index) => bytes[index] === byte);

const reads =
  (pattern: RegExp): Test =>
  (_, text) =>
    pattern.test(text);

export interface Description {
  /** Fits after "it is". */
  what: string;
  hint: string;
  /** Of what this program opens: a picture, or weights (perhaps: an archive can hold anything). */
  kind: 'picture' | 'weights' | undefined;
  /** The hint helps with any file, not only with a model. */
  general: boolean;
}

const holds =
  (container: WeightsContainer): Test =>
  (bytes) =>
    containerOf(bytes) === container;

const EXPORT_HINT = 'Export the network to ONNX, for example with torch.onnx.export.';
const UNPACK_HINT = 'Unpack it, and use the .onnx file inside.';

const HTML: (typeof FILES)[number] = [
  reads(/^\s*<(!doctype html|html|head|body|!--)/i),
  'an HTML page',
  'The address probably leads to a web page about the file: use the address of the download itself.',
];

/** What comes in place of a file of any kind. */
const STAND_INS: typeof FILES = [
  [
    reads(/^version https:\/\/git-lfs/),
    'a Git LFS pointer, not the file itself',
    'Run "git lfs pull", or download the file through the web page of its repository.',
  ],
  HTML,
];

const FILES: readonly [Test, string, string, Description['kind']?][] = [
  [reads(/^\s*<(\?xml|svg|!doctype svg)/i), 'an XML or SVG text', ''],
  [reads(/^\s*[{[]\s*["\]}{[]/), 'a JSON text', ''],
  [
    holds('zip'),
    'a zip archive (PyTorch .pt files and Keras .keras files are zips too)',
    `${UNPACK_HINT} ${EXPORT_HINT}`,
    'weights',
  ],
  [starts(0x1f, 0x8b), 'a gzip archive', UNPACK_HINT],
  [starts(0x28, 0xb5, 0x2f, 0xfd), 'a Zstandard archive', UNPACK_HINT],
  [starts(0x37, 0x7a, 0xbc, 0xaf), 'a 7-Zip archive', UNPACK_HINT],
  [starts(0x42, 0x5a, 0x68), 'a bzip2 archive', UNPACK_HINT],
  [starts(0x89, 0x48, 0x44, 0x46), 'an HDF5 file, such as Keras writes', EXPORT_HINT],
  [reads(/^.{4}TFL3/s), 'a TensorFlow Lite model', EXPORT_HINT],
  [holds('pickle'), 'a PyTorch file', EXPORT_HINT, 'weights'],
  [reads(/^GGUF/), 'a GGUF file', EXPORT_HINT],
  [holds('safetensors'), 'a safetensors file', EXPORT_HINT, 'weights'],
  [starts(0x93, 0x4e, 0x55, 0x4d), 'a NumPy array', ''],
  [starts(0x89, 0x50, 0x4e, 0x47), 'a PNG picture', '', 'picture'],
  [starts(0xff, 0xd8, 0xff), 'a JPEG picture', '', 'picture'],
  [reads(/^GIF8[79]a/), 'a GIF picture', '', 'picture'],
  [reads(/^RIFF.{4}WEBP/s), 'a WebP picture', '', 'picture'],
  [reads(/^BM/), 'a BMP picture', '', 'picture'],
  [reads(/^.{4}ftyp/s), 'an AVIF or HEIC picture, or a film', '', 'picture'],
  [starts(0x00, 0x61, 0x73, 0x6d), 'a WebAssembly module', ''],
  [reads(/^%PDF-/), 'a PDF document', ''],
];

/**
 * undefined where the bytes match nothing known, as an ONNX file does.
 * contentType: what the server calls them, where one sent them.
 */
export function describeBytes(bytes: Uint8Array, contentType = ''): Description | undefined {
  if (bytes.length === 0)
    return {
      what: 'empty',
      hint: 'Save or download the file again.',
      kind: undefined,
      general: true,
    };
  // latin1 maps every byte to the one character of the same number, NUL and line breaks included.
  const text = new TextDecoder('latin1').decode(skipByteOrderMark(bytes).subarray(0, 256));
  const find = (kinds: typeof FILES) => kinds.find(([test]) => test(bytes, text));
  // Some servers call every file text/html: only what reads as text is one.
  const named = isHtmlType(contentType) && isText(text) ? HTML : undefined;
  const standIn = find(STAND_INS) ?? named;
  const found = standIn ?? find(FILES);
  return found && { what: found[1], hint: found[2], kind: found[3], general: found === standIn };
}

const isHtmlType = (type: string) => /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type);

/** Models and pictures have control characters in their first bytes. */
function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
}

function skipByteOrderMark(bytes: Uint8Array): Uint8Array {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return marked ? bytes.subarray(3) : bytes;
}
