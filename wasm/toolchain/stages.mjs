// npm start shows the page as soon as one module is built, and builds the others behind it.

const reason = 'This module is still being built';

/**
 * Answers requests for modules that are not in `ready`, an intercept for serve(): what lies there may be
 * of an earlier build. The page takes a plainer module then, and says why; a reload asks again.
 */
export function answerForUnbuilt(ready) {
  return async (request, response, headers) => {
    const path = request.url.split('?')[0];
    const [, variant] = /^\/engine\/cnn-([a-z-]+?)(?:-second)?\.(?:mjs|wasm)$/.exec(path) ?? [];
    if (variant === undefined || ready.has(variant)) return false;
    response.writeHead(503, reason, { ...headers, 'Content-Type': 'text/plain' }).end(reason);
    return true;
  };
}

/**
 * buildFirst(variant) builds all that the page needs, with one module; open(intercept) serves it; then
 * add(variant) builds each further module, one at a time.
 */
export async function inStages([first, ...others], { buildFirst, open, add }) {
  const ready = new Set();
  await buildFirst(first);
  ready.add(first);
  await open(answerForUnbuilt(ready));
  for (const variant of others) {
    await add(variant);
    ready.add(variant);
  }
}
