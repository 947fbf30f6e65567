// The headers that give a page threads, for hosts that do not send them: most static ones.

const OPENER = 'cross-origin-opener-policy';
const EMBEDDER = 'cross-origin-embedder-policy';

/**
 * The answer as an isolated page needs it. Only a page that has its window to itself is isolated, and with
 * it its workers: a page that frames this one would have to consent, so a frame gets what the server sent.
 * A server that says something of its own about it is right. Files of the page's own origin need no
 * Cross-Origin-Resource-Policy, and what the page fetches from elsewhere it fetches with CORS.
 */
export function isolated({ destination }: Request, response: Response): Response {
  const isOpener = destination === 'document';
  if (!isOpener && destination !== 'worker') return response;
  // Of a redirect, and of an answer from elsewhere, nothing is to be seen or changed.
  if (response.type === 'error' || response.type.startsWith('opaque')) return response;
  if (response.headers.has(OPENER) || response.headers.has(EMBEDDER)) return response;
  const headers = new Headers(response.headers);
  headers.set(EMBEDDER, 'require-corp');
  if (isOpener) headers.set(OPENER, 'same-origin');
  const { body, status, statusText } = response;
  return new Response(body, { status, statusText, headers });
}
