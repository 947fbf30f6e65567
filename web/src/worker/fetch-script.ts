// Imports a script of the package. The browser's own message says neither the status nor what came instead of it.

import type { Environment } from './environment.js';
import { fault, textOf } from './fault.js';

/** What `load` gives. Where it fails, throws a Fault that says why, and what to do. */
export async function fetchScript<Export>(
  url: string,
  environment: Environment,
  load: () => Promise<Export>,
): Promise<Export> {
  try {
    return await load();
  } catch (thrown) {
    // The browser's own message says neither the status nor what came instead: ask once more.
    const bytes = await environment.readBytes(url);
    const found = startsLikeHtml(bytes) ? 'it is an HTML page' : textOf(thrown);
    const message = `The engine script ${url} could not be loaded: `;
    const type = await environment.contentType(url).catch(() => undefined);
    if (!startsLikeHtml(bytes) && type !== undefined && !isScriptType(type)) {
      throw fault(
        'engine-not-loaded',
        `${message}the server calls it "${type}", and browsers run no script of that type.`,
        'Set the content type (MIME type) of files that end in .mjs to text/javascript on the server.',
      );
    }
    throw fault(
      'engine-not-loaded',
      `${message}${found}.`,
      'Check that the engine files are served there, or set wasmUrl to the folder that holds them.',
    );
  }
}

/** Of the types that HTML's standard lists, those in use. */
function isScriptType(type: string): boolean {
  return /^(text|application)\/(x-)?(java|ecma)script\b/i.test(type);
}

export function startsLikeHtml(bytes: Uint8Array): boolean {
  return /^\s*</.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}
