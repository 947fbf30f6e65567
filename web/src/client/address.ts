// Addresses as users write them: URL objects, absolute or relative addresses, and paths in Node.

import { failure } from './error.js';
import { nodeProcess } from './node.js';

/** `what` names the address in the error. A path of Node becomes a file: URL. */
export function resolveAddress(address: string | URL, what: string): URL {
  if (address instanceof URL) return address;
  // A scheme of one letter is a drive of Windows.
  if (/^[a-z][a-z0-9+.-]+:/i.test(address)) return parse(address, undefined, what);
  const node = nodeProcess();
  if (node !== undefined) return node.getBuiltinModule('node:url').pathToFileURL(address);
  return parse(address, globalThis.document?.baseURI ?? globalThis.location?.href, what);
}

/** The same for a folder, whose address needs a slash at its end. */
export function resolveFolder(address: string | URL, what: string): URL {
  const folder = new URL(resolveAddress(address, what));
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  return folder;
}

function parse(address: string, base: string | undefined, what: string): URL {
  try {
    return new URL(address, base);
  } catch (thrown) {
    throw failure(
      'invalid-argument',
      `${what} "${address}" is not an address.`,
      'Give an absolute address such as https://example.org/model.onnx, or one relative to the page.',
      thrown,
    );
  }
}
