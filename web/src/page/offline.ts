// The page without a network: a service worker keeps the site's files (web/src/offline).

import type { ModuleName } from '../client/index.js';

let isStarted = false;

/** Only where it can work, and not where the page is a guest in another one. Failure is silent. */
export function startOffline(): void {
  if (isStarted) return;
  isStarted = true;
  const isOnWeb = /^https?:$/.test(location.protocol) && globalThis.isSecureContext;
  if (!isOnWeb || parent !== window || !('serviceWorker' in navigator)) return;
  const script = new URL('service-worker.js', document.baseURI).href;
  const register = () =>
    navigator.serviceWorker.register(script, { updateViaCache: 'none' }).catch(() => {});
  // The page's own files come first.
  if (document.readyState === 'complete') void register();
  else addEventListener('load', register, { once: true });
}

/** The engine came before the worker did: so that the first visit is enough, it is told about it. */
export function keepEngine(module: ModuleName): void {
  if (!('serviceWorker' in navigator)) return;
  const keep = ['mjs', 'wasm'].map(
    (extension) => new URL(`engine/cnn-${module}.${extension}`, document.baseURI).href,
  );
  navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ keep })).catch(() => {});
}
