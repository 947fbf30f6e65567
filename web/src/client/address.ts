// Addresses as users write them: URL objects, absolute or relative addresses, and paths in Node.

import { failure } from './error.js';
import { isUrl } from './kinds.js';
import { type NodeProcess, nodeProcess } from './node.js';

const SCHEMES = ['file:', 'http:', 'https:', 'data:', 'blob:'];

/** `what` names the address in the error. A path of Node becomes a file: URL. */
export function resolveAddress(address: string | URL, what: string): URL {
  // Turbopack makes URL objects whose href has no origin.
  if (isUrl(address)) return checkScheme(parse(address.href, pageBase(), what), what);
  if (typeof address !== 'string') {
    throw failure(
      'invalid-argument',
      `${what} was given as ${address === null ? 'null' : typeof address}.`,
      'Give an address as a string or URL.',
    );
  }
  // A scheme of one letter is a drive of Windows.
  if (/^[a-z][a-z0-9+.-]+:/i.test(address)) {
    return checkScheme(parse(address, undefined, what), what);
  }
  const node = nodeProcess();
  if (node !== undefined) return node.getBuiltinModule('node:url').pathToFileURL(address);
  return parse(address, pageBase(), what);
}

const pageBase = () => globalThis.document?.baseURI ?? globalThis.location?.href;

/** The same for a folder, whose address needs a slash at its end. */
export function resolveFolder(address: string | URL, what: string): URL {
  const folder = new URL(resolveAddress(address, what));
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  return folder;
}

/** For messages: a path as Node's users write it, with its spaces and umlauts. */
export function showFile(node: NodeProcess, url: URL): string {
  try {
    return node.getBuiltinModule('node:url').fileURLToPath(url);
  } catch {
    return url.href;
  }
}

/** Applications made of web pages serve themselves over schemes of their own. */
function checkScheme(url: URL, what: string): URL {
  if (SCHEMES.includes(url.protocol) || url.protocol === globalThis.location?.protocol) return url;
  throw failure(
    'invalid-argument',
    `${what} "${url.href}" has the scheme "${url.protocol}", which cannot be read.`,
    'Use an address that begins with https:, http:, file:, data: or blob:.',
  );
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
