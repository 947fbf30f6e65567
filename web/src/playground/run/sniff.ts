// What a dropped file is, from its first bytes, its type and its name: people drop both pictures
// and models on the same page.

import { describeBytes } from '../../client/describe-bytes.js';
import { looksLikeSvg } from '../../client/picture-header.js';

export type FileKind = 'picture' | 'model' | 'weights' | 'labels' | 'unknown';

/** Bytes of the file's beginning that kindOf wants to see: an SVG may begin with comments. */
export const HEAD_LENGTH = 1024;

/** type: MIME type as the browser gives it, '' where it knows none. */
export function kindOf(name: string, type: string, head: Uint8Array): FileKind {
  // Numbers can begin with anything, so here the name alone tells.
  if (/\.onnx[._-]?data$/i.test(name)) return 'weights';
  const found = describeBytes(head)?.kind;
  if (found === 'picture' || looksLikeSvg(head)) return 'picture';
  // Archives and pickles as PyTorch writes them: opening one says what it is.
  if (found === 'weights' || /\.(pth|pt|ckpt|safetensors)$/i.test(name)) return 'model';
  if (/\.onnx$/i.test(name)) return 'model';
  if (type.startsWith('image/')) return 'picture';
  if (/\.(data|bin|weights?)$/i.test(name)) return 'weights';
  if (/\.(png|jpe?g|gif|webp|bmp|avif|svg|tiff?|heic)$/i.test(name)) return 'picture';
  // An ONNX file opens with its first field, ir_version: tag 8, then a small number.
  if (head[0] === 8 && head[1] !== undefined && head[1] > 0 && head[1] < 32) return 'model';
  if (/\.(txt|json|names|labels)$/i.test(name)) return 'labels';
  return 'unknown';
}
