// What a file of the user is opened as: people drop pictures, networks, weights and lists of names on the same page. Bytes
// come before the name, which anybody may have changed.

import { describeBytes } from './sniff.js';

export type FileKind =
  | 'picture'
  /** An ONNX file, or weights of PyTorch. */
  | 'model'
  /** Numbers that belong to an ONNX file. */
  | 'weights'
  /** Names of classes, as text. */
  | 'labels'
  /** Arrays of numbers by name: an .npz file. */
  | 'values'
  | 'unknown';

export interface FileHead {
  /** '' where it has none. */
  name: string;
  /** MIME type as a browser or server gives it; '' where none is known. */
  type: string;
  /** The first HEAD_LENGTH bytes. */
  head: Uint8Array;
}

/** Wire types of ModelProto's fields: ir_version, producer_name and so on to functions. */
const ONNX_FIELDS: Readonly<Record<number, number>> = {
  ...{ 1: 0, 2: 2, 3: 2, 4: 2, 5: 0, 6: 2, 7: 2, 8: 2, 14: 2, 20: 2, 25: 2, 26: 2 },
};

/** Whether the bytes are the fields of an ONNX file, two of them at least, of which ir_version is the first. */
export function looksLikeOnnx(head: Uint8Array): boolean {
  let at = 0;
  const varint = (): number => {
    for (let value = 0, scale = 1; scale < 2 ** 63; scale *= 128) {
      const byte = head[at++] ?? Number.NaN;
      value += (byte % 128) * scale;
      if (!(byte >= 128)) return value;
    }
    return Number.NaN;
  };
  const version = head[0] === 8 ? head[1] : undefined;
  if (version === undefined || version < 1 || version > 31) return false;
  for (let fields = 0; ; fields++) {
    // Longer ones go on behind what is there of the file.
    if (at >= head.length) return fields > 1;
    const tag = varint();
    if (ONNX_FIELDS[Math.floor(tag / 8)] !== tag % 8) return false;
    const value = varint();
    // A number that is no varint; one that goes on behind the head is read as one that ends there.
    if (Number.isNaN(value) && at < head.length) return false;
    if (tag % 8 === 2) at += value;
  }
}

/** By the name and the type alone. */
function namedKind(name: string, type: string): FileKind {
  if (/\.(pth|pt|ckpt|safetensors|onnx)$/i.test(name)) return 'model';
  if (/\.npz$/i.test(name)) return 'values';
  if (type.startsWith('image/')) return 'picture';
  if (/\.(data|bin|weights?)$/i.test(name)) return 'weights';
  if (/\.(png|jpe?g|gif|webp|bmp|avif|svg|tiff?|heic)$/i.test(name)) return 'picture';
  return /\.(txt|json|names|labels)$/i.test(name) ? 'labels' : 'unknown';
}

/** What opening it would take it for; a broken file is what its name says, so that the opening says what it is. */
export function kindOf({ name, type, head }: FileHead): FileKind {
  // Numbers can begin with anything, so here the name alone tells.
  if (/\.onnx[._-]?data$/i.test(name)) return 'weights';
  const found = describeBytes(head);
  if (found?.format === 'npz') return 'values';
  if (found?.kind === 'picture') return 'picture';
  // Archives and pickles as PyTorch writes them: opening one says what it is.
  if (found?.kind === 'weights' || looksLikeOnnx(head)) return 'model';
  const named = namedKind(name, type);
  // Of all texts only JSON can be a list of names.
  return named === 'labels' && found && found.format !== 'json' ? 'unknown' : named;
}
